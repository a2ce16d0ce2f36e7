const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Names that dates are written with, in English. */
export const NAMES = { days: DAYS, months: MONTHS } as const;

/** A variable of a time format: `%`, perhaps digits or colons, letters. */
export const VARIABLE = /%(?:([369]?)([NQ])|(:{0,3})z|([A-Za-z%+]))/y;

interface Moment {
  /** Epoch seconds. */
  readonly time: number;
  /** In UTC. */
  readonly date: Date;
  /** Whole microseconds of the second; a double has no finer ones today. */
  readonly micros: number;
}

const TEXTS: ReadonlyMap<string, (moment: Moment) => string> = new Map<string, (moment: Moment) => string>([
  ['%', () => '%'],
  ['a', ({ date }) => (DAYS[date.getUTCDay()] ?? '').slice(0, 3)],
  ['A', ({ date }) => DAYS[date.getUTCDay()] ?? ''],
  ['b', ({ date }) => (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3)],
  ['B', ({ date }) => MONTHS[date.getUTCMonth()] ?? ''],
  ['d', ({ date }) => padded(date.getUTCDate())],
  ['e', ({ date }) => padded(date.getUTCDate(), ' ')],
  ['f', ({ micros }) => String(micros).padStart(6, '0')],
  ['F', ({ date }) => date.toISOString().slice(0, 10)],
  ['g', ({ date }) => padded(isoWeek(date).year % 100)],
  ['G', ({ date }) => String(isoWeek(date).year)],
  ['H', ({ date }) => padded(date.getUTCHours())],
  ['I', ({ date }) => padded(date.getUTCHours() % 12 || 12)],
  ['j', ({ date }) => String(dayOfYear(date) + 1).padStart(3, '0')],
  ['k', ({ date }) => padded(date.getUTCHours(), ' ')],
  ['m', ({ date }) => padded(date.getUTCMonth() + 1)],
  ['M', ({ date }) => padded(date.getUTCMinutes())],
  ['p', ({ date }) => (date.getUTCHours() < 12 ? 'AM' : 'PM')],
  ['s', ({ time }) => String(Math.floor(time))],
  ['S', ({ date }) => padded(date.getUTCSeconds())],
  ['T', ({ date }) => date.toISOString().slice(11, 19)],
  ['U', ({ date }) => padded(Math.floor((dayOfYear(date) + 7 - date.getUTCDay()) / 7))],
  ['V', ({ date }) => padded(isoWeek(date).week)],
  ['w', ({ date }) => String(date.getUTCDay())],
  ['y', ({ date }) => padded(date.getUTCFullYear() % 100)],
  ['Y', ({ date }) => String(date.getUTCFullYear())],
  ['Z', () => 'UTC'],
]);

const OFFSETS = ['+0000', '+00:00', '+00:00:00', '+00'];

/**
 * Makes a time format of Splunk ready ("Date and time format variables" of the Search Reference), in UTC and English whatever the
 * machine. A function that writes epoch seconds; null for a time that no date can hold (years 0 to 9999).
 * @returns the variable that is not understood instead, `%c`, `%x`, `%X` and `%+` among them as they depend on the server's locale
 */
export function timeWriter(format: string): ((time: number) => string | null) | { readonly unknown: string } {
  const parts: (string | ((moment: Moment) => string))[] = [];
  for (let at = 0; at < format.length;) {
    if (format[at] !== '%') {
      parts.push(format[at] ?? '');
      at += 1;
      continue;
    }
    VARIABLE.lastIndex = at;
    const match = VARIABLE.exec(format);
    const part = match === null ? undefined : partOf(match);
    if (part === undefined) return { unknown: match?.[0] ?? format.slice(at, at + 2) };
    parts.push(part);
    at += match?.[0].length ?? 1;
  }
  return (time) => {
    const date = new Date(Math.floor(time) * 1000);
    const year = date.getUTCFullYear();
    if (!(year >= 0 && year <= 9999)) return null;
    const micros = Math.min(999_999, Math.round((time - Math.floor(time)) * 1e6));
    const moment = { time, date, micros };
    return parts.map((part) => (typeof part === 'string' ? part : part(moment))).join('');
  };
}

function partOf([, digits, fraction, colons, letter]: RegExpExecArray):
  string | ((moment: Moment) => string) | undefined {
  if (fraction !== undefined) {
    const count = Number(digits === '' || digits === undefined ? (fraction === 'N' ? 9 : 3) : digits);
    return ({ micros }) => `${String(micros).padStart(6, '0')}000`.slice(0, count);
  }
  if (colons !== undefined) return OFFSETS[colons.length];
  return TEXTS.get(letter ?? '');
}

function padded(number: number, filler = '0'): string {
  return String(number).padStart(2, filler);
}

/** Whole days since the first of January. */
function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000);
}

/** ISO 8601: weeks begin on Monday, and belong to the year that holds their Thursday. */
function isoWeek(date: Date): { readonly year: number; readonly week: number } {
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * 86_400_000);
  return { year: thursday.getUTCFullYear(), week: Math.floor(dayOfYear(thursday) / 7) + 1 };
}
