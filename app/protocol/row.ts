/** The row of a chunk that a command is asked about. */
import { decodeField, decodeRow, fieldBytes, RowReader } from './csv';
import type { Field, Row } from './searchcommand';

const EMPTY = Buffer.alloc(0);
const QUOTE = 0x22;

/**
 * The rows of a chunk's body, one after the other in one object.
 * @throws CsvError (while iterating) when a quoted field is never closed
 */
export function rowsOf(body: Buffer): Iterable<Row> {
  return { [Symbol.iterator]: () => readRows(body) };
}

function* readRows(body: Buffer): Generator<Row, void, undefined> {
  const rows = new RowReader(body);
  if (!rows.next()) return;
  const row = new SentRow(body, decodeRow(body, rows), rows);
  while (rows.next()) yield row;
}

/** The row that a reader stands on: one object for a whole chunk. */
export class SentRow implements Row {
  readonly #body: Buffer;
  readonly #positions: ReadonlyMap<string, number>;
  readonly #rows: RowReader;
  readonly #sent: SentField;

  constructor(body: Buffer, sent: readonly string[], rows: RowReader) {
    this.#body = body;
    this.#positions = new Map(sent.map((column, position) => [column, position]));
    this.#rows = rows;
    this.#sent = new SentField(body);
  }

  bytes(column: string): Buffer {
    const field = this.#field(column);
    return field === -1 ? EMPTY : fieldBytes(this.#body, this.#boundary(field), this.#boundary(field + 1));
  }

  text(column: string): string {
    const field = this.#field(column);
    return field === -1 ? '' : decodeField(this.#body, this.#boundary(field), this.#boundary(field + 1));
  }

  field(column: string): Field {
    const field = this.#field(column);
    if (field === -1) this.#sent.stand(0, 0);
    else this.#sent.stand(this.#boundary(field), this.#boundary(field + 1));
    return this.#sent;
  }

  /** Where the column's start stands in `fields`; -1 when this row has no such field. */
  #field(column: string): number {
    const position = this.#positions.get(column);
    return position === undefined || position >= this.#rows.count ? -1 : position * 2;
  }

  #boundary(index: number): number {
    return this.#rows.fields[index] ?? 0;
  }
}

class SentField implements Field {
  readonly bytes: Buffer;
  start = 0;
  end = 0;
  doubled = false;

  constructor(body: Buffer) {
    this.bytes = body;
  }

  /** Moves to the field of the row that spans these bytes, quotes included. */
  stand(start: number, end: number): void {
    this.doubled = end - start >= 2 && this.bytes[start] === QUOTE && this.bytes[end - 1] === QUOTE;
    this.start = this.doubled ? start + 1 : start;
    this.end = this.doubled ? end - 1 : end;
  }

  content(): Buffer {
    const outside = this.doubled ? 1 : 0;
    return fieldBytes(this.bytes, this.start - outside, this.end + outside);
  }
}
