/** Numbers as the bytes of their digits. */
const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
const COMMA = 0x2c;

/** Numbers of more digits are odd, not wrong. */
const MOST_DIGITS = 12;
/** Day numbers have five digits until the year 2243. */
const MOST_DAY_DIGITS = 5;
/** Days that a fact lists. */
export const MOST_DAYS = 8;

/** Behind the digits that begin at `start`, `end` at most; `start` where there is none. */
export function digitsEnd(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const byte = bytes[at] ?? 0;
    if (byte < ZERO || byte > NINE) break;
    at += 1;
  }
  return at;
}

/** The number that the digits from `start` up to `end` are; 0 where there is none. */
export function numberIn(bytes: Buffer, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at += 1) number = number * 10 + (bytes[at] ?? 0) - ZERO;
  return number;
}

/** Digits, perhaps with a fraction. */
export function isNumber(bytes: Buffer, start: number, end: number): boolean {
  const point = digitsEnd(bytes, start, end);
  if (point === start || point - start > MOST_DIGITS) return false;
  return point === end || (bytes[point] === POINT && point + 1 < end && digitsEnd(bytes, point + 1, end) === end);
}

/** Ascending day numbers between commas; or nothing. */
export function isDays(bytes: Buffer, start: number, end: number): boolean {
  let last = -1;
  let from = start;
  for (let count = 0; from < end; count += 1) {
    const stop = digitsEnd(bytes, from, end);
    const day = numberIn(bytes, from, stop);
    if (count === MOST_DAYS || stop === from || stop - from > MOST_DAY_DIGITS || day <= last) return false;
    if (stop === end) return true;
    if (bytes[stop] !== COMMA) return false;
    last = day;
    from = stop + 1;
  }
  return start === end;
}

/** The numbers between commas that {@link isDays} found to be days. */
export function daysIn(bytes: Buffer, start: number, end: number): number[] {
  const days: number[] = [];
  for (let from = start; from < end;) {
    const stop = digitsEnd(bytes, from, end);
    days.push(numberIn(bytes, from, stop));
    from = stop + 1;
  }
  return days;
}
