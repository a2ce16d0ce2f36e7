/** Whole numbers as the bytes of their digits. */
const ZERO = 0x30;
const NINE = 0x39;

/** Behind the digits that begin at `start`; `start` where there is none. */
export function digitsEnd(bytes: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const byte = bytes[at] ?? 0;
    if (byte < ZERO || byte > NINE) return at;
    at += 1;
  }
}

/** The number that the digits from `start` up to `end` are; 0 where there is none. */
export function numberIn(bytes: Buffer, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at += 1) number = number * 10 + (bytes[at] ?? 0) - ZERO;
  return number;
}
