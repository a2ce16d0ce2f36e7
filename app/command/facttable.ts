/** The baseline from the CSV of `crossaccount_baseline`, read in pieces: of the file no more than a piece is held. */
import { closeSync, openSync, readSync } from 'node:fs';
import { readBaseline } from '../baseline';
import type { Facts } from '../baseline';
import { CsvError, decodeRow, parseHeader, readCsv, RowReader } from '../protocol';
import { FACT_COLUMNS, FactStore } from './factstore';

const QUOTE = 0x22;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const PIECE = 1024 * 1024;

/** A file's bytes, in order; each piece is done with before the next is asked for. */
export type Pieces = Iterable<Buffer>;

/** @throws the system's error when it cannot be read */
export function* piecesOf(file: string): Generator<Buffer, void, undefined> {
  const opened = openSync(file, 'r');
  try {
    const piece = Buffer.allocUnsafeSlow(PIECE);
    for (;;) {
      const length = readSync(opened, piece);
      if (length === 0) return;
      yield piece.subarray(0, length);
    }
  } finally {
    closeSync(opened);
  }
}

/**
 * Reads the facts of a file; rows of the same fact are merged.
 * @param pieces - gives the file, each time from its beginning
 * @throws TableError when a column is missing or a row is malformed; CsvError when a quoted field is never closed
 */
export function readFacts(pieces: () => Pieces): Facts {
  const reader = new FactReader();
  if (reader.readAll(pieces())) return reader.facts;
  // What is not taken whole is read again as text, so that an error names the right line.
  return readBaseline(readCsv(Buffer.concat(Array.from(pieces(), (piece) => Buffer.from(piece)))));
}

class FactReader {
  readonly facts = new FactStore();
  readonly #odd: string[][] = [];
  /** Where the cells of a row are, quotes left out. */
  readonly #cells = new Int32Array(2 * FACT_COLUMNS.length);
  #columns: readonly string[] = [];
  #positions: readonly number[] | undefined;

  /** Takes every row; false when a row or the header is at fault. */
  readAll(pieces: Pieces): boolean {
    try {
      let rest = Buffer.alloc(0);
      for (const piece of pieces) {
        const body = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
        rest = Buffer.from(body.subarray(this.#take(body, false)));
      }
      this.#take(rest, true);
      if (this.#positions === undefined) return false;
      for (const [text, row] of readBaseline({ columns: this.#columns, rows: this.#odd })) this.facts.put(text, row);
      return true;
    } catch {
      return false;
    }
  }

  /** Takes the rows that have ended, and those that the end of the file ends; gives where the next begins. */
  #take(body: Buffer, isEnd: boolean): number {
    let next = 0;
    if (this.#positions === undefined) {
      if (!isEnd && !endsWithin(new RowReader(body), body)) return 0;
      next = this.#readHeader(body);
    }
    const positions = this.#positions ?? [];
    const rows = new RowReader(body, next);
    while (isEnd ? rows.next() : endsWithin(rows, body)) {
      this.#add(body, rows, positions);
      next = rows.after;
    }
    return isEnd ? body.length : next;
  }

  #readHeader(body: Buffer): number {
    const isMarked = body.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
    const { columns, next } = parseHeader(isMarked ? body.subarray(BYTE_ORDER_MARK.length) : body);
    const positions = FACT_COLUMNS.map((column) => columns.lastIndexOf(column));
    if (positions.includes(-1)) throw new Error('A column is missing.');
    this.#columns = columns;
    this.#positions = positions;
    return isMarked ? next + BYTE_ORDER_MARK.length : next;
  }

  #add(body: Buffer, rows: RowReader, positions: readonly number[]): void {
    const { fields } = rows;
    for (let column = 0; column < positions.length; column += 1) {
      const position = 2 * (positions[column] ?? 0);
      const start = fields[position] ?? 0;
      const end = fields[position + 1] ?? 0;
      const quotes = end - start >= 2 && body[start] === QUOTE && body[end - 1] === QUOTE ? 1 : 0;
      this.#cells[2 * column] = start + quotes;
      this.#cells[2 * column + 1] = end - quotes;
    }
    const isTaken = rows.count === this.#columns.length && this.facts.addBytes(body, this.#cells);
    if (!isTaken) this.#odd.push(decodeRow(body, rows));
  }
}

/** Goes to the next row, if it ends before the bytes do: the row at their end may go on in the next piece. */
function endsWithin(rows: RowReader, body: Buffer): boolean {
  try {
    return rows.next() && rows.after < body.length;
  } catch (error) {
    if (error instanceof CsvError) return false;
    throw error;
  }
}
