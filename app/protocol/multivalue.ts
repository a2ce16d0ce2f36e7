/**
 * Multivalues as splunkd sends them: `__mv_<field>` holds `$a$;$b$` with each `$` inside doubled, the plain column the
 * values joined with newlines; fewer than two values leave `__mv_` empty. Source: streams recorded from splunkd.
 */
import { ProtocolError } from './frames';

/** The column that holds the members of `column`. */
export function multivalueColumn(column: string): string {
  return `__mv_${column}`;
}

/** The `__mv_` text of a field with these values; empty for fewer than two. */
export function encodeMultivalue(values: readonly string[]): string {
  if (values.length < 2) return '';
  const hasDollar = values.some((value) => value.includes('$'));
  return `$${(hasDollar ? values.map((value) => value.replaceAll('$', '$$$$')) : values).join('$;$')}$`;
}

/** The plain text of a field with these values. */
export function joinMultivalue(values: readonly string[]): string {
  return values.join('\n');
}

/**
 * The members of a `__mv_` text; none when it is empty.
 * @throws ProtocolError when the text is not of the form `$a$;$b$`
 */
export function decodeMultivalue(text: string): string[] {
  const values: string[] = [];
  let at = 0;
  while (at < text.length || values.length > 0) {
    if (text[at] !== '$') throw malformed(text, at);
    const close = closingDollar(text, at + 1);
    values.push(text.slice(at + 1, close).replaceAll('$$', '$'));
    at = close + 1;
    if (at === text.length) return values;
    if (text[at] !== ';') throw malformed(text, at);
    at += 1;
  }
  return values;
}

function closingDollar(text: string, from: number): number {
  let at = text.indexOf('$', from);
  while (at !== -1 && text[at + 1] === '$') at = text.indexOf('$', at + 2);
  if (at === -1) throw malformed(text, text.length);
  return at;
}

function malformed(text: string, at: number): ProtocolError {
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
  return new ProtocolError(`The multivalue ${shown} is not of the form $a$;$b$ at character ${at + 1}.`);
}
