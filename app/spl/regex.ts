import { SplError } from './error';
import { escapeOutside, literal, quoted, readClass } from './regexescapes';

/** A group opening of PCRE and what JavaScript calls it. */
const OPENINGS: readonly (readonly [RegExp, (name: string) => string])[] = [
  [/\(\?(?:P?<|')([A-Za-z_]\w*)[>']/y, (name) => `(?<${name}>`],
  [/\(\?P=([A-Za-z_]\w*)\)/y, (name) => `\\k<${name}>`],
  [/\(\?#[^)]*\)/y, () => ''],
  [/\(\?(:|=|!|<=|<!)/y, (kind) => `(?${kind}`],
];

const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/\(\?>/y, 'an atomic group (?>...)'],
  [/\(\?\(/y, 'a conditional group (?(...)...)'],
  [/\(\?\|/y, 'a branch reset (?|...)'],
  [/\(\?(?:R|&|P>|[-+]?\d)/y, 'recursion'],
  [
    /\(\?[-a-zA-Z^]+[:)]/y,
    'option letters in the middle of a pattern; they are understood at its beginning, as in (?i)',
  ],
  [/\(\?/y, 'this kind of group'],
  [/\(\*/y, 'a verb (*...)'],
];

interface Options {
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

/**
 * The regular expression of Splunk (PCRE2 in UTF mode) as one of JavaScript that matches alike. Option letters i, m and s are
 * understood at the beginning; `\s`, `.`, `^` and `$` keep PCRE's meaning.
 * @param flags of JavaScript: `g` or none
 * @throws SplError on anything that JavaScript has no equal for (possessive and atomic groups, recursion, `\K`), naming it and its offset
 */
export function compileRegex(pattern: string, flags: string): RegExp {
  const inline = /^(?:\(\?([ims]+)\))*/.exec(pattern)?.[0] ?? '';
  const options = { multiline: inline.includes('m'), dotAll: inline.includes('s') };
  const source = translate(pattern, inline.length, options);
  try {
    return new RegExp(source, `${flags}u${inline.includes('i') ? 'i' : ''}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /s, '') : String(error);
    throw new SplError(`The regular expression "${pattern}" is not valid: ${reason}.`);
  }
}

function translate(pattern: string, start: number, options: Options): string {
  let source = '';
  let at = start;
  while (at < pattern.length) {
    const piece = translatePiece(pattern, at, options);
    source += piece.source;
    at = piece.end;
  }
  return source;
}

interface Piece {
  readonly source: string;
  /** The offset behind what was read. */
  readonly end: number;
}

function translatePiece(pattern: string, at: number, options: Options): Piece {
  const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  switch (character) {
    case '\\':
      return pattern.startsWith('\\Q', at) ? quoted(pattern, at) : escapeOutside(pattern, at);
    case '[':
      return readClass(pattern, at);
    case '(':
      return opening(pattern, at);
    case '.':
      return { source: options.dotAll ? '[^]' : '[^\\n]', end: at + 1 };
    case '^':
      return { source: options.multiline ? '(?:^|(?<=\\n)(?!$))' : '^', end: at + 1 };
    case '$':
      return { source: options.multiline ? '(?=\\n|$)' : '(?=\\n?$)', end: at + 1 };
    case '*':
    case '+':
    case '?':
    case '{':
      return quantifier(pattern, at);
    default:
      return { source: /[\]}/]/.test(character) ? `\\${character}` : character, end: at + character.length };
  }
}

function opening(pattern: string, at: number): Piece {
  for (const [shape, made] of OPENINGS) {
    shape.lastIndex = at;
    const found = shape.exec(pattern);
    if (found !== null) return { source: made(found[1] ?? ''), end: shape.lastIndex };
  }
  for (const [shape, what] of REFUSED) {
    shape.lastIndex = at;
    if (shape.test(pattern)) throw refused(pattern, at, what);
  }
  return { source: '(', end: at + 1 };
}

function quantifier(pattern: string, at: number): Piece {
  const shape = /(?:[*+?]|\{\d+(?:,\d*)?\})([?+]?)/y;
  shape.lastIndex = at;
  const found = shape.exec(pattern);
  if (found === null) return { source: literal('{'), end: at + 1 };
  if (found[1] === '+') throw refused(pattern, at, `the possessive quantifier ${found[0]}`);
  return { source: found[0], end: shape.lastIndex };
}

function refused(pattern: string, at: number, what: string): SplError {
  return new SplError(
    `The regular expression "${pattern}" has ${what} at offset ${at}, which the local engine does not understand.`,
  );
}
