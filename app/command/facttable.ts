/**
 * The baseline as the bytes of its file. As objects, 100,000 facts take 40 MB and a third of a second to make; here each row
 * stays where it is, and a hash table tells where the row of a fact stands. What a row says is read when it is asked for.
 */
import { merge, readBaseline } from '../baseline';
import type { FactRow, Facts } from '../baseline';
import { digitsEnd, numberIn } from './digits';
import { decodeRow, parseHeader, readCsv, RowReader } from '../protocol';

const QUOTE = 0x22;
const COMMA = 0x2c;
const POINT = 0x2e;
const BAR = 0x7c;
const ASCII = 0x80;

const COLUMNS = ['dimension', 'value', 'first_seen', 'last_seen', 'days'];

/** Numbers noted of a row: where each of these columns starts and ends, quotes left out, and the hash of its fact. */
const DIMENSION = 0;
const VALUE = 2;
const FIRST_SEEN = 4;
const LAST_SEEN = 6;
const DAYS = 8;
const HASH = 10;
const NOTED = 11;

/** Bytes; with shorter rows the tables grow. */
const SHORTEST_ROW = 128;

/** A plain row has no more; rows beyond these are odd, not wrong. */
const MOST_DIGITS = 12;
const MOST_DAYS = 8;

/**
 * Reads `crossaccount_baseline` from the bytes of its file; rows of the same fact are merged.
 * @throws TableError when a column is missing or a row is malformed; CsvError when a quoted field is never closed
 */
export function readFacts(file: Buffer): Facts {
  const facts = new FactTable(file);
  // What it does not take whole is read again from the first row on, so that an error names the right line.
  return facts.fill() ? facts : readBaseline(readCsv(file));
}

class FactTable implements Facts {
  readonly #file: Buffer;
  /** Names are written by others, who must not know which ones meet. */
  readonly #seed = Math.trunc(Math.random() * 2 ** 31);
  #noted: Int32Array;
  #count = 0;
  /** Pairs, at the hash of a fact or behind: where the notes on it are, plus one, and its hash; 0 ends the search. At most half full. */
  #buckets: Int32Array;
  /** Facts that are not plain, and those that stand twice. They come first. */
  readonly #odd = new Map<string, FactRow>();

  constructor(file: Buffer) {
    this.#file = file;
    const rows = Math.trunc(file.length / SHORTEST_ROW) + 1;
    this.#noted = new Int32Array(NOTED * rows);
    this.#buckets = new Int32Array(2 ** Math.ceil(Math.log2(4 * rows)));
  }

  get(text: string): FactRow | undefined {
    const odd = this.#odd.size === 0 ? undefined : this.#odd.get(text);
    if (odd !== undefined) return odd;
    const at = this.#find(text);
    return at === -1 ? undefined : this.#row(at);
  }

  has(text: string): boolean {
    return this.#odd.has(text) || this.#find(text) !== -1;
  }

  /** Takes every row; false when a row or the header is at fault. */
  fill(): boolean {
    const { columns, next } = parseHeader(this.#file);
    const positions = COLUMNS.map((column) => columns.lastIndexOf(column));
    if (positions.includes(-1)) return false;
    const rows = new RowReader(this.#file, next);
    const odd: string[][] = [];
    try {
      while (rows.next()) {
        const isTaken = rows.count === columns.length && this.#add(rows.fields, positions);
        if (!isTaken) odd.push(decodeRow(this.#file, rows));
      }
      for (const [text, row] of readBaseline({ columns, rows: odd })) {
        const earlier = this.get(text);
        this.#odd.set(text, earlier === undefined ? row : merge(earlier, row));
      }
    } catch {
      return false;
    }
    return true;
  }

  /** Takes a row of which `positions` tells where the columns are; false when it is not plain and nothing was taken. */
  #add(fields: Int32Array, positions: readonly number[]): boolean {
    const at = this.#count * NOTED;
    if (at + NOTED > this.#noted.length) this.#noted = longer(this.#noted);
    const noted = this.#noted;
    for (let column = 0; column < positions.length; column += 1) {
      const position = 2 * (positions[column] ?? 0);
      const start = fields[position] ?? 0;
      const end = fields[position + 1] ?? 0;
      const quotes = end - start >= 2 && this.#file[start] === QUOTE && this.#file[end - 1] === QUOTE ? 1 : 0;
      noted[at + 2 * column] = start + quotes;
      noted[at + 2 * column + 1] = end - quotes;
    }
    if (!this.#isPlain(at)) return false;
    const hash = this.#hash(at);
    noted[at + HASH] = hash;
    const earlier = this.#twin(at, hash);
    if (earlier === -1) {
      this.#count += 1;
      if (this.#count * 4 > this.#buckets.length) this.#spread();
      else this.#place(at);
    } else {
      const text = this.#text(at);
      this.#odd.set(text, merge(this.#odd.get(text) ?? this.#row(earlier), this.#row(at)));
    }
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
    for (let bucket = 2 * hash; ; bucket += 2) {
      const place = bucket & (buckets.length - 2);
      const at = (buckets[place] ?? 0) - 1;
      if (at === -1 || (buckets[place + 1] === hash && this.#isText(at, text))) return at;
    }
  }

  #twin(row: number, hash: number): number {
    const buckets = this.#buckets;
    for (let bucket = 2 * hash; ; bucket += 2) {
      const place = bucket & (buckets.length - 2);
      const at = (buckets[place] ?? 0) - 1;
      if (at === -1 || (buckets[place + 1] === hash && this.#text(at) === this.#text(row))) return at;
    }
  }

  #place(at: number): void {
    const buckets = this.#buckets;
    const hash = this.#noted[at + HASH] ?? 0;
    let place = (2 * hash) & (buckets.length - 2);
    while (buckets[place] !== 0) place = (place + 2) & (buckets.length - 2);
    buckets[place] = at + 1;
    buckets[place + 1] = hash;
  }

  #spread(): void {
    this.#buckets = new Int32Array(this.#buckets.length * 4);
    for (let row = 0; row < this.#count; row += 1) this.#place(row * NOTED);
  }

  #isPlain(at: number): boolean {
    return (
      this.#isName(at + DIMENSION) &&
      this.#isName(at + VALUE) &&
      this.#isNumber(at + FIRST_SEEN) &&
      this.#isNumber(at + LAST_SEEN) &&
      this.#areDays(at + DAYS)
    );
  }

  /** ASCII without quotes, and not empty. */
  #isName(at: number): boolean {
    const file = this.#file;
    const end = this.#end(at);
    for (let byte = this.#start(at); byte < end; byte += 1) {
      const value = file[byte] ?? 0;
      if (value === QUOTE || value >= ASCII) return false;
    }
    return this.#start(at) < end;
  }

  /** Digits, perhaps with a fraction. */
  #isNumber(at: number): boolean {
    const start = this.#start(at);
    const end = this.#end(at);
    const point = digitsEnd(this.#file, start);
    if (point === start || point - start > MOST_DIGITS) return false;
    if (point === end) return true;
    return this.#file[point] === POINT && point + 1 < end && digitsEnd(this.#file, point + 1) === end;
  }

  /** Ascending numbers between commas; or nothing. */
  #areDays(at: number): boolean {
    const end = this.#end(at);
    let start = this.#start(at);
    if (start === end) return true;
    let last = -1;
    for (let count = 1; count <= MOST_DAYS; count += 1) {
      const stop = digitsEnd(this.#file, start);
      if (stop === start || stop > end || stop - start > MOST_DIGITS) return false;
      const day = numberIn(this.#file, start, stop);
      if (day <= last) return false;
      last = day;
      if (stop === end) return true;
      if (this.#file[stop] !== COMMA) return false;
      start = stop + 1;
    }
    return false;
  }

  #row(at: number): FactRow {
    const days: number[] = [];
    const end = this.#end(at + DAYS);
    for (let start = this.#start(at + DAYS); start < end;) {
      const stop = digitsEnd(this.#file, start);
      days.push(numberIn(this.#file, start, stop));
      start = stop + 1;
    }
    return {
      first_seen: this.#seconds(at + FIRST_SEEN),
      last_seen: this.#seconds(at + LAST_SEEN),
      days,
    };
  }

  #seconds(at: number): number {
    const end = this.#end(at);
    if (digitsEnd(this.#file, this.#start(at)) === end) return numberIn(this.#file, this.#start(at), end);
    return Number(this.#file.toString('latin1', this.#start(at), end));
  }

  #hash(at: number): number {
    const file = this.#file;
    let older = 0;
    let newer = this.#seed;
    // The bar behind the dimension stands in the file as a comma or a quote.
    const bar = this.#end(at + DIMENSION);
    const length = bar + 1 - this.#start(at + DIMENSION) + this.#end(at + VALUE) - this.#start(at + VALUE);
    const toValue = this.#start(at + VALUE) - bar - 1;
    let place = this.#start(at + DIMENSION);
    for (let index = 0; index < length; index += 1) {
      const next = mixed(older, place === bar ? BAR : (file[place] ?? 0));
      older = newer;
      newer = next;
      place += place === bar ? toValue + 1 : 1;
    }
    return mixed(older, newer);
  }

  #isText(at: number, text: string): boolean {
    const file = this.#file;
    const dimension = this.#start(at + DIMENSION);
    const bar = this.#end(at + DIMENSION) - dimension;
    const value = this.#start(at + VALUE) - bar - 1;
    if (text.length !== this.#end(at + VALUE) - value || text.charCodeAt(bar) !== BAR) return false;
    for (let index = 0; index < bar; index += 1) if (file[dimension + index] !== text.charCodeAt(index)) return false;
    for (let index = bar + 1; index < text.length; index += 1) {
      if (file[value + index] !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  #text(at: number): string {
    const dimension = this.#file.toString('latin1', this.#start(at + DIMENSION), this.#end(at + DIMENSION));
    return `${dimension}|${this.#file.toString('latin1', this.#start(at + VALUE), this.#end(at + VALUE))}`;
  }

  #start(at: number): number {
    return this.#noted[at] ?? 0;
  }

  #end(at: number): number {
    return this.#noted[at + 1] ?? 0;
  }
}

/** One step of FNV-1a, of 32 bits. Two of them go through a text in turns, so that neither waits for the other. */
function mixed(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

function longer(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(numbers.length * 2);
  copy.set(numbers);
  return copy;
}
