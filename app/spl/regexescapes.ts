import { SplError } from './error';

interface Piece {
  readonly source: string;
  readonly end: number;
}

/** An item of a class: one character may begin or end a range, a set may not. */
interface ClassItem extends Piece {
  readonly single: boolean;
}

const HIGHEST = '\\u{10ffff}';

/** The sets of PCRE's escapes as the inside of a class: ASCII, as PCRE has them without UCP. */
const SETS: ReadonlyMap<string, string> = new Map([
  ['d', '0-9'],
  ['D', `\\0-\\x2f\\x3a-${HIGHEST}`],
  ['w', 'A-Za-z0-9_'],
  ['W', `\\0-\\x2f\\x3a-\\x40\\x5b-\\x5e\\x60\\x7b-${HIGHEST}`],
  ['s', '\\x09-\\x0d\\x20'],
  ['S', `\\0-\\x08\\x0e-\\x1f\\x21-${HIGHEST}`],
  ['h', '\\x09\\x20\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000'],
  ['v', '\\x0a-\\x0d\\x85\\u2028\\u2029'],
  ['N', `\\0-\\x09\\x0b-${HIGHEST}`],
]);

const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['a', '\\x07'],
  ['e', '\\x1b'],
  ['f', '\\f'],
  ['n', '\\n'],
  ['r', '\\r'],
  ['t', '\\t'],
]);

const ASSERTIONS: ReadonlyMap<string, string> = new Map([
  ['A', '^'],
  ['z', '$'],
  ['Z', '(?=\\n?$)'],
  ['b', '\\b'],
  ['B', '\\B'],
  ['R', '(?:\\r\\n|[\\x0a-\\x0d\\x85\\u2028\\u2029])'],
]);

const POSIX: ReadonlyMap<string, string> = new Map([
  ['alpha', 'A-Za-z'],
  ['digit', '0-9'],
  ['alnum', 'A-Za-z0-9'],
  ['upper', 'A-Z'],
  ['lower', 'a-z'],
  ['space', '\\x09-\\x0d\\x20'],
  ['blank', '\\x09\\x20'],
  ['punct', '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e'],
  ['xdigit', 'A-Fa-f0-9'],
  ['word', 'A-Za-z0-9_'],
  ['cntrl', '\\0-\\x1f\\x7f'],
  ['print', '\\x20-\\x7e'],
  ['graph', '\\x21-\\x7e'],
]);

/** Text that stands for itself. */
export function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** `\Q...\E`: what is between stands for itself; without `\E` to the end. */
export function quoted(pattern: string, at: number): Piece {
  const close = pattern.indexOf('\\E', at + 2);
  const end = close === -1 ? pattern.length : close;
  return { source: literal(pattern.slice(at + 2, end)), end: close === -1 ? end : end + 2 };
}

/** An escape outside a class. */
export function escapeOutside(pattern: string, at: number): Piece {
  const letter = pattern[at + 1] ?? '';
  const assertion = ASSERTIONS.get(letter);
  if (assertion !== undefined) return { source: assertion, end: at + 2 };
  const set = SETS.get(letter);
  if (set !== undefined) return { source: `[${set}]`, end: at + 2 };
  const reference = /\\(?:g\{?([1-9]\d*)\}?|([1-9]\d?)(?!\d)|(?:k<|k\{|k'|g\{)([A-Za-z_]\w*)[>}'])/y;
  reference.lastIndex = at;
  const found = reference.exec(pattern);
  if (found !== null) {
    const number = found[1] ?? found[2];
    // An empty group ends the number, so that a digit behind it stays a digit.
    return { source: number === undefined ? `\\k<${found[3] ?? ''}>` : `\\${number}(?:)`, end: reference.lastIndex };
  }
  return escapedCharacter(pattern, at);
}

/** A class `[...]` with POSIX names, ranges and sets. */
export function readClass(pattern: string, open: number): Piece {
  const negated = pattern[open + 1] === '^';
  let at = open + (negated ? 2 : 1);
  const first = at;
  let source = '';
  let rangeStart = false;
  for (;;) {
    if (at >= pattern.length) throw refused(pattern, open, 'a class that is not closed');
    if (pattern[at] === ']' && at > first) return { source: `[${negated ? '^' : ''}${source}]`, end: at + 1 };
    const next = pattern[at + 1];
    if (pattern[at] === '-' && rangeStart && next !== undefined && next !== ']') {
      const item = classItem(pattern, at + 1);
      source += `${item.single ? '-' : '\\-'}${item.source}`;
      at = item.end;
      rangeStart = false;
    } else {
      const item = classItem(pattern, at);
      source += item.source;
      at = item.end;
      rangeStart = item.single;
    }
  }
}

function classItem(pattern: string, at: number): ClassItem {
  const posix = /\[:(\^?)([a-z]+):\]/y;
  posix.lastIndex = at;
  const named = posix.exec(pattern);
  if (named !== null) {
    const set = POSIX.get(named[2] ?? '');
    if (set === undefined || named[1] === '^') throw refused(pattern, at, `the class name ${named[0]}`);
    return { source: set, end: posix.lastIndex, single: false };
  }
  const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  if (character !== '\\') {
    const source = /[-^[\]]/.test(character) ? `\\${character}` : character;
    return { source, end: at + character.length, single: true };
  }
  const letter = pattern[at + 1] ?? '';
  const set = SETS.get(letter);
  if (set !== undefined) return { source: set, end: at + 2, single: false };
  if (letter === 'b') return { source: '\\x08', end: at + 2, single: true };
  return { ...escapedCharacter(pattern, at), single: !/[pP]/.test(letter) };
}

/** An escape that means a character, or a Unicode property. */
function escapedCharacter(pattern: string, at: number): Piece {
  const letter = String.fromCodePoint(pattern.codePointAt(at + 1) ?? 0);
  if (at + 1 >= pattern.length) throw refused(pattern, at, 'a backslash at its end');
  const control = CONTROLS.get(letter);
  if (control !== undefined) return { source: control, end: at + 2 };
  const coded = /\\(?:x\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{1,2})|0([0-7]{0,2})|o\{([0-7]{1,7})\})/y;
  coded.lastIndex = at;
  const found = coded.exec(pattern);
  if (found !== null) {
    const hex = found[1] ?? found[2];
    const code = hex === undefined ? parseInt(`0${found[3] ?? found[4] ?? ''}`, 8) : parseInt(hex, 16);
    return { source: `\\u{${code.toString(16)}}`, end: coded.lastIndex };
  }
  const property = /\\([pP])(?:\{(\w+)\}|([A-Z]))/y;
  property.lastIndex = at;
  const unicode = property.exec(pattern);
  if (unicode !== null) {
    return { source: `\\${unicode[1] ?? ''}{${unicode[2] ?? unicode[3] ?? ''}}`, end: property.lastIndex };
  }
  if (/[A-Za-z0-9]/.test(letter)) throw refused(pattern, at, `the escape \\${letter}`);
  return { source: letter === '-' ? '\\x2d' : literal(letter), end: at + 1 + letter.length };
}

function refused(pattern: string, at: number, what: string): SplError {
  return new SplError(
    `The regular expression "${pattern}" has ${what} at offset ${at}, which the local engine does not understand.`,
  );
}
