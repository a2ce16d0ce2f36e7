export const DAY = 86_400;
export const HOUR = 3_600;
export const MINUTE = 60;

/** The first day of every simulation, epoch seconds: a Monday, so that the days of the week follow from the day's number. */
export const START = Date.UTC(2026, 0, 5) / 1000;

/** Epoch seconds of a moment of a day of the simulation. */
export function moment(day: number, hour: number, minute = 0): number {
  return START + day * DAY + Math.round(hour * HOUR + minute * MINUTE);
}

/** The day of the simulation that a moment belongs to. */
export function dayOf(seconds: number): number {
  return Math.floor((seconds - START) / DAY);
}

/** Whether a day, counted from a Monday, is Monday to Friday. */
export function isWorkday(day: number): boolean {
  return day % 7 < 5;
}

/** `2026-01-05T08:00:00Z`, as `eventTime` has it. */
export function isoTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Jan 5, 2026, 8:00:00 AM`, as the expiration of issued credentials is printed. */
export function printedTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  const hour = date.getUTCHours();
  const clock = [hour % 12 || 12, two(date.getUTCMinutes()), two(date.getUTCSeconds())].join(':');
  const month = MONTHS[date.getUTCMonth()] ?? '';
  return `${month} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${clock} ${hour < 12 ? 'AM' : 'PM'}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
