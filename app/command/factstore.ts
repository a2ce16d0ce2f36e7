/**
 * The baseline as bytes. As objects a million facts take 400 MB and seconds to make; here each fact is a few bytes on a shelf, and a
 * hash table tells where. What a fact's row says is read when it is asked for.
 *
 *     shelf   ... | 2 lengths, 3 bytes | dimension|value | first_seen,last_seen,days | ...
 *                 ^ where the hash table points
 */
import { merge } from '../baseline';
import type { FactRow, Facts } from '../baseline';
import { digitsEnd, isDays, isNumber, numberIn } from './digits';

const COMMA = 0x2c;
const BAR = 0x7c;
const QUOTE = 0x22;
const ASCII = 0x80;

/** Bytes. A fact does not reach from one shelf to the next. */
const SHELF = 4 * 1024 * 1024;
/** The places of all facts are numbers of 31 bits. */
const MOST_SHELVES = 2 ** 31 / SHELF - 1;
const HEAD = 3;
const LONGEST_TEXT = 0xffff;
const LONGEST_REST = 0xff;

/** The columns of a fact's row, in the order in which their cells are handed in. */
export const FACT_COLUMNS = ['dimension', 'value', 'first_seen', 'last_seen', 'days'] as const;

export class FactStore implements Facts {
  /** Names are written by others, who must not know which ones meet. */
  readonly #seed = Math.trunc(Math.random() * 2 ** 31);
  readonly #shelves: Buffer[] = [];
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
    const at = this.#find(text);
    return at === -1 ? undefined : this.#row(at);
  }

  has(text: string): boolean {
    return this.#find(text) !== -1 || this.#odd.has(text);
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
    let length = HEAD + 4;
    for (let cell = 0; cell < 10; cell += 2) length += (cells[cell + 1] ?? 0) - (cells[cell] ?? 0);
    if (length > LONGEST_TEXT) return false;
    const shelf = this.#room(length);
    const bar = copy(table, cells, 0, shelf, this.#free + HEAD);
    const textEnd = copy(table, cells, 2, shelf, bar + 1);
    const firstEnd = copy(table, cells, 4, shelf, textEnd);
    const lastEnd = copy(table, cells, 6, shelf, firstEnd + 1);
    const end = copy(table, cells, 8, shelf, lastEnd + 1);
    return this.#add(shelf, bar, textEnd, firstEnd, lastEnd, end);
  }

  /** Adds a row of cells as `addBytes` does. */
  addText(dimension: string, value: string, first: string, last: string, days: string): boolean {
    // A character takes three bytes of UTF-8 at most.
    const length = HEAD + 4 + 3 * (dimension.length + value.length + first.length + last.length + days.length);
    if (length > LONGEST_TEXT) return false;
    const shelf = this.#room(length);
    const start = this.#free + HEAD;
    const bar = start + shelf.write(dimension, start);
    const textEnd = bar + 1 + shelf.write(value, bar + 1);
    const firstEnd = textEnd + shelf.write(first, textEnd);
    const lastEnd = firstEnd + 1 + shelf.write(last, firstEnd + 1);
    const end = lastEnd + 1 + shelf.write(days, lastEnd + 1);
    return this.#add(shelf, bar, textEnd, firstEnd, lastEnd, end);
  }

  /** The last shelf, with room for so many bytes. */
  #room(length: number): Buffer {
    let shelf = this.#shelves.at(-1);
    if (shelf === undefined || this.#free + length > SHELF) {
      if (this.#shelves.length === MOST_SHELVES) throw new RangeError('The baseline has more than 2 GB of facts.');
      shelf = Buffer.allocUnsafeSlow(SHELF);
      this.#shelves.push(shelf);
      this.#free = 0;
    }
    return shelf;
  }

  /** Takes the row whose cells lie in the free part of the shelf, if it is plain. */
  #add(shelf: Buffer, bar: number, textEnd: number, firstEnd: number, lastEnd: number, end: number): boolean {
    const start = this.#free + HEAD;
    const isPlain =
      end - textEnd <= LONGEST_REST &&
      isName(shelf, start, bar) &&
      isName(shelf, bar + 1, textEnd) &&
      hasAccount(shelf, start, bar, textEnd) &&
      isNumber(shelf, textEnd, firstEnd) &&
      isNumber(shelf, firstEnd + 1, lastEnd) &&
      isDays(shelf, lastEnd + 1, end);
    if (!isPlain) return false;
    shelf[bar] = BAR;
    shelf[firstEnd] = COMMA;
    shelf[lastEnd] = COMMA;
    shelf.writeUInt16LE(textEnd - start, this.#free);
    shelf[this.#free + 2] = end - textEnd;
    const at = (this.#shelves.length - 1) * SHELF + this.#free;
    const hash = this.#hash(shelf, start, textEnd);
    const earlier = this.#twin(shelf, start, textEnd, hash);
    if (earlier === -1) {
      this.#free = end;
      this.#count += 1;
      if (this.#count * 4 > this.#buckets.length) this.#spread();
      this.#place(at, hash);
    } else this.put(shelf.toString('latin1', start, textEnd), this.#row(at));
    return true;
  }

  #find(text: string): number {
    let older = 0;
    let newer = this.#seed;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit >= ASCII) return -1;
      const next = mixed(older, unit);
      older = newer;
      newer = next;
    }
    const hash = mixed(older, newer);
    const buckets = this.#buckets;
    for (let place = firstPlace(hash, buckets); ; place = nextPlace(place, buckets)) {
      const at = (buckets[place] ?? 0) - 1;
      if (at === -1 || (buckets[place + 1] === hash && this.#isText(at, text))) return at;
    }
  }

  /** Where the same text is already; -1 if nowhere. */
  #twin(shelf: Buffer, start: number, end: number, hash: number): number {
    const buckets = this.#buckets;
    for (let place = firstPlace(hash, buckets); ; place = nextPlace(place, buckets)) {
      const at = (buckets[place] ?? 0) - 1;
      if (at === -1) return at;
      if (buckets[place + 1] !== hash) continue;
      const other = this.#shelf(at);
      const otherStart = (at % SHELF) + HEAD;
      if (shelf.compare(other, otherStart, otherStart + other.readUInt16LE(at % SHELF), start, end) === 0) return at;
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
    const shelf = this.#shelf(at);
    const offset = at % SHELF;
    const start = offset + HEAD + shelf.readUInt16LE(offset);
    const end = start + (shelf[offset + 2] ?? 0);
    const firstEnd = shelf.indexOf(COMMA, start);
    const lastEnd = shelf.indexOf(COMMA, firstEnd + 1);
    const days: number[] = [];
    for (let from = lastEnd + 1; from < end;) {
      const stop = digitsEnd(shelf, from, end);
      days.push(numberIn(shelf, from, stop));
      from = stop + 1;
    }
    return {
      first_seen: secondsIn(shelf, start, firstEnd),
      last_seen: secondsIn(shelf, firstEnd + 1, lastEnd),
      days,
    };
  }

  #hash(shelf: Buffer, start: number, end: number): number {
    let older = 0;
    let newer = this.#seed;
    for (let at = start; at < end; at += 1) {
      const next = mixed(older, shelf[at] ?? 0);
      older = newer;
      newer = next;
    }
    return mixed(older, newer);
  }

  #isText(at: number, text: string): boolean {
    const shelf = this.#shelf(at);
    const offset = at % SHELF;
    if (text.length !== shelf.readUInt16LE(offset)) return false;
    const start = offset + HEAD;
    for (let index = 0; index < text.length; index += 1) {
      if (shelf[start + index] !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  #shelf(at: number): Buffer {
    return this.#shelves[Math.trunc(at / SHELF)] ?? NO_SHELF;
  }
}

const NO_SHELF = Buffer.alloc(0);

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

/** One step of FNV-1a, of 32 bits. Two of them go through a text in turns, so that neither waits for the other. */
function mixed(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}
