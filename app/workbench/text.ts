/**
 * Characters that a terminal acts on or that change how others are read: C0 and C1 controls, bidirectional marks and overrides,
 * zero-width characters, line and paragraph separators, lone surrogates (Unicode, general categories Cc, Cf, Zl, Zp, Cs).
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The text with every such character written as an escape that can be seen, `\u001b`: strings in records are written by others. */
export function visible(text: string): string {
  return text.replace(unseen, escapeOf);
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** JSON of a value in which such characters are escaped too; it reads back the same. */
export function visibleJson(value: unknown): string {
  return escapedJson(JSON.stringify(value));
}

/** JSON text in which such characters are escaped as JSON has it. */
export function escapedJson(json: string): string {
  return json.replace(unseen, (character) =>
    Array.from({ length: character.length }, (_, index) =>
      escapeOf(String.fromCharCode(character.charCodeAt(index))),
    ).join(''),
  );
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Columns that the text takes on a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /\p{M}/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

/** Breaks text into lines of at most `width` columns: at blanks, else behind one of `/:.,>-`, else where it must. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (widthOf(rest) > width) {
    const fitting = headOf(rest, width);
    const next = rest[fitting.length] ?? '';
    const blank = next === ' ' ? fitting.length : fitting.lastIndexOf(' ');
    const joint = Math.max(...Array.from('/:.,>-', (mark) => fitting.lastIndexOf(mark)));
    const cut = blank > width / 3 ? blank : joint > width / 3 ? joint + 1 : fitting.length;
    lines.push(rest.slice(0, cut).replace(/ +$/, ''));
    rest = rest.slice(cut).replace(/^ +/, '');
  }
  lines.push(rest);
  return lines;
}

/** The longest start of the text that fits; at least one character, so that wrapping always ends. */
function headOf(text: string, width: number): string {
  let head = '';
  let taken = 0;
  for (const character of text) {
    taken += widthOf(character);
    if (taken > width && head !== '') break;
    head += character;
  }
  return head;
}

/** A text filled up with blanks to a width of columns in the terminal. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** A text with blanks before it, to a width of columns in the terminal. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** `1,234`. */
export function amount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 record`, `2,900 records`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${amount(count)} ${count === 1 ? one : many}`;
}
