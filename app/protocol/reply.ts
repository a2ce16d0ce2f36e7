/** The body of a reply: every sent field byte for byte, then the command's own columns. */
import type { ByteWriter } from './bytewriter';
import { decodeRow, RowReader } from './csv';
import { encodeMultivalue, joinMultivalue, multivalueColumn } from './multivalue';
import { SentRow } from './row';
import type { OwnValue, RowProcessor } from './searchcommand';
import type { Splice } from './splice';
import { encodeField } from './table';

const COMMA = 0x2c;
const LINE_FEED = 0x0a;

/** A run of sent columns next to each other that are handed on: the first, and the one after the last. */
interface KeptRun {
  readonly first: number;
  readonly last: number;
}

/**
 * Answers one chunk into `splice`. Sent columns keep their order and bytes, their names too; those that the command owns, and their `__mv_`
 * twins, are left out and follow as `name,__mv_name` pairs. Short rows are padded with empty fields, fields beyond the header
 * are dropped. An empty body gives an empty body.
 *
 * @returns whether fields were dropped
 * @throws CsvError when a quoted field is never closed; Error when `process` gives another number of values than columns
 */
export function replyBody(
  body: Buffer,
  columns: readonly string[],
  process: RowProcessor,
  splice: Splice,
): { readonly surplus: boolean } {
  splice.begin(body);
  const rows = new RowReader(body);
  if (!rows.next()) return { surplus: false };
  const sent = decodeRow(body, rows);
  const names = columns.flatMap((column) => [column, multivalueColumn(column)]);
  const own = new Set(names);
  const runs = keptRuns(sent, own);
  const keepsAny = runs.length > 0;
  spliceKept(splice, rows, runs);
  splice.own.text(`${keepsAny ? ',' : ''}${names.map(encodeField).join(',')}\n`);

  const { scan } = process;
  if (scan !== undefined) rows.scanned(sent.lastIndexOf(scan.column), scan.closingQuote);
  const row = new SentRow(body, sent, rows);
  const keepsAll = !sent.some((column) => own.has(column));
  let surplus = false;
  while (rows.next()) {
    surplus ||= rows.count > sent.length;
    if (keepsAll && rows.count === sent.length) splice.run(rows.start, rows.end);
    else spliceKept(splice, rows, runs);
    const values = process(row);
    if (values.length !== columns.length) {
      throw new Error(`The command gave ${values.length} values for ${columns.length} columns.`);
    }
    writeValues(splice.own, values, keepsAny);
  }
  return { surplus };
}

function keptRuns(sent: readonly string[], own: ReadonlySet<string>): KeptRun[] {
  const runs: KeptRun[] = [];
  let first = 0;
  for (let position = 0; position <= sent.length; position += 1) {
    const column = sent[position];
    if (column !== undefined && !own.has(column)) continue;
    if (position > first) runs.push({ first, last: position });
    first = position + 1;
  }
  return runs;
}

function spliceKept(splice: Splice, { fields, count }: RowReader, runs: readonly KeptRun[]): void {
  let isFirst = true;
  for (const { first, last } of runs) {
    if (!isFirst) splice.own.byte(COMMA);
    isFirst = false;
    const end = Math.min(last, count);
    if (first < end) splice.run(fields[2 * first] ?? 0, fields[2 * end - 1] ?? 0);
    for (let padded = Math.max(first + 1, end); padded < last; padded += 1) splice.own.byte(COMMA);
  }
}

/** Each value as `,plain,multivalue`. Most are empty, so that commas are written when something follows. */
function writeValues(writer: ByteWriter, values: readonly OwnValue[], follows: boolean): void {
  let commas = follows ? 1 : 0;
  for (const value of values) {
    if (value.length > 0) {
      writer.repeated(COMMA, commas);
      commas = 0;
      if (typeof value === 'string') writer.field(value);
      else {
        writer.field(joinMultivalue(value));
        if (value.length > 1) {
          writer.byte(COMMA);
          writer.field(encodeMultivalue(value));
          commas = -1;
        }
      }
    }
    commas += 2;
  }
  writer.repeated(COMMA, commas - 1);
  writer.byte(LINE_FEED);
}
