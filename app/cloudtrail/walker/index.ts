/**
 * Reads a record without building it. JSON.parse makes an object of everything in a record, two kilobytes of which the rules
 * read a dozen strings. The walker goes once over the bytes, from left to right, and notes where those strings stand:
 *
 *                 {"eventVersion":"1.09","userIdentity":{"type":"IAMUser","arn":"arn:aws:..."},"eventID":"1bfc..."}
 *                  |              |       |              |      |         |     |               |
 *     name known?  no             |       yes: object    yes: string      yes   |               yes
 *     what is done                skipped go in          |                      |
 *     noted                                              7 bytes from 70        11 bytes from 86      ...
 *
 * - `names.ts`   which names matter, and inside which object: a tree, looked at once, with a hash without collisions for each
 *                object. The strings that the rules read are its leaves, numbered so that those inside any object follow each
 *                other: when a key comes again (the last one counts), one range is wiped.
 * - `strings.ts` where strings end.
 * - `scan.ts`    where other tokens end: number, word, escape, white space.
 * - `walk.ts`    the grammar, one loop with its own stack: what may come next, and what to do with a value.
 * - `found.ts`   the notes. Text is decoded when a rule asks for it, once.
 *
 * A field of a CSV table is walked as it stands, with each quote written twice:
 *
 *     "{""eventName"":""AssumeRole"",""userAgent"":""say \""hi\""""}"
 *      ^ start                                                      ^ end
 *
 * A quote is then two bytes wide (`width` in the code) and a single one is a fault; nothing else differs, since no other byte
 * is touched by CSV's quoting. Whoever cuts the table into fields has to look for the single quote that ends this one; the
 * walker, which looks at each byte too, finds it on its way (`walkAhead`), so that a record's bytes are looked at once.
 *
 * Fields that are walked ahead go through the same walker written again in AssemblyScript (`core/walk.ts`), which looks at
 * sixteen bytes at a time. It sees a window of the bytes, so that its memory never grows and nobody else knows of it:
 *
 *     chunk    |...record 70...|...record 71...|...record 72...|...
 *     window            |...record 71...|...record 72...|...reco     copied once; the next one begins with record 73
 *
 * - `core.ts`    the window, the tables of names for the core, and its notes, which `found.ts` reads as those of `walk.ts`.
 *
 * What the core declines (a record that the window cannot hold, exponents, deep nesting, all that is no JSON) is walked here.
 *
 * The walker goes on up to the end, because a later key may replace an earlier one and because half a record must not
 * pass for a whole one. What it is not sure of, it declines: any fault, names with escapes where names matter, very
 * long texts. JSON.parse then decides, and finds the words for what is wrong. So the walker may only be wrong in what it
 * accepts, and tests compare that with JSON.parse on records, on mutations of records and on arbitrary JSON.
 */
import type { CloudTrailRecord, Raw } from '../record';
import { openCore } from './core';
import { Found } from './found';
import { FAULT, QUOTE } from './scan';
import { walk } from './walk';

/** One record at a time is read, and nothing of it is kept. */
const found = new Found();

/** The longest text that is certainly a string to JavaScript too. */
const LONGEST = 2 ** 28;

const NO_BYTES: Buffer = Buffer.alloc(0);

/** The compiled walker, for fields that are walked ahead; undefined where it cannot run. */
const core = openCore();

/** The field that was walked ahead, as long as the notes are those of its record. */
const ahead = { bytes: NO_BYTES, start: 0, end: 0, found };

/**
 * Walks the record whose text begins at `start`, behind the opening quote of a CSV field, and remembers it for
 * {@link walkRecord}.
 * @param bytes - keep what they say as long as they are handed in
 * @returns where the quote stands that closes the field; -1 where JSON.parse has to decide, and nothing is known of the field
 */
export function walkAhead(bytes: Buffer, start: number): number {
  ahead.bytes = NO_BYTES;
  let end = core === undefined ? FAULT : core.walk(bytes, start);
  if (end === FAULT) {
    found.begin(bytes, true);
    end = walk(bytes, start, 2, found);
    ahead.found = found;
  } else if (core !== undefined) ahead.found = core.found;
  if (end === FAULT || end - start > LONGEST || bytes[end] !== QUOTE || bytes[end + 1] === QUOTE) return FAULT;
  ahead.bytes = bytes;
  ahead.start = start;
  ahead.end = end;
  return end;
}

/** The record, valid until the next call; undefined where JSON.parse has to decide, as for all text that is a string already. */
export function walkRecord(raw: Raw): CloudTrailRecord | undefined {
  if (typeof raw === 'string') return undefined;
  const isWhole = Buffer.isBuffer(raw);
  const bytes = isWhole ? raw : raw.bytes;
  const start = isWhole ? 0 : raw.start;
  const end = isWhole ? raw.length : raw.end;
  if (end - start > LONGEST) return undefined;
  const doubled = !isWhole && raw.doubled;
  if (doubled && bytes === ahead.bytes && start === ahead.start && end === ahead.end) return ahead.found;
  ahead.bytes = NO_BYTES;
  found.begin(bytes, doubled);
  return walk(bytes, start, doubled ? 2 : 1, found) === end ? found : undefined;
}
