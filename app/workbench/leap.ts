import { isAccount } from '../cloudtrail';

/**
 * What reading needs of a record: the texts of three of its own members, empty where one is missing or no string. Of members of
 * one name the last counts, as JSON.parse has it.
 */
export interface RecordHead {
  readonly eventTime: string;
  /** `@timestamp`, where Logstash wrote the record. */
  readonly timestamp: string;
  readonly recipientAccountId: string;
}

const tab = 0x09;
const carriageReturn = 0x0d;
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

const deepest = 64;

/** Bytes that a string may hold as they are: all but controls, the quote and the backslash. */
const plain = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= space && byte !== quote && byte !== backslash ? 1 : 0,
);
const escapes = flagsOf('"\\/bfnrt');
const hex = flagsOf('0123456789abcdefABCDEF');
const numerals = flagsOf('0123456789+-.eE');
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const head = { eventTime: 'eventTime', timestamp: '@timestamp', recipient: 'recipientAccountId', records: 'Records' };
const keys = Object.values(head).map((key) => Buffer.from(key));
const [eventTimeKey, timestampKey, recipientKey, recordsKey] = keys;
const keyLengths = new Set(keys.map((key) => key.length));

/**
 * Passes over a whole record that lies in one piece, once, and takes its head on the way:
 *
 *     {"eventVersion":"1.09","userIdentity":{"type":"IAMUser",...},"eventTime":"2026-03-01T10:00:00Z",...}
 *      ^ depth 1: keys are looked at        ^ depth 2 and deeper: only checked          ^ remembered      ^ the leap ends here
 *
 * It is strict where the plain way is not, and gives up (-1) at whatever it is not sure of: the end of the piece, a line end, a
 * key that is written with escapes, a member `Records`, an escape in a value that it needs, anything that is no JSON. The plain
 * way then decides. So what it passes over is a record that JSON.parse reads, and its head is what JSON.parse would say.
 */
export class RecordLeap implements RecordHead {
  public eventTime = '';
  public timestamp = '';
  public recipientAccountId = '';
  readonly #closers = new Uint8Array(deepest);

  /** The index behind the record that begins at `from`, or -1. `room` is how deep it may be nested. */
  public over(bytes: Buffer, from: number, room = deepest): number {
    this.eventTime = '';
    this.timestamp = '';
    this.recipientAccountId = '';
    const closers = this.#closers;
    if (bytes[from] !== openBrace) return -1;
    const most = Math.min(deepest, room);
    const length = bytes.length;
    let depth = 0;
    let at = from;
    let isObject = true;
    /** After a comma a member must come; after an opening bracket it may be closed at once. */
    let opened = false;
    let wanted: 'value' | 'member' = 'value';
    for (;;) {
      while (at < length && isBlank(bytes[at])) at++;
      let byte = bytes[at];
      if (wanted === 'member' && isObject && !(opened && byte === closeBrace)) {
        if (byte !== quote) return -1;
        const start = at + 1;
        const end = textEnd(bytes, start);
        if (end < 0) return -1;
        at = end + 1;
        while (isBlank(bytes[at])) at++;
        if (bytes[at] !== colon) return -1;
        at++;
        while (isBlank(bytes[at])) at++;
        byte = bytes[at];
        if (depth === 1) {
          if (!this.#takes(bytes, start, end, at)) return -1;
        }
        opened = false;
      }
      // A value, or a bracket that closes an empty container.
      if (byte === quote) {
        at = textEnd(bytes, at + 1);
        if (at < 0) return -1;
        at++;
      } else if (byte === openBrace || byte === openBracket) {
        if (depth === most) return -1;
        isObject = byte === openBrace;
        closers[depth++] = isObject ? closeBrace : closeBracket;
        at++;
        opened = true;
        wanted = 'member';
        continue;
      } else if (opened && depth > 0 && byte === closers[depth - 1]) {
        // Closed below.
      } else {
        at = bareEnd(bytes, at);
        if (at < 0) return -1;
      }
      opened = false;
      for (;;) {
        while (isBlank(bytes[at])) at++;
        byte = bytes[at];
        if (byte === comma) {
          at++;
          wanted = 'member';
          break;
        }
        if (byte !== closers[depth - 1]) return -1;
        at++;
        depth--;
        if (depth === 0) return at;
        isObject = closers[depth - 1] === closeBrace;
      }
    }
  }

  /** Takes a member of the record if it is of the head; false where the plain way must look at it. */
  #takes(bytes: Buffer, start: number, end: number, value: number): boolean {
    if (hasEscape(bytes, start, end)) return false;
    if (!keyLengths.has(end - start)) return true;
    if (is(bytes, start, end, recordsKey)) return false;
    const isTime = is(bytes, start, end, eventTimeKey);
    const isTimestamp = is(bytes, start, end, timestampKey);
    if (!isTime && !isTimestamp && !is(bytes, start, end, recipientKey)) return true;
    let text = '';
    if (bytes[value] === quote) {
      const valueEnd = textEnd(bytes, value + 1);
      if (valueEnd < 0 || hasEscape(bytes, value + 1, valueEnd)) return false;
      text = bytes.toString('utf8', value + 1, valueEnd);
    }
    if (isTime) this.eventTime = text;
    else if (isTimestamp) this.timestamp = text;
    else this.recipientAccountId = text;
    return true;
  }
}

/** The head of a record in the plain way; undefined where it is no JSON object. */
export function plainHead(bytes: Buffer): RecordHead | undefined {
  try {
    const record: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
    const members = new Map<string, unknown>(Object.entries(record));
    const text = (key: string): string => {
      const value = members.get(key);
      return typeof value === 'string' ? value : '';
    };
    return {
      eventTime: text(head.eventTime),
      timestamp: text(head.timestamp),
      recipientAccountId: text(head.recipient),
    };
  } catch {
    return undefined;
  }
}

/** The account whose trail delivered a record; empty where it does not say. */
export function accountOf({ recipientAccountId }: RecordHead): string {
  return isAccount(recipientAccountId) ? recipientAccountId : '';
}

/** Where the quote stands that ends the string; -1 where the string is not one of JSON, or goes on beyond the bytes. */
function textEnd(bytes: Buffer, from: number): number {
  const length = bytes.length;
  let at = from;
  for (;;) {
    while (at < length && plain[bytes[at] ?? 0] === 1) at++;
    if (at >= length) return -1;
    if (bytes[at] === quote) return at;
    if (bytes[at] !== backslash) return -1;
    const letter = bytes[at + 1] ?? 0;
    at += 2;
    if (escapes[letter] === 1) continue;
    if (letter !== 0x75) return -1;
    for (const end = at + 4; at < end; at++) if (hex[bytes[at] ?? 0] !== 1) return -1;
  }
}

function bareEnd(bytes: Buffer, from: number): number {
  const first = bytes[from];
  if (first === 0x74) return word(bytes, from, 0x72, 0x75, 0x65);
  if (first === 0x6e) return word(bytes, from, 0x75, 0x6c, 0x6c);
  if (first === 0x66) return bytes[from + 1] === 0x61 ? word(bytes, from + 1, 0x6c, 0x73, 0x65) : -1;
  let at = from;
  while (isDigit(bytes[at])) at++;
  const isInteger = at > from && (bytes[from] !== 0x30 || at === from + 1) && numerals[bytes[at] ?? 0] === 0;
  if (isInteger) return at;
  while (numerals[bytes[at] ?? 0] === 1) at++;
  return number.test(bytes.toString('latin1', from, at)) ? at : -1;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function word(bytes: Buffer, from: number, second: number, third: number, fourth: number): number {
  const is = bytes[from + 1] === second && bytes[from + 2] === third && bytes[from + 3] === fourth;
  return is ? from + 4 : -1;
}

function hasEscape(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === backslash) return true;
  return false;
}

function is(bytes: Buffer, start: number, end: number, key: Buffer | undefined): boolean {
  if (key?.length !== end - start) return false;
  for (let at = 0; at < key.length; at++) if (bytes[start + at] !== key[at]) return false;
  return true;
}

function isBlank(byte: number | undefined): boolean {
  return byte === space || byte === tab || byte === carriageReturn;
}

function flagsOf(characters: string): Uint8Array {
  const flags = new Uint8Array(256);
  for (const character of characters) flags[character.charCodeAt(0)] = 1;
  return flags;
}
