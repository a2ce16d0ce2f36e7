import { SplError } from './error';

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

/** The names of the units, as Splunk's Search Reference lists them under "Time modifiers". */
const UNITS: readonly (readonly [RegExp, Unit])[] = [
  [/^(?:s|secs?|seconds?)$/, 'second'],
  [/^(?:m|mins?|minutes?)$/, 'minute'],
  [/^(?:h|hrs?|hours?)$/, 'hour'],
  [/^(?:d|days?)$/, 'day'],
  [/^(?:w|weeks?)$/, 'week'],
  [/^(?:mon|months?)$/, 'month'],
  [/^(?:q|qtrs?|quarters?)$/, 'quarter'],
  [/^(?:y|yrs?|years?)$/, 'year'],
];

const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 } as const;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
const SHAPE = /^(?:now|([-+])(\d*)([a-z]+))?(?:@(?:w([0-7])|([a-z]+))(?:([-+])(\d*)([a-z]+))?)?$/;

/**
 * The time that a relative time such as `-24h@h`, `@d`, `-1mon@mon+7d`, `@w1` or `now` stands for, in UTC whatever the time zone of
 * the machine. A month that is too short for the day of the month ends the step at its last day.
 * @param now epoch seconds
 * @throws SplError when the text is no relative time
 */
export function relativeTime(now: number, spec: string): number {
  const match = SHAPE.exec(spec);
  if (match === null || spec === '') throw unknown(spec);
  const [, sign, count, unit, weekday, snap, laterSign, laterCount, laterUnit] = match;
  let time = unit === undefined ? now : moved(now, steps(sign, count), unitOf(unit, spec));
  if (weekday !== undefined) time = weekBegin(time, Number(weekday) % 7);
  if (snap !== undefined) time = snapped(time, unitOf(snap, spec));
  return laterUnit === undefined ? time : moved(time, steps(laterSign, laterCount), unitOf(laterUnit, spec));
}

/** Seconds of a span such as `7d`; undefined for months and longer, which have no fixed length, and for what is no span. */
export function fixedSpan(text: string): number | undefined {
  const match = /^(\d+)([a-z]+)$/.exec(text);
  const unit = UNITS.find(([names]) => names.test(match?.[2] ?? ''))?.[1];
  if (unit === undefined || unit === 'month' || unit === 'quarter' || unit === 'year') return undefined;
  return Number(match?.[1]) * SECONDS[unit];
}

function unitOf(name: string, spec: string): Unit {
  const unit = UNITS.find(([names]) => names.test(name))?.[1];
  if (unit === undefined) throw unknown(spec);
  return unit;
}

function steps(sign: string | undefined, count: string | undefined): number {
  const number = count === undefined || count === '' ? 1 : Number(count);
  return sign === '-' ? -number : number;
}

function moved(time: number, count: number, unit: Unit): number {
  if (unit === 'month' || unit === 'quarter' || unit === 'year') return movedMonths(time, count * MONTHS[unit]);
  return time + count * SECONDS[unit];
}

function movedMonths(time: number, count: number): number {
  const date = new Date(Math.floor(time) * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime() / 1000 + (time - Math.floor(time));
}

function snapped(time: number, unit: Unit): number {
  switch (unit) {
    case 'second':
    case 'minute':
    case 'hour':
    case 'day':
      return Math.floor(time / SECONDS[unit]) * SECONDS[unit];
    case 'week':
      return weekBegin(time, 0);
    case 'month':
    case 'quarter':
    case 'year': {
      const date = new Date(time * 1000);
      const month = Math.floor(date.getUTCMonth() / MONTHS[unit]) * MONTHS[unit];
      return Date.UTC(date.getUTCFullYear(), month, 1) / 1000;
    }
  }
}

/** Midnight of the latest such weekday, 0 being Sunday; 1970-01-01 was a Thursday. */
function weekBegin(time: number, weekday: number): number {
  const day = Math.floor(time / SECONDS.day);
  return (day - ((((day + 4 - weekday) % 7) + 7) % 7)) * SECONDS.day;
}

function unknown(spec: string): SplError {
  return new SplError(
    `"${spec}" is not a relative time; write a sign, a number and a unit, then perhaps @ and a unit, such as -24h@h.`,
  );
}
