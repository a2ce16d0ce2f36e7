/** The body of a reply: every sent field byte for byte, then the command's own columns. */
import type { OwnValue, Row, RowProcessor } from './searchcommand';
import { decodeField, decodeRow, fieldBytes, RowReader } from './csv';
import { encodeMultivalue, joinMultivalue, multivalueColumn } from './multivalue';
import { encodeField } from './table';

/** A reply's body, and whether rows had more fields than the header, which were dropped. */
export interface ReplyBody {
  readonly body: Buffer;
  readonly surplus: boolean;
}

const EMPTY = Buffer.alloc(0);
const COMMA = 0x2c;
const LINE_FEED = 0x0a;

/**
 * Answers one chunk. Sent columns keep their order and bytes, their names too; those that the command owns, and their `__mv_` twins, are left
 * out and follow as `name,__mv_name` pairs. Short rows are padded with empty fields. An empty body gives an empty body.
 * @throws CsvError when a quoted field is never closed; Error when `process` gives another number of values than columns
 */
export function replyBody(body: Buffer, columns: readonly string[], process: RowProcessor): ReplyBody {
  const rows = new RowReader(body);
  if (!rows.next()) return { body: EMPTY, surplus: false };
  const sent = decodeRow(body, rows);
  const ownNames = columns.flatMap((column) => [column, multivalueColumn(column)]);
  const own = new Set(ownNames);
  const kept = sent.flatMap((column, position) => (own.has(column) ? [] : [position]));
  const writer = new ByteWriter(body.length + Math.trunc(body.length / 4) + 4096);
  writeKept(writer, body, rows, kept);
  writer.text(`${kept.length === 0 ? '' : ','}${ownNames.map(encodeField).join(',')}\n`);

  const row = new SentRow(body, sent, rows);
  const keepsAll = kept.length === sent.length;
  let surplus = false;
  while (rows.next()) {
    surplus ||= rows.count > sent.length;
    if (keepsAll && rows.count === sent.length) writer.copy(body, rows.start, rows.end);
    else writeKept(writer, body, rows, kept);
    const values = process(row);
    if (values.length !== columns.length) {
      throw new Error(`The command gave ${values.length} values for ${columns.length} columns.`);
    }
    writer.text(kept.length === 0 ? ownFields(values).slice(1) : ownFields(values));
    writer.byte(LINE_FEED);
  }
  return { body: writer.written(), surplus };
}

function writeKept(writer: ByteWriter, body: Buffer, rows: RowReader, kept: readonly number[]): void {
  const { fields, count } = rows;
  let first = true;
  for (const position of kept) {
    if (!first) writer.byte(COMMA);
    first = false;
    if (position < count) writer.copy(body, fields[2 * position] ?? 0, fields[2 * position + 1] ?? 0);
  }
}

/** Each value as `,plain,multivalue`. */
function ownFields(values: readonly OwnValue[]): string {
  let fields = '';
  for (const value of values) {
    if (value.length === 0) fields += ',,';
    else if (typeof value === 'string') fields += `,${encodeField(value)},`;
    else fields += `,${encodeField(joinMultivalue(value))},${encodeField(encodeMultivalue(value))}`;
  }
  return fields;
}

class SentRow implements Row {
  readonly #body: Buffer;
  readonly #positions: ReadonlyMap<string, number>;
  readonly #rows: RowReader;

  constructor(body: Buffer, sent: readonly string[], rows: RowReader) {
    this.#body = body;
    this.#positions = new Map(sent.map((column, position) => [column, position]));
    this.#rows = rows;
  }

  bytes(column: string): Buffer {
    const field = this.#field(column);
    return field === -1 ? EMPTY : fieldBytes(this.#body, this.#boundary(field), this.#boundary(field + 1));
  }

  text(column: string): string {
    const field = this.#field(column);
    return field === -1 ? '' : decodeField(this.#body, this.#boundary(field), this.#boundary(field + 1));
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

/** Bytes written one after the other into one buffer, which grows by doubling. */
class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
  }

  copy(source: Buffer, start: number, end: number): void {
    this.#reserve(end - start);
    this.#length += source.copy(this.#bytes, this.#length, start, end);
  }

  text(text: string): void {
    this.#reserve(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
  }

  byte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  written(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#length + count));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
