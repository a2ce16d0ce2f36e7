/** A small splunkd: sends a search to the command over streams in memory and reads the replies as rows. */
import { PassThrough } from 'node:stream';
import { start } from '../../app/command';
import { decodeMultivalue, encodeFrame, FrameReader, readCsv, serve, writeCsv } from '../../app/protocol';
import type { Splunkd } from '../../app/splunk';

export interface Reply {
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Rows by column; a multivalue is an array. */
  readonly rows: Record<string, string | string[]>[];
  readonly columns: readonly string[];
}

export interface Run {
  readonly getinfo: Reply;
  readonly chunks: Reply[];
  readonly exit: number;
}

type SentRow = Readonly<Record<string, string>>;

/** Runs one search over these chunks of rows; the tables are in `lookups`, or in the KV Store of `splunkd`. */
export async function run(
  args: readonly string[],
  chunks: readonly SentRow[][],
  lookups = 'nowhere',
  splunkd?: Splunkd,
): Promise<Run> {
  const input = new PassThrough();
  const output = new PassThrough();
  const written: Buffer[] = [];
  output.on('data', (bytes: Buffer) => written.push(bytes));
  const served = serve(
    input,
    output,
    (getinfo) => start(getinfo.args, lookups, splunkd),
    (line) => {
      throw new Error(line);
    },
  );
  input.write(
    encodeFrame(JSON.stringify({ action: 'getinfo', searchinfo: { args, raw_args: args } }), Buffer.alloc(0)),
  );
  for (const [i, rows] of chunks.entries()) {
    const finished = i === chunks.length - 1;
    const columns = ['_chunked_idx', ...Object.keys(rows[0] ?? { _raw: '', _time: '' })];
    const body = writeCsv(
      columns,
      rows.map((row, index) =>
        columns.map((column) => (column === '_chunked_idx' ? String(index) : (row[column] ?? ''))),
      ),
    );
    input.write(encodeFrame(JSON.stringify({ action: 'execute', finished }), Buffer.from(body)));
  }
  input.end();
  const exit = await served;
  const frames = new FrameReader();
  frames.push(Buffer.concat(written));
  const replies: Reply[] = [];
  for (let message = frames.next(); message !== undefined; message = frames.next()) {
    replies.push({
      metadata: JSON.parse(message.metadata.toString()) as Record<string, unknown>,
      ...rowsOf(message.body),
    });
  }
  const [getinfo, ...rest] = replies;
  return { getinfo: getinfo!, chunks: rest, exit };
}

function rowsOf(body: Buffer): Pick<Reply, 'rows' | 'columns'> {
  const { columns, rows } = readCsv(body);
  const decoded = [...rows].map((row) => {
    const plain = new Map(columns.map((column, i) => [column, row[i] ?? '']));
    return Object.fromEntries(
      [...plain]
        .filter(([column]) => !column.startsWith('__mv_'))
        .map(([column, value]) => {
          const members = plain.get(`__mv_${column}`) ?? '';
          return [column, members === '' ? value : decodeMultivalue(members)];
        }),
    );
  });
  return { columns, rows: decoded };
}

/** What a reply tells the user. */
export function messages(reply: Reply | undefined): unknown {
  return (reply?.metadata.inspector as { messages?: unknown } | undefined)?.messages ?? [];
}

/** The columns of a row that are not empty, `_chunked_idx` and what was sent aside. */
export function filled(row: Reply['rows'][number] | undefined): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(row ?? {}).filter(([column, value]) => column.startsWith('xa_') && value.length > 0),
  );
}
