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
 * - `marks.ts`   where all quotes, backslashes and control characters stand. Whoever cuts a CSV table into fields has to look at
 *                each byte for quotes, and notes these places on the way; so the walker jumps from quote to quote and reads
 *                between strings only. For a text that nobody has looked at, the marks are made first.
 * - `scan.ts`    where other tokens end: number, word, escape, white space.
 * - `walk.ts`    the grammar, one loop with its own stack: what may come next, and what to do with a value.
 * - `found.ts`   the notes. Text is decoded when a rule asks for it, once.
 *
 * A field of a CSV table is walked as it stands, with each quote written twice:
 *
 *     "{""eventName"":""AssumeRole"",""userAgent"":""say \""hi\""""}"
 *       |          |  |           |  |          |  |     ||   || |  marks
 *      ^ start                                                      ^ end
 *
 * A quote is then two bytes wide (`width` in the code) and a single one is a fault; nothing else differs, since no other byte
 * is touched by CSV's quoting.
 *
 * The walker goes on up to the end, because a later key may replace an earlier one and because half a record must not
 * pass for a whole one. What it is not sure of, it declines: any fault, names with escapes where names matter, very
 * long texts. JSON.parse then decides, and finds the words for what is wrong. So the walker may only be wrong in what it
 * accepts, and tests compare that with JSON.parse on records, on mutations of records and on arbitrary JSON.
 */
import type { CloudTrailRecord, Raw } from '../record';
import { Found } from './found';
import { Marks } from './marks';
import { walk } from './walk';

/** One record at a time is read, and nothing of it is kept. */
const found = new Found();
const marks = new Marks();

/** The longest text that is certainly a string to JavaScript too. */
const LONGEST = 2 ** 28;

/** The record, valid until the next call; undefined where JSON.parse has to decide, as for all text that is a string already. */
export function walkRecord(raw: Raw): CloudTrailRecord | undefined {
  if (typeof raw === 'string') return undefined;
  const isWhole = Buffer.isBuffer(raw);
  const bytes = isWhole ? raw : raw.bytes;
  const start = isWhole ? 0 : raw.start;
  const end = isWhole ? raw.length : raw.end;
  const doubled = !isWhole && raw.doubled;
  if (end - start > LONGEST) return undefined;
  if (!isWhole && raw.marks !== undefined) marks.take(raw.marks.list, raw.marks.first, raw.marks.last);
  else if (doubled || !marks.make(bytes, start, end)) return undefined;
  found.begin(bytes, doubled);
  return walk(bytes, start, end, doubled ? 2 : 1, marks, found) ? found : undefined;
}
