/**
 * The baseline as bytes. As objects a million facts take 400 MB and seconds to make; here each fact is a few bytes on a shelf, and a
 * hash table tells where. What a fact's row says is read when it is asked for.
 *
 *     shelf   ... | length of the text, count of days | dimension|value | zeros | first_seen | last_seen | day | day | ...
 *                 ^ where the hash table points       ^ four bytes on           ^ eight bytes each       ^ four bytes each
 *
 * Texts are hashed and compared word by word; zeros fill the last one.
 */
import { merge } from '../baseline';
import type { FactRow, Facts } from '../baseline';
import { daysIn, digitsEnd, isDays, isNumber, MOST_DAYS, numberIn } from './digits';

const BAR = 0x7c;
const QUOTE = 0x22;
const ASCII = 0x80;
const WORD = 4;
const DOUBLE = 8;

/** Bytes. A fact does not reach from one shelf to the next. */
const SHELF = 1024 * 1024;
/** The places of all facts are numbers of 31 bits. */
const MOST_SHELVES = 2 ** 31 / SHELF - 1;
const HEAD = WORD;
const LONGEST_TEXT = 0xffff;
/** Bytes of a fact beside its cells as they come: the head, the marks between cells, zeros, and its numbers. */
const MOST_EXTRA = HEAD + 4 + WORD + 3 * DOUBLE + MOST_DAYS * WORD;

/** The columns of a fact's row, in the order in which their cells are handed in. */
export const FACT_COLUMNS = ['dimension', 'value', 'first_seen', 'last_seen', 'days'] as const;

/** The same memory as bytes, as words and as doubles. */
class Shelf {
  readonly bytes = Buffer.allocUnsafeSlow(SHELF);
  readonly words = new Int32Array(this.bytes.buffer);
  readonly doubles = new Float64Array(this.bytes.buffer);
}

/** The facts of the baseline by their text, packed: a million of them in some two hundred megabytes. */
export class FactStore implements Facts {
  /** Names are written by others, who must not know which ones meet. */
  readonly #seed = Math.trunc(Math.random() * 2 ** 31);
  readonly #shelves: Shelf[] = [];
  /** Holds the text that is asked for. */
  readonly #asked = new Shelf();
  /** Where the last shelf is free. */
  #free = SHELF;
  #count = 0;
  /** Pairs, at the hash of a fact or behind: where it is, plus one, and its hash; 0 ends the search. At most half full. */
  #buckets = new Int32Array(2 * 1024);
  /** Facts that are not plain, and those that stand twice. They come first. */
  readonly #odd = new Map<string, FactRow>();

  get(text: string): FactRow | undefined {
    const odd = this.#odd.size === 0 ? undefined : this.#odd.get(text);
    if (odd !== undefined) return odd;
    const at = this.#findText(text);
    return at === -1 ? undefined : this.#row(at);
  }

  has(text: string): boolean {
    return this.#findText(text) !== -1 || this.#odd.has(text);
  }

  /** Adds a fact that is not plain; it is merged with what is known of it. */
  put(text: string, row: FactRow): void {
    const earlier = this.get(text);
    this.#odd.set(text, earlier === undefined ? row : merge(earlier, row));
  }

  /**
   * Adds a row of a table. Cell `i`, without quotes around it, spans the bytes `cells[2 * i]` up to `cells[2 * i + 1]`. False when
   * it is not plain (ASCII without quotes, numbers, ascending days, an account where there must be one) and nothing was added.
   */
  addBytes(table: Buffer, cells: Int32Array): boolean {
    let length = MOST_EXTRA;
    for (let cell = 0; cell < 10; cell += 2) length += (cells[cell + 1] ?? 0) - (cells[cell] ?? 0);
    if (length > LONGEST_TEXT) return false;
    const shelf = this.#room(length);
    const { bytes } = shelf;
    const bar = copy(table, cells, 0, bytes, this.#free + HEAD);
    const textEnd = copy(table, cells, 2, bytes, bar + 1);
    const rest = filled(bytes, textEnd);
    const firstEnd = copy(table, cells, 4, bytes, rest);
    const lastEnd = copy(table, cells, 6, bytes, firstEnd + 1);
    const end = copy(table, cells, 8, bytes, lastEnd + 1);
    return this.#add(shelf, bar, textEnd, firstEnd, lastEnd, end);
  }

  /** Adds a row of cells as `addBytes` does. */
  addText(dimension: string, value: string, first: string, last: string, days: string): boolean {
    // A character takes three bytes of UTF-8 at most.
    const length = MOST_EXTRA + 3 * (dimension.length + value.length + first.length + last.length + days.length);
    if (length > LONGEST_TEXT) return false;
    const shelf = this.#room(length);
    const { bytes } = shelf;
    const start = this.#free + HEAD;
    const bar = start + bytes.write(dimension, start);
    const textEnd = bar + 1 + bytes.write(value, bar + 1);
    const rest = filled(bytes, textEnd);
    const firstEnd = rest + bytes.write(first, rest);
    const lastEnd = firstEnd + 1 + bytes.write(last, firstEnd + 1);
    const end = lastEnd + 1 + bytes.write(days, lastEnd + 1);
    return this.#add(shelf, bar, textEnd, firstEnd, lastEnd, end);
  }

  /** The last shelf, with room for so many bytes. */
  #room(length: number): Shelf {
    let shelf = this.#shelves.at(-1);
    if (shelf === undefined || this.#free + length > SHELF) {
      if (this.#shelves.length === MOST_SHELVES) throw new RangeError('The baseline has more than 2 GB of facts.');
      shelf = new Shelf();
      this.#shelves.push(shelf);
      this.#free = 0;
    }
    return shelf;
  }

  /** Takes the row whose cells lie in the free part of the shelf, if it is plain. */
  #add(shelf: Shelf, bar: number, textEnd: number, firstEnd: number, lastEnd: number, end: number): boolean {
    const { bytes, words, doubles } = shelf;
    const start = this.#free + HEAD;
    const rest = wordEnd(textEnd);
    const isPlain =
      isName(bytes, start, bar) &&
      isName(bytes, bar + 1, textEnd) &&
      hasAccount(bytes, start, bar, textEnd) &&
      isNumber(bytes, rest, firstEnd) &&
      isNumber(bytes, firstEnd + 1, lastEnd) &&
      isDays(bytes, lastEnd + 1, end);
    if (!isPlain) return false;
    bytes[bar] = BAR;
    const first = secondsIn(bytes, rest, firstEnd);
    const last = secondsIn(bytes, firstEnd + 1, lastEnd);
    const days = daysIn(bytes, lastEnd + 1, end);
    const numbers = doubleEnd(textEnd);
    doubles[numbers / DOUBLE] = first;
    doubles[numbers / DOUBLE + 1] = last;
    words.set(days, numbers / WORD + 4);
    words[this.#free / WORD] = (days.length << 16) | (textEnd - start);
    const at = (this.#shelves.length - 1) * SHELF + this.#free;
    const hash = this.#hash(words, start, textEnd - start);
    const earlier = this.#find(words, start, textEnd - start, hash);
    if (earlier === -1) {
      this.#free = numbers + 2 * DOUBLE + days.length * WORD;
      this.#count += 1;
      if (this.#count * 4 > this.#buckets.length) this.#spread();
      this.#place(at, hash);
    } else this.put(bytes.toString('latin1', start, textEnd), this.#row(at));
    return true;
  }

  /** Where the fact of a text is; -1 if nowhere. */
  #findText(text: string): number {
    if (text.length > LONGEST_TEXT) return -1;
    const { bytes, words } = this.#asked;
    // A text of other characters than ASCII is none that is on a shelf, and its bytes are none either.
    const length = bytes.write(text, 0);
    filled(bytes, length);
    return this.#find(words, 0, length, this.#hash(words, 0, length));
  }

  #find(words: Int32Array, start: number, length: number, hash: number): number {
    const buckets = this.#buckets;
    for (let place = firstPlace(hash, buckets); ; place = nextPlace(place, buckets)) {
      const at = (buckets[place] ?? 0) - 1;
      if (at === -1 || (buckets[place + 1] === hash && this.#isText(at, words, start, length))) return at;
    }
  }

  #place(at: number, hash: number): void {
    const buckets = this.#buckets;
    let place = firstPlace(hash, buckets);
    while (buckets[place] !== 0) place = nextPlace(place, buckets);
    buckets[place] = at + 1;
    buckets[place + 1] = hash;
  }

  #spread(): void {
    const narrow = this.#buckets;
    this.#buckets = new Int32Array(narrow.length * 2);
    for (let place = 0; place < narrow.length; place += 2) {
      const at = (narrow[place] ?? 0) - 1;
      if (at !== -1) this.#place(at, narrow[place + 1] ?? 0);
    }
  }

  #row(at: number): FactRow {
    const { words, doubles } = this.#shelf(at);
    const offset = at % SHELF;
    const head = words[offset / WORD] ?? 0;
    const numbers = doubleEnd(offset + HEAD + (head & LONGEST_TEXT));
    const days: number[] = [];
    const first = numbers / WORD + 4;
    for (let day = first; day < first + (head >>> 16); day += 1) days.push(words[day] ?? 0);
    return { first_seen: doubles[numbers / DOUBLE] ?? 0, last_seen: doubles[numbers / DOUBLE + 1] ?? 0, days };
  }

  /** MurmurHash3 (32 bits) of a text whose words begin at the byte `start`. */
  #hash(words: Int32Array, start: number, length: number): number {
    let hash = this.#seed;
    const last = (start + wordEnd(length)) / WORD;
    for (let at = start / WORD; at < last; at += 1) {
      const word = Math.imul(words[at] ?? 0, 0xcc9e2d51);
      hash ^= Math.imul((word << 15) | (word >>> 17), 0x1b873593);
      hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
    }
    hash ^= length;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return hash ^ (hash >>> 16);
  }

  #isText(at: number, others: Int32Array, start: number, length: number): boolean {
    const { words } = this.#shelf(at);
    const offset = at % SHELF;
    if (length !== ((words[offset / WORD] ?? 0) & LONGEST_TEXT)) return false;
    const first = (offset + HEAD) / WORD;
    const other = start / WORD;
    const count = wordEnd(length) / WORD;
    for (let index = 0; index < count; index += 1) if (words[first + index] !== others[other + index]) return false;
    return true;
  }

  #shelf(at: number): Shelf {
    return this.#shelves[Math.trunc(at / SHELF)] ?? this.#asked;
  }
}

/** Copies a cell and gives the place behind it. Most are too short for a call into the engine to pay. */
function copy(table: Buffer, cells: Int32Array, cell: number, shelf: Buffer, to: number): number {
  const end = cells[cell + 1] ?? 0;
  let at = to;
  for (let from = cells[cell] ?? 0; from < end; from += 1) {
    shelf[at] = table[from] ?? 0;
    at += 1;
  }
  return at;
}

/** The end of the word that ends at this byte or behind it. */
function wordEnd(end: number): number {
  return (end + WORD - 1) & -WORD;
}

/** The first place from this byte on where a double may stand. */
function doubleEnd(end: number): number {
  return (end + DOUBLE - 1) & -DOUBLE;
}

/** Fills the word that the bytes before `end` leave open, and gives its end. */
function filled(bytes: Buffer, end: number): number {
  const last = wordEnd(end);
  for (let at = end; at < last; at += 1) bytes[at] = 0;
  return last;
}

/** ASCII without quotes, and not empty. */
function isName(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE || byte >= ASCII) return false;
  }
  return start < end;
}

/** The dimensions whose value is an account alone, as which a spreadsheet may take it for a number. */
const ACCOUNT_DIMENSIONS = ['coverage', 'caller_account'].map((name) => Buffer.from(name));

function hasAccount(bytes: Buffer, start: number, bar: number, end: number): boolean {
  const isAccount = ACCOUNT_DIMENSIONS.some(
    (name) => name.length === bar - start && bytes.compare(name, 0, name.length, start, bar) === 0,
  );
  return !isAccount || (end - bar === 13 && digitsEnd(bytes, bar + 1, end) === end);
}

function secondsIn(bytes: Buffer, start: number, end: number): number {
  if (digitsEnd(bytes, start, end) === end) return numberIn(bytes, start, end);
  return Number(bytes.toString('latin1', start, end));
}

function firstPlace(hash: number, buckets: Int32Array): number {
  return (2 * hash) & (buckets.length - 2);
}

function nextPlace(place: number, buckets: Int32Array): number {
  return (place + 2) & (buckets.length - 2);
}
