/**
 * CSV as bytes, so that a field can be handed on exactly as it came: quotes, newlines in fields, LF and CRLF, bytes that are
 * no UTF-8. Blank lines are no rows. Text after a closing quote belongs to the field, as it stands.
 */
import type { FieldScan } from './searchcommand';

/** A table that is no CSV; the text says on which line. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Walks the rows of a body. After `next` has returned true, field `i` of the row spans the bytes `fields[2 * i]` up to
 * `fields[2 * i + 1]`, quotes included, and the row spans `start` up to `end`, line end excluded. The array is used again
 * for the next row and may be replaced by a longer one.
 */
export class RowReader {
  readonly #body: Buffer;
  #next: number;
  #fields = new Int32Array(64);
  #count = 0;
  #start = 0;
  #end = 0;
  #scanned = -1;
  #scan: FieldScan['closingQuote'] = () => -1;

  constructor(body: Buffer, next = 0) {
    this.#body = body;
    this.#next = next;
  }

  get fields(): Int32Array {
    return this.#fields;
  }

  /** Number of fields in this row. */
  get count(): number {
    return this.#count;
  }

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }

  /** Where the row after this one begins. */
  get after(): number {
    return this.#next;
  }

  /** From the next row on, somebody who reads the quoted fields at this position (from 0 on) says where they end. */
  scanned(position: number, closingQuote: FieldScan['closingQuote']): void {
    this.#scanned = position;
    this.#scan = closingQuote;
  }

  /**
   * Goes to the next row; false at the end of the body.
   * @throws CsvError when a quoted field is never closed
   */
  next(): boolean {
    const body = this.#body;
    const length = body.length;
    let at = this.#skipBlankLines();
    this.#start = at;
    this.#count = 0;
    if (at >= length) return false;
    for (;;) {
      const from = at;
      if (body[at] === QUOTE) at = this.#closingQuote(at) + 1;
      let byte: number | undefined;
      while (at < length) {
        byte = body[at];
        if (byte === COMMA || byte === LINE_FEED) break;
        at += 1;
      }
      if (at < length && byte === COMMA) {
        this.#add(from, at);
        at += 1;
        continue;
      }
      this.#end = at > from && body[at - 1] === CARRIAGE_RETURN ? at - 1 : at;
      this.#add(from, this.#end);
      this.#next = Math.min(at + 1, length);
      return true;
    }
  }

  #skipBlankLines(): number {
    const body = this.#body;
    let at = this.#next;
    for (;;) {
      const byte = body[at];
      if (byte === LINE_FEED) at += 1;
      else if (byte === CARRIAGE_RETURN && (at + 1 === body.length || body[at + 1] === LINE_FEED)) at += 1;
      else return at;
    }
  }

  /** The quote that closes the field that is opened here: the first that is not one of two. */
  #closingQuote(opening: number): number {
    const body = this.#body;
    if (this.#count === this.#scanned) {
      const found = this.#scan(body, opening + 1);
      if (found !== -1) return found;
    }
    const length = body.length;
    for (let at = opening + 1; at < length; at += 1) {
      if (body[at] !== QUOTE) continue;
      at += 1;
      if (at >= length || body[at] !== QUOTE) return at - 1;
    }
    throw new CsvError(
      `The quoted field that begins on line ${lineOf(body, opening)} is never closed; add the missing quote.`,
    );
  }

  #add(start: number, end: number): void {
    const position = this.#count * 2;
    if (position >= this.#fields.length) {
      const longer = new Int32Array(this.#fields.length * 2);
      longer.set(this.#fields);
      this.#fields = longer;
    }
    this.#fields[position] = start;
    this.#fields[position + 1] = end;
    this.#count += 1;
  }
}

function lineOf(body: Buffer, position: number): number {
  let line = 1;
  for (let at = body.indexOf(LINE_FEED); at !== -1 && at < position; at = body.indexOf(LINE_FEED, at + 1)) line += 1;
  return line;
}

/** The column names of a body and where its first row begins; no columns when the body is empty or blank. */
export function parseHeader(body: Buffer): { columns: string[]; next: number } {
  const header = new RowReader(body);
  if (!header.next()) return { columns: [], next: body.length };
  return { columns: decodeRow(body, header), next: header.after };
}

/** The row that `reader` stands on, as text. */
export function decodeRow(body: Buffer, reader: RowReader): string[] {
  const { fields, count } = reader;
  const values = new Array<string>(count);
  for (let i = 0; i < count; i += 1) values[i] = decodeField(body, fields[2 * i] ?? 0, fields[2 * i + 1] ?? 0);
  return values;
}

/** The text of a field, unquoted; bytes that are no UTF-8 become U+FFFD. */
export function decodeField(body: Buffer, start: number, end: number): string {
  if (start === end) return '';
  if (body[start] !== QUOTE) return body.toString('utf8', start, end);
  if (body.indexOf(QUOTE, start + 1) === end - 1) return body.toString('utf8', start + 1, end - 1);
  return fieldBytes(body, start, end).toString('utf8');
}

/** The bytes of a field, unquoted. A view on `body` where nothing had to be taken out, else a copy. */
export function fieldBytes(body: Buffer, start: number, end: number): Buffer {
  if (body[start] !== QUOTE || start === end) return body.subarray(start, end);
  const first = body.indexOf(QUOTE, start + 1);
  if (first === end - 1) return body.subarray(start + 1, first);
  const bytes = Buffer.allocUnsafe(end - start);
  let length = 0;
  let quoted = true;
  for (let at = start + 1; at < end; at += 1) {
    const byte = body[at] ?? 0;
    if (quoted && byte === QUOTE) {
      if (at + 1 < end && body[at + 1] === QUOTE) at += 1;
      else {
        quoted = false;
        continue;
      }
    }
    bytes[length] = byte;
    length += 1;
  }
  return bytes.subarray(0, length);
}
