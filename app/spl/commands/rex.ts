import { command, perRow } from '../runtime/transform';
import { setValues } from '../runtime/fields';
import { compileRegex } from '../regex';
import { numberOption, options, textOption } from '../runtime/options';
import { asText, valuesOf } from '../value';
import type { Row } from '../value';
import { sedScript } from './sed';

/**
 * `rex [field=<field>] [max_match=<int>] <regex with named groups>` fills fields from a field's text (`_raw` unless named);
 * with max_match other than 1 (0 for no bound) a field gets the values of all matches. `rex mode=sed <script>` changes the text.
 */
export const rex = command('words', 'never', (written, context) => {
  const given = options(written.options, ['field', 'max_match', 'mode'], context);
  const field = textOption(given, 'field') ?? '_raw';
  const [pattern, surplus] = written.words;
  if (pattern === undefined) throw context.error('needs a regular expression in quotes');
  if (surplus !== undefined) throw context.error(`does not know what "${surplus.text}" is`, surplus.position);
  const mode = textOption(given, 'mode');
  if (mode !== undefined && mode !== 'sed') throw context.error(`has the mode sed, not "${mode}"`);
  const text = (row: Row): string | undefined => {
    const values = valuesOf(row.get(field));
    if (values.length > 1) {
      throw context.error(
        `met the multivalue field "${field}", for which Splunk's documents do not settle the result; mvjoin it`,
      );
    }
    return values[0] === undefined ? undefined : asText(values[0]);
  };
  if (mode === 'sed') {
    if (given.has('max_match')) throw context.error('does not take max_match with mode=sed');
    const edit = sedScript(pattern.text, (message) => context.error(message, pattern.position));
    return perRow((row) => {
      const before = text(row);
      return before === undefined ? row : row.set(field, edit(before));
    });
  }
  const regex = compileRegex(pattern.text, 'g');
  if (!/\(\?P?<[A-Za-z_]/.test(pattern.text)) {
    throw context.error('needs a named group, as in (?<field>...)', pattern.position);
  }
  const limit = numberOption(given, 'max_match', 1, context);
  return perRow((row) => {
    const searched = text(row);
    if (searched === undefined) return row;
    for (const [name, values] of groupsOf(searched, regex, limit)) setValues(row, name, values);
    return row;
  });
});

function groupsOf(text: string, regex: RegExp, limit: number): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let matches = 0;
  for (const match of text.matchAll(regex)) {
    for (const [name, value] of Object.entries(match.groups ?? {})) {
      if (typeof value !== 'string') continue;
      const values = found.get(name);
      if (values === undefined) found.set(name, [value]);
      else values.push(value);
    }
    matches += 1;
    if (matches === limit) break;
  }
  return found;
}
