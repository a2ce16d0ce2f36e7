/** The grammar of JSON (RFC 8259), in one loop over the bytes of a record. */
import { FAILURE } from '../record';
import type { Found } from './found';
import { RECORD, RESOURCE, RESOURCES, RESPONSE, UNKNOWN } from './names';
import type { Place } from './names';
import { afterSpace, FAULT, QUOTE, scalarEnd } from './scan';
import { closingQuote } from './strings';

const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COLON = 0x3a;
const COMMA = 0x2c;

/** No place that matters is as deep. */
const DEEPEST = 64;
/** Records of CloudTrail are nested far less deep. */
const USUAL_DEPTH = 1024;

/** `\u0046` and so on: the longest way to write a character in JSON. */
const LONGEST_ESCAPE = 6;

/** The containers around the one at hand, as far as they matter, and the byte that closes each. */
const outer = new Array<Place>(DEEPEST).fill(UNKNOWN);
let closers = new Uint8Array(USUAL_DEPTH);

/**
 * Walks the object that begins at `start`, and notes the strings that matter.
 *
 * @param width - bytes of a quote: 2 where each one is written twice, else 1
 * @returns where the object and the white space behind it end; {@link FAULT} where there is no JSON object, or where the walker is
 *   not sure. Positions only grow, so that an end in the right place tells that nothing was read which does not belong to the record
 */
export function walk(bytes: Buffer, start: number, width: 1 | 2, found: Found): number {
  let at = afterSpace(bytes, start);
  if (bytes[at] !== OPEN_OBJECT) return FAULT;
  if (closers.length > USUAL_DEPTH) closers = new Uint8Array(USUAL_DEPTH);
  at += 1;
  let container = RECORD;
  let closer = CLOSE_OBJECT;
  let depth = 0;
  let fresh = true;
  for (;;) {
    at = afterSpace(bytes, at);
    if (!fresh || bytes[at] !== closer) {
      let place = UNKNOWN;
      if (closer === CLOSE_OBJECT) {
        if (bytes[at] !== QUOTE) return FAULT;
        const from = at + width;
        const closing = closingQuote(bytes, at, width);
        if (closing === FAULT) return FAULT;
        const to = Math.abs(closing);
        if (container !== UNKNOWN) {
          if (closing < 0) return FAULT;
          place = container.member(bytes, from, to);
        }
        at = afterSpace(bytes, to + width);
        if (bytes[at] !== COLON) return FAULT;
        at = afterSpace(bytes, at + 1);
      } else if (container === RESOURCES) place = RESOURCE;

      const byte = bytes[at];
      if (byte === QUOTE) {
        const from = at + width;
        const closing = closingQuote(bytes, at, width);
        if (closing === FAULT) return FAULT;
        const to = Math.abs(closing);
        if (place.kind === 'string') found.note(place.first, from, to, closing < 0);
        else if (place !== UNKNOWN) found.wipe(place);
        if (container === RESPONSE && mayBeFailure(bytes, from, to, closing < 0)) return FAULT;
        at = to + width;
      } else {
        if (place !== UNKNOWN) found.wipe(place);
        if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
          if (depth < DEEPEST) outer[depth] = container;
          if (depth === closers.length) closers = longer(closers);
          closers[depth] = closer;
          depth += 1;
          const isObject = byte === OPEN_OBJECT;
          closer = isObject ? CLOSE_OBJECT : CLOSE_LIST;
          container = place.kind === (isObject ? 'object' : 'list') ? place : UNKNOWN;
          fresh = true;
          at += 1;
          continue;
        }
        at = scalarEnd(bytes, at);
        if (at === FAULT) return FAULT;
      }
    }
    for (;;) {
      at = afterSpace(bytes, at);
      const byte = bytes[at];
      at += 1;
      if (byte === COMMA) break;
      if (byte !== closer) return FAULT;
      if (container === RESOURCE) found.keepResource();
      if (depth === 0) return afterSpace(bytes, at);
      depth -= 1;
      container = outer[depth] ?? UNKNOWN;
      closer = closers[depth] ?? 0;
    }
    fresh = false;
  }
}

/** Which member of the response bears the event's name is known at the end only; so rare a word is left to JSON.parse. */
function mayBeFailure(bytes: Buffer, from: number, to: number, escaped: boolean): boolean {
  const length = to - from;
  if (escaped) return length <= FAILURE.length * LONGEST_ESCAPE;
  return length === FAILURE.length && bytes.toString('latin1', from, to) === FAILURE;
}

function longer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes.length * 2);
  copy.set(bytes);
  return copy;
}
