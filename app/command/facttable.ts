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

/**
 * Numbers noted of a row, half a line of the processor's cache: where it starts, plus one; the hash of its fact; and of each column
 * how far behind that start it begins and ends, quotes left out.
 */
const ROW = 0;
const HASH = 1;
const DIMENSION = 2;
const VALUE = 3;
const FIRST_SEEN = 4;
const LAST_SEEN = 5;
const DAYS = 6;
const NOTED = 8;

/** A start and an end share a number. */
const HALF = 16;
const FARTHEST = 2 ** HALF - 1;

/** Bytes; where rows are shorter the table grows. */
const USUAL_ROW = 192;

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
  /** Notes on rows, each at the hash of its fact or behind, where nothing else is; at most half full. One more is for the row at hand. */
  #slots: Int32Array;
  #count = 0;
  /** Facts that are not plain, and those that stand twice. They come first. */
  readonly #odd = new Map<string, FactRow>();

  constructor(file: Buffer) {
    this.#file = file;
    this.#slots = emptySlots(2 ** Math.ceil(Math.log2((2 * file.length) / USUAL_ROW + 2)));
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
        const isTaken = rows.count === columns.length && this.#add(rows, positions);
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
  #add({ fields, start: row, end: rowEnd }: RowReader, positions: readonly number[]): boolean {
    if (rowEnd - row > FARTHEST) return false;
    const slots = this.#slots;
    const at = slots.length - NOTED;
    slots[at + ROW] = row + 1;
    for (let column = 0; column < positions.length; column += 1) {
      const position = 2 * (positions[column] ?? 0);
      const start = fields[position] ?? 0;
      const end = fields[position + 1] ?? 0;
      const quotes = end - start >= 2 && this.#file[start] === QUOTE && this.#file[end - 1] === QUOTE ? 1 : 0;
      slots[at + DIMENSION + column] = (start + quotes - row) | ((end - quotes - row) << HALF);
    }
    if (!this.#isPlain(at)) return false;
    const hash = this.#hash(at);
    slots[at + HASH] = hash;
    const isFirst = this.#withHash(hash, slotOf(hash)) === -1;
    const text = isFirst ? '' : this.#text(at);
    const earlier = isFirst ? -1 : this.#at(hash, text);
    if (earlier === -1) this.#place(slots, at);
    else this.#odd.set(text, merge(this.#odd.get(text) ?? this.#row(earlier), this.#row(at)));
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
    return this.#at(mixed(older, newer), text);
  }

  /** Where the notes on this fact are; -1 where there are none. */
  #at(hash: number, text: string): number {
    let at = this.#withHash(hash, slotOf(hash));
    while (at !== -1 && !this.#isText(at, text)) at = this.#withHash(hash, at + NOTED);
    return at;
  }

  /** The first notes from here on whose fact has this hash; -1 when a free slot comes first. */
  #withHash(hash: number, from: number): number {
    const slots = this.#slots;
    const last = slots.length - 2 * NOTED;
    for (let at = from & last; slots[at + ROW] !== 0; at = (at + NOTED) & last) {
      if (slots[at + HASH] === hash) return at;
    }
    return -1;
  }

  /** Puts the notes that stand at `from` in their slot. */
  #place(notes: Int32Array, from: number): void {
    if (2 * this.#count * NOTED >= this.#slots.length - NOTED) this.#spread();
    const slots = this.#slots;
    const last = slots.length - 2 * NOTED;
    let at = slotOf(notes[from + HASH] ?? 0) & last;
    while (slots[at + ROW] !== 0) at = (at + NOTED) & last;
    for (let number = 0; number < NOTED; number += 1) slots[at + number] = notes[from + number] ?? 0;
    this.#count += 1;
  }

  #spread(): void {
    const notes = this.#slots;
    const capacity = notes.length / NOTED - 1;
    this.#slots = emptySlots(2 * capacity);
    this.#count = 0;
    for (let at = 0; at < capacity * NOTED; at += NOTED) if (notes[at + ROW] !== 0) this.#place(notes, at);
  }

  #isPlain(at: number): boolean {
    return (
      this.#isName(at, DIMENSION) &&
      this.#isName(at, VALUE) &&
      this.#isNumber(at, FIRST_SEEN) &&
      this.#isNumber(at, LAST_SEEN) &&
      this.#areDays(at)
    );
  }

  /** ASCII without quotes, and not empty. */
  #isName(at: number, column: number): boolean {
    const file = this.#file;
    const end = this.#end(at, column);
    for (let byte = this.#start(at, column); byte < end; byte += 1) {
      const value = file[byte] ?? 0;
      if (value === QUOTE || value >= ASCII) return false;
    }
    return this.#start(at, column) < end;
  }

  /** Digits, perhaps with a fraction. */
  #isNumber(at: number, column: number): boolean {
    const start = this.#start(at, column);
    const end = this.#end(at, column);
    const point = digitsEnd(this.#file, start);
    if (point === start || point - start > MOST_DIGITS) return false;
    if (point === end) return true;
    return this.#file[point] === POINT && point + 1 < end && digitsEnd(this.#file, point + 1) === end;
  }

  /** Ascending numbers between commas; or nothing. */
  #areDays(at: number): boolean {
    const end = this.#end(at, DAYS);
    let start = this.#start(at, DAYS);
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
    const end = this.#end(at, DAYS);
    for (let start = this.#start(at, DAYS); start < end;) {
      const stop = digitsEnd(this.#file, start);
      days.push(numberIn(this.#file, start, stop));
      start = stop + 1;
    }
    return { first_seen: this.#seconds(at, FIRST_SEEN), last_seen: this.#seconds(at, LAST_SEEN), days };
  }

  #seconds(at: number, column: number): number {
    const start = this.#start(at, column);
    const end = this.#end(at, column);
    if (digitsEnd(this.#file, start) === end) return numberIn(this.#file, start, end);
    return Number(this.#file.toString('latin1', start, end));
  }

  #hash(at: number): number {
    const file = this.#file;
    let older = 0;
    let newer = this.#seed;
    // The bar behind the dimension stands in the file as a comma or a quote.
    const bar = this.#end(at, DIMENSION);
    const length = bar + 1 - this.#start(at, DIMENSION) + this.#end(at, VALUE) - this.#start(at, VALUE);
    const toValue = this.#start(at, VALUE) - bar - 1;
    let place = this.#start(at, DIMENSION);
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
    const dimension = this.#start(at, DIMENSION);
    const bar = this.#end(at, DIMENSION) - dimension;
    const value = this.#start(at, VALUE) - bar - 1;
    if (text.length !== this.#end(at, VALUE) - value || text.charCodeAt(bar) !== BAR) return false;
    for (let index = 0; index < bar; index += 1) if (file[dimension + index] !== text.charCodeAt(index)) return false;
    for (let index = bar + 1; index < text.length; index += 1) {
      if (file[value + index] !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  #text(at: number): string {
    const dimension = this.#file.toString('latin1', this.#start(at, DIMENSION), this.#end(at, DIMENSION));
    return `${dimension}|${this.#file.toString('latin1', this.#start(at, VALUE), this.#end(at, VALUE))}`;
  }

  #start(at: number, column: number): number {
    return (this.#slots[at + ROW] ?? 0) - 1 + ((this.#slots[at + column] ?? 0) & FARTHEST);
  }

  #end(at: number, column: number): number {
    return (this.#slots[at + ROW] ?? 0) - 1 + ((this.#slots[at + column] ?? 0) >>> HALF);
  }
}

/** One step of FNV-1a, of 32 bits. Two of them go through a text in turns, so that neither waits for the other. */
function mixed(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/** Where the notes on a fact with this hash belong, in a table that has no end. */
function slotOf(hash: number): number {
  return Math.imul(hash, NOTED);
}

/** Slots that are free, a power of two, and one for the row at hand. */
function emptySlots(capacity: number): Int32Array<ArrayBuffer> {
  return new Int32Array(NOTED * (capacity + 1));
}
