/** Whole tables as text: lookup files read and written, and the field style of splunkd. */
import { decodeRow, parseHeader, RowReader } from './csv';

/** A table; rows are read while they are iterated and may be shorter or longer than the header. */
export interface CsvTable {
  readonly columns: string[];
  readonly rows: Iterable<string[]>;
}

export interface WriteOptions {
  /**
   * Puts a `'` before a value that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
   * carriage return). For people's CSV only: a table written so does not read back.
   */
  readonly neutralizeFormulas?: boolean;
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads a lookup table; a byte order mark is dropped. No columns and no rows when the text is empty.
 * @throws CsvError (here or while iterating) when a quoted field is never closed
 */
export function readCsv(text: Buffer | string): CsvTable {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const marked = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  const body = marked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
  const { columns, next } = parseHeader(body);
  return { columns, rows: { [Symbol.iterator]: () => decodedRows(body, next) } };
}

function* decodedRows(body: Buffer, next: number): Generator<string[], void, undefined> {
  const reader = new RowReader(body, next);
  while (reader.next()) yield decodeRow(body, reader);
}

/** A field in splunkd's style: quoted unless it is empty or all ASCII letters and digits. */
export function encodeField(value: string): string {
  return /^[A-Za-z0-9]*$/.test(value) ? value : `"${value.includes('"') ? value.replaceAll('"', '""') : value}"`;
}

/** One line of CSV, with its LF; a row of one empty value is written `""`, as a blank line is no row. */
export function writeRow(values: readonly string[], options: WriteOptions = {}): string {
  if (values.length === 1 && values[0] === '') return '""\n';
  const encode = options.neutralizeFormulas === true ? encodeNeutralized : encodeField;
  let line = '';
  let separator = '';
  for (const value of values) {
    line += separator + encode(value);
    separator = ',';
  }
  return `${line}\n`;
}

/** A table line by line, with its header line and LF line ends. */
export function* csvLines(
  columns: readonly string[],
  rows: Iterable<readonly string[]>,
  options: WriteOptions = {},
): Generator<string, void, undefined> {
  yield writeRow(columns, options);
  for (const row of rows) yield writeRow(row, options);
}

/** A whole table as `csvLines` gives it. */
export function writeCsv(
  columns: readonly string[],
  rows: Iterable<readonly string[]>,
  options: WriteOptions = {},
): string {
  return [...csvLines(columns, rows, options)].join('');
}

function encodeNeutralized(value: string): string {
  return encodeField(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);
}
