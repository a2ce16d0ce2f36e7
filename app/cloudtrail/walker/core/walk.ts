/**
 * The walker once more, in AssemblyScript, for the records of a CSV table: sixteen bytes are looked at with one instruction.
 * It knows the names that matter from tables that `../core.ts` fills, and walks as `../walk.ts` does, but for what is rare
 * (exponents, depth beyond the usual, escapes in a type of resource), which it declines.
 */

/** Nothing here is a record to this walker. */
const FAULT: i32 = -1;
/** The bytes in the window end before the record does. */
const MORE: i32 = -2;

/** Bytes of records that are at hand, and zeros behind them, which end every loop. */
const WINDOW: i32 = 128 * 1024;
const PADDING: i32 = 64;

/** Bytes of a place in the table of names, and where what stands in it; its hash table is the second half. */
const PLACE: u32 = 128;
const FACTOR: u32 = 0;
const KIND: u32 = 4;
const FIRST: u32 = 5;
const LAST: u32 = 6;
const LENGTH: u32 = 7;
const NAME: u32 = 8;
const BUCKETS: u32 = 64;
const PLACES: u32 = 128;

/** Places that are known by their number; the others follow. */
const UNKNOWN: u32 = 0;
const RECORD: u32 = 1;
const RESOURCES: u32 = 2;
const RESOURCE: u32 = 3;
const RESPONSE: u32 = 4;

const STRING: u8 = 1;
const OBJECT: u8 = 2;
const LIST: u8 = 3;

/** An entry of `resources` counts its strings from its first: type, ARN, arn, then what is kept of all entries. */
const ARN: u32 = 1;
const ARN_SMALL: u32 = 2;
const KEPT_ROLE: u32 = 3;
const KEPT_HAS_ROLE: u32 = 4;
const KEPT_FIRST: u32 = 5;

/** How many strings can be noted. */
const MOST: i32 = 64;
const DEEPEST: u32 = 64;

export const window: usize = memory.data(WINDOW + PADDING, 16);
export const places: usize = memory.data(<i32>(PLACE * PLACES), 16);
export const starts: usize = memory.data(4 * MOST, 16);
export const ends: usize = memory.data(4 * MOST, 16);
export const escaped: usize = memory.data(MOST, 16);
const outer: usize = memory.data(<i32>DEEPEST, 16);
const closers: usize = memory.data(<i32>DEEPEST, 16);

/** Whether the string that was scanned last has escapes. */
let hasEscape: bool = false;

/** The first byte from `at` on that is no white space. */
function afterSpace(at: usize): usize {
  while (load<u8>(at) <= 0x20) {
    const byte = load<u8>(at);
    if (byte != 0x20 && byte != 0x0a && byte != 0x0d && byte != 0x09) break;
    at += 1;
  }
  return at;
}

/** Where the closing quote, the first of its two, of the string stands whose content begins at `at`; 0 where there is none. */
function closingQuote(from: usize): usize {
  let at = from;
  hasEscape = false;
  while (true) {
    const bytes = v128.load(at);
    const special = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
        i8x16.lt_u(bytes, i8x16.splat(0x20)),
      ),
    );
    if (special == 0) {
      at += 16;
      continue;
    }
    at += ctz(special);
    const byte = load<u8>(at);
    if (byte == 0x22) return load<u8>(at + 1) == 0x22 ? at : fault(at);
    if (byte != 0x5c) return fault(at);
    hasEscape = true;
    const escape = load<u8>(at + 1);
    if (escape == 0x22) {
      if (load<u8>(at + 2) != 0x22) return fault(at);
      at += 3;
    } else if (escape == 0x75) {
      for (let digit: usize = 2; digit < 6; digit += 1) if (!isHex(load<u8>(at + digit))) return fault(at);
      at += 6;
    } else if (
      escape == 0x5c ||
      escape == 0x2f ||
      escape == 0x62 ||
      escape == 0x66 ||
      escape == 0x6e ||
      escape == 0x72 ||
      escape == 0x74
    ) {
      at += 2;
    } else return fault(at);
  }
}

/** Where the walk stopped. */
let stopped: usize = 0;

function fault(at: usize): usize {
  stopped = at;
  return 0;
}

function isHex(byte: u8): bool {
  const letter = byte | 0x20;
  return isDigit(byte) || (letter >= 0x61 && letter <= 0x66);
}

function isDigit(byte: u8): bool {
  return byte >= 0x30 && byte <= 0x39;
}

/** Behind the number or word that begins at `at`; 0 where there is none. */
function scalarEnd(at: usize): usize {
  const word = load<u32>(at);
  if (word == 0x65757274 || word == 0x6c6c756e) return at + 4;
  if (word == 0x736c6166) return load<u8>(at + 4) == 0x65 ? at + 5 : fault(at);
  const whole = load<u8>(at) == 0x2d ? at + 1 : at;
  let end = load<u8>(whole) == 0x30 ? whole + 1 : digitsEnd(whole);
  if (end != 0 && load<u8>(end) == 0x2e) end = digitsEnd(end + 1);
  if (end == 0) return fault(at);
  return (load<u8>(end) | 0x20) == 0x65 ? fault(at) : end;
}

/** Behind one or more digits; 0 where there are none. */
function digitsEnd(start: usize): usize {
  let at = start;
  while (isDigit(load<u8>(at))) at += 1;
  return at == start ? 0 : at;
}

/** The member of `container` that is named by the bytes from `start` to `end`. */
function member(container: u32, start: usize, end: usize): u32 {
  const length = <u32>(end - start);
  const table = places + container * PLACE;
  const mark = length * 64 + <u32>load<u8>(start) * 8 + <u32>load<u8>(end - 3);
  const bucket = ((mark * load<u32>(table + FACTOR)) >>> 8) % 64;
  const place = <u32>load<u8>(table + BUCKETS + bucket);
  const named = places + place * PLACE;
  if (place == UNKNOWN || <u32>load<u8>(named + LENGTH) != length) return UNKNOWN;
  for (let at: u32 = 0; at < length; at += 1) if (load<u8>(named + NAME + at) != load<u8>(start + at)) return UNKNOWN;
  return place;
}

function note(number: u32, start: usize, end: usize): void {
  store<i32>(starts + 4 * number, <i32>(start - window));
  store<i32>(ends + 4 * number, <i32>(end - window));
  store<bool>(escaped + number, hasEscape);
}

function wipe(place: u32): void {
  const first = <u32>load<u8>(places + place * PLACE + FIRST);
  const last = <u32>load<u8>(places + place * PLACE + LAST);
  for (let number = first; number < last; number += 1) store<i32>(ends + 4 * number, load<i32>(starts + 4 * number));
}

function isEmpty(number: u32): bool {
  return load<i32>(starts + 4 * number) == load<i32>(ends + 4 * number);
}

function copy(from: u32, to: u32): void {
  store<i32>(starts + 4 * to, load<i32>(starts + 4 * from));
  store<i32>(ends + 4 * to, load<i32>(ends + 4 * from));
  store<bool>(escaped + to, load<bool>(escaped + from));
}

/** An entry of `resources` ends; false where its type is written with escapes. */
function keepResource(): bool {
  const type = <u32>load<u8>(places + RESOURCE * PLACE + FIRST);
  const arn = isEmpty(type + ARN) ? type + ARN_SMALL : type + ARN;
  if (isEmpty(type + KEPT_FIRST)) copy(arn, type + KEPT_FIRST);
  if (isEmpty(type)) return true;
  if (load<bool>(escaped + type)) return false;
  if (!isEmpty(type + KEPT_HAS_ROLE) || !isRole(type)) return true;
  copy(type, type + KEPT_HAS_ROLE);
  copy(arn, type + KEPT_ROLE);
  return true;
}

/** Whether the string is `AWS::IAM::Role`. */
function isRole(number: u32): bool {
  const start = window + load<i32>(starts + 4 * number);
  if (load<i32>(ends + 4 * number) - load<i32>(starts + 4 * number) != 14) return false;
  return load<u64>(start) == 0x4d41493a3a535741 && load<u64>(start + 6) == 0x656c6f523a3a4d41;
}

/** Whether the string may be `Failure`. */
function mayBeFailure(start: usize, end: usize): bool {
  const length = end - start;
  if (hasEscape) return length <= 42;
  return length == 7 && load<u32>(start) == 0x6c696146 && load<u32>(start + 3) == 0x6572756c;
}

/**
 * Walks the record that begins at `from`, counted from the window's start, of the `filled` bytes of the window.
 * @returns where it ends, or why it did not
 */
export function walk(from: i32, filled: i32): i32 {
  const end = walked(window + from);
  if (end != 0) return <i32>(end - window);
  // A token is cut off by the window's end where it began, a few bytes before.
  return <i32>(stopped - window) + 8 >= filled ? MORE : FAULT;
}

function walked(from: usize): usize {
  memory.fill(starts, 0, 4 * MOST);
  memory.fill(ends, 0, 4 * MOST);
  let at = afterSpace(from);
  if (load<u8>(at) != 0x7b) return fault(at);
  at += 1;
  let container: u32 = RECORD;
  let closer: u8 = 0x7d;
  let depth: u32 = 0;
  let fresh = true;
  while (true) {
    at = afterSpace(at);
    if (!fresh || load<u8>(at) != closer) {
      let place: u32 = UNKNOWN;
      if (closer == 0x7d) {
        if (load<u16>(at) != 0x2222) return fault(at);
        const start = at + 2;
        const closing = closingQuote(start);
        if (closing == 0) return 0;
        if (container != UNKNOWN) {
          if (hasEscape) return fault(at);
          place = member(container, start, closing);
        }
        at = afterSpace(closing + 2);
        if (load<u8>(at) != 0x3a) return fault(at);
        at = afterSpace(at + 1);
      } else if (container == RESOURCES) place = RESOURCE;

      const byte = load<u8>(at);
      if (byte == 0x22) {
        if (load<u8>(at + 1) != 0x22) return fault(at);
        const start = at + 2;
        const closing = closingQuote(start);
        if (closing == 0) return 0;
        if (place != UNKNOWN) {
          if (load<u8>(places + place * PLACE + KIND) == STRING) {
            note(<u32>load<u8>(places + place * PLACE + FIRST), start, closing);
          } else wipe(place);
        }
        if (container == RESPONSE && mayBeFailure(start, closing)) return fault(at);
        at = closing + 2;
      } else {
        if (place != UNKNOWN) wipe(place);
        if (byte == 0x7b || byte == 0x5b) {
          if (depth == DEEPEST) return fault(at);
          store<u8>(outer + depth, <u8>container);
          store<u8>(closers + depth, closer);
          depth += 1;
          const kind = byte == 0x7b ? OBJECT : LIST;
          closer = byte + 2;
          container = place != UNKNOWN && load<u8>(places + place * PLACE + KIND) == kind ? place : UNKNOWN;
          fresh = true;
          at += 1;
          continue;
        }
        at = scalarEnd(at);
        if (at == 0) return 0;
      }
    }
    while (true) {
      at = afterSpace(at);
      const byte = load<u8>(at);
      if (byte == 0x2c) break;
      if (byte != closer) return fault(at);
      at += 1;
      if (container == RESOURCE && !keepResource()) return fault(at);
      if (depth == 0) return afterSpace(at);
      depth -= 1;
      container = <u32>load<u8>(outer + depth);
      closer = load<u8>(closers + depth);
    }
    at += 1;
    fresh = false;
  }
}
