/** Where tokens other than strings end, and escapes inside of strings. `width` is the number of bytes of a quote: 2 where each one is written twice, else 1. */

export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const TAB = 0x09;
const SPACE = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const SMALL = 0x20;
const U = 0x75;

/** No token ends here: the text is at fault. */
export const FAULT = -1;

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NULL = Buffer.from('null');
const ESCAPES = new Set(Buffer.from('\\/bfnrt'));

/** The first byte from `at` on that is no white space. */
export function afterSpace(bytes: Buffer, at: number): number {
  for (;;) {
    const byte = bytes[at];
    if (byte !== SPACE && byte !== LINE_FEED && byte !== CARRIAGE_RETURN && byte !== TAB) return at;
    at += 1;
  }
}

/** Behind the escape whose backslash is before `at`; or {@link FAULT}. */
export function afterEscape(bytes: Buffer, at: number, width: number): number {
  const byte = bytes[at] ?? 0;
  if (byte === QUOTE) return width === 1 || bytes[at + 1] === QUOTE ? at + width : FAULT;
  if (byte !== U) return ESCAPES.has(byte) ? at + 1 : FAULT;
  for (let digit = at + 1; digit < at + 5; digit += 1) if (!isHex(bytes[digit] ?? 0)) return FAULT;
  return at + 5;
}

function isHex(byte: number): boolean {
  const letter = byte | SMALL;
  return isDigit(byte) || (letter >= 0x61 && letter <= 0x66);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

/** Behind the number or word that begins at `at`; or {@link FAULT}. */
export function scalarEnd(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === TRUE[0]) return wordEnd(bytes, at, TRUE);
  if (byte === FALSE[0]) return wordEnd(bytes, at, FALSE);
  if (byte === NULL[0]) return wordEnd(bytes, at, NULL);
  return numberEnd(bytes, at);
}

function wordEnd(bytes: Buffer, at: number, word: Buffer): number {
  for (let letter = 1; letter < word.length; letter += 1) if (bytes[at + letter] !== word[letter]) return FAULT;
  return at + word.length;
}

function numberEnd(bytes: Buffer, start: number): number {
  const whole = bytes[start] === MINUS ? start + 1 : start;
  let at = bytes[whole] === ZERO ? whole + 1 : digitsEnd(bytes, whole);
  if (at !== FAULT && bytes[at] === POINT) at = digitsEnd(bytes, at + 1);
  if (at === FAULT) return FAULT;
  if (((bytes[at] ?? 0) | SMALL) !== 0x65) return at;
  const sign = bytes[at + 1];
  return digitsEnd(bytes, sign === PLUS || sign === MINUS ? at + 2 : at + 1);
}

/** Behind one or more digits; or {@link FAULT}. */
function digitsEnd(bytes: Buffer, start: number): number {
  let at = start;
  while (isDigit(bytes[at])) at += 1;
  return at === start ? FAULT : at;
}
