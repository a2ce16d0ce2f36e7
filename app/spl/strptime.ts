import { NAMES, VARIABLE } from './strftime';

/** What was read of a time; numbers as they stand there. */
type Read = Map<string, string>;

const NUMBERS: ReadonlyMap<string, string> = new Map([
  ['d', '\\d{1,2}'],
  ['e', ' ?\\d{1,2}'],
  ['f', '\\d{1,6}'],
  ['H', '\\d{1,2}'],
  ['I', '\\d{1,2}'],
  ['j', '\\d{1,3}'],
  ['k', ' ?\\d{1,2}'],
  ['m', '\\d{1,2}'],
  ['M', '\\d{1,2}'],
  ['p', '[AaPp][Mm]'],
  ['s', '\\d+(?:\\.\\d+)?'],
  ['S', '\\d{1,2}'],
  ['y', '\\d{2}'],
  ['Y', '\\d{4}'],
  ['a', names(NAMES.days)],
  ['A', names(NAMES.days)],
  ['b', names(NAMES.months)],
  ['B', names(NAMES.months)],
  ['Z', 'UTC|GMT|Z'],
]);

/** Letters that say the same thing. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['e', 'd'],
  ['k', 'H'],
  ['A', 'a'],
  ['B', 'b'],
  ['Q', 'f'],
  ['N', 'f'],
]);

const WHOLE: ReadonlyMap<string, string> = new Map([
  ['F', '%Y-%m-%d'],
  ['T', '%H:%M:%S'],
]);

/**
 * Makes a time format of Splunk ready to read with: a function from text to epoch seconds, UTC where the text names no offset, null
 * for text of another form. Text behind the format is left unread. Names are English.
 * @returns what is wrong with the format instead: a variable that is not understood, or a date without year, month or day
 */
export function timeReader(format: string): ((text: string) => number | null) | { readonly problem: string } {
  const letters: string[] = [];
  let source = '';
  const whole = format.replace(/%%|%([FT])/g, (variable, letter?: string) => WHOLE.get(letter ?? '') ?? variable);
  for (let at = 0; at < whole.length;) {
    VARIABLE.lastIndex = at;
    const match = whole[at] === '%' ? VARIABLE.exec(whole) : null;
    if (match !== null) {
      const variable = variableOf(match);
      if (variable === undefined) return { problem: `does not read the variable ${match[0]}` };
      if (variable.letter !== '%' && letters.includes(variable.letter)) return { problem: `has ${match[0]} twice` };
      source += variable.source;
      if (variable.letter !== '%') letters.push(variable.letter);
      at += match[0].length;
    } else if (whole[at] === '%') {
      return { problem: `does not read the variable ${whole.slice(at, at + 2)}` };
    } else {
      const character = whole[at] ?? '';
      source += /\s/.test(character) ? '\\s*' : character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
      at += 1;
    }
  }
  const has = (...some: string[]): boolean => some.some((letter) => letters.includes(letter));
  if (!has('s') && !(has('Y', 'y') && (has('j') || (has('m', 'b') && has('d'))))) {
    return { problem: 'needs year, month and day, or %s, as the documents do not settle what stands in for them' };
  }
  const regex = new RegExp(`^${source}`, 'i');
  return (text) => {
    const match = regex.exec(text);
    return match === null ? null : timeOf(new Map(letters.map((letter, at) => [letter, (match[at + 1] ?? '').trim()])));
  };
}

function variableOf([, digits, fraction, colons, letter]: RegExpExecArray):
  { readonly letter: string; readonly source: string } | undefined {
  if (fraction !== undefined) {
    return { letter: 'f', source: `(\\d{1,${digits === '' || digits === undefined ? '9' : digits}})` };
  }
  if (colons !== undefined) return { letter: 'z', source: '(Z|[-+]\\d{2}(?::?\\d{2})?)' };
  if (letter === '%') return { letter, source: '%' };
  const source = NUMBERS.get(letter ?? '');
  return source === undefined || letter === undefined
    ? undefined
    : { letter: SAME.get(letter) ?? letter, source: `(${source})` };
}

function timeOf(read: Read): number | null {
  const epoch = read.get('s');
  const fraction = Number(`0.${read.get('f') ?? '0'}`);
  if (epoch !== undefined) return Number(epoch) + fraction;
  const year = yearOf(read);
  const hour = hourOf(read);
  const minute = Number(read.get('M') ?? 0);
  const second = Number(read.get('S') ?? 0);
  if (hour === null || minute > 59 || second > 60) return null;
  const day = dayOf(read, year);
  if (day === null) return null;
  return day + hour * 3600 + minute * 60 + second - offsetOf(read.get('z') ?? 'Z') + fraction;
}

/** As POSIX has it, two digits up to 68 are of this century. */
function yearOf(read: Read): number {
  const full = read.get('Y');
  if (full !== undefined) return Number(full);
  const short = Number(read.get('y'));
  return short + (short <= 68 ? 2000 : 1900);
}

function hourOf(read: Read): number | null {
  const half = read.get('I');
  if (half === undefined || read.has('H')) {
    const hour = Number(read.get('H') ?? 0);
    return hour > 23 ? null : hour;
  }
  const hour = Number(half);
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (read.get('p')?.toLowerCase() === 'pm' ? 12 : 0);
}

/** Epoch seconds of the day's midnight; null for a day that the month does not have. */
function dayOf(read: Read, year: number): number | null {
  const ordinal = read.get('j');
  const name = read.get('b');
  const month = name === undefined ? Number(read.get('m') ?? 1) : monthOf(name);
  const day = Number(ordinal ?? read.get('d') ?? 1);
  const date = new Date(0);
  date.setUTCFullYear(year, ordinal === undefined ? month - 1 : 0, day);
  const exists = ordinal === undefined ? date.getUTCMonth() === month - 1 : day > 0;
  return exists && date.getUTCFullYear() === year ? date.getTime() / 1000 : null;
}

function monthOf(name: string): number {
  return NAMES.months.findIndex((month) => month.toLowerCase().startsWith(name.slice(0, 3).toLowerCase())) + 1;
}

/** Seconds that a zone is before UTC. */
function offsetOf(zone: string): number {
  const match = /^([-+])(\d{2}):?(\d{2})?$/.exec(zone);
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60);
}

/** A pattern of names, whole or their first three letters. */
function names(all: readonly string[]): string {
  return [...all, ...all.map((name) => name.slice(0, 3))].join('|');
}
