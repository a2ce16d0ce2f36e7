/** Where strings begin and end: the places of all quotes, backslashes and control characters of a record. */
import { afterEscape, BACKSLASH, FAULT, QUOTE } from './scan';

const SPACE = 0x20;

/** A record with more is left to JSON.parse. */
const MOST = 2 ** 16;

/** The marks of one record, gone through from left to right. */
export class Marks {
  readonly #own = new Int32Array(MOST);
  #list: Int32Array = this.#own;
  #next = 0;
  #last = 0;
  #hasEscapes = false;

  /** Goes through marks that somebody made. */
  take(list: Int32Array, first: number, last: number): void {
    this.#list = list;
    this.#next = first;
    this.#last = last;
  }

  /** Makes the marks of a text whose quotes are single; false where there are too many. */
  make(bytes: Buffer, start: number, end: number): boolean {
    const own = this.#own;
    let count = 0;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte !== QUOTE && byte !== BACKSLASH && byte >= SPACE) continue;
      if (count === MOST) return false;
      own[count] = at;
      count += 1;
    }
    this.take(own, 0, count);
    return true;
  }

  /** Whether the string that was asked for last has escapes. */
  get hasEscapes(): boolean {
    return this.#hasEscapes;
  }

  /**
   * The closing quote of the string whose opening quote stands at `at`; or {@link FAULT}. Strings are asked for from left to
   * right; control characters between them are white space, or the grammar's fault to find.
   */
  closingQuote(bytes: Buffer, at: number, width: number): number {
    const list = this.#list;
    let mark = this.#next;
    while (mark < this.#last && (list[mark] ?? 0) < at) mark += 1;
    if (mark >= this.#last || list[mark] !== at) return FAULT;
    this.#next = mark + 2;
    this.#hasEscapes = false;
    const place = mark + 1 < this.#last ? (list[mark + 1] ?? 0) : at;
    return place > at && bytes[place] === QUOTE ? place : this.#behindEscapes(bytes, mark + 1, width);
  }

  #behindEscapes(bytes: Buffer, first: number, width: number): number {
    const list = this.#list;
    this.#hasEscapes = true;
    for (let mark = first; mark < this.#last; mark += 1) {
      const place = list[mark] ?? 0;
      const byte = bytes[place];
      if (byte === QUOTE) {
        this.#next = mark + 1;
        return place;
      }
      if (byte !== BACKSLASH) return FAULT;
      const behind = afterEscape(bytes, place + 1, width);
      if (behind === FAULT) return FAULT;
      // What was escaped may have a mark of its own.
      if ((list[mark + 1] ?? 0) < behind && mark + 1 < this.#last) mark += 1;
    }
    return FAULT;
  }
}
