/** splunkd's side of the protocol, for tests: requests as bytes, replies read back with their rows. */
import { PassThrough, Readable } from 'node:stream';
import { decodeRow, encodeFrame, FrameReader, parseHeader, RowReader, serve } from '../../app/protocol';
import type { Command, Start } from '../../app/protocol';

export interface Reply {
  readonly metadata: unknown;
  readonly body: string;
}

export interface Conversation {
  readonly exit: number;
  readonly replies: Reply[];
  readonly complaints: string[];
}

export const ACCEPTED: Reply = {
  metadata: { type: 'stateful', generating: false, required_fields: ['_raw', '_time'], finished: false },
  body: '',
};

export function getinfo(...args: string[]): Buffer {
  const searchinfo = { args, raw_args: args, sid: '1732000000.1', app: 'search', owner: 'admin' };
  return encodeFrame(JSON.stringify({ action: 'getinfo', preview: false, searchinfo }), Buffer.alloc(0));
}

export function execute(body: string | Buffer, finished = false): Buffer {
  return encodeFrame(JSON.stringify({ action: 'execute', finished }), Buffer.from(body));
}

/** A command that adds `length`, the bytes of `_raw`, and `letters`, its members between commas. */
export const measure: Command = {
  type: 'stateful',
  requiredFields: ['_raw', '_time'],
  columns: ['length', 'letters'],
  open: () => (row) => [String(row.bytes('_raw').length), row.text('_raw').split('|')],
};

/** Sends everything and waits for the exit code. */
export async function converse(requests: readonly Buffer[], start: Start = () => measure): Promise<Conversation> {
  const output = new PassThrough();
  const chunks: Buffer[] = [];
  output.on('data', (bytes: Buffer) => chunks.push(bytes));
  const complaints: string[] = [];
  const exit = await serve(Readable.from(requests), output, start, (line) => complaints.push(line));
  return { exit, replies: readReplies(Buffer.concat(chunks)), complaints };
}

export function readReplies(bytes: Buffer): Reply[] {
  const reader = new FrameReader();
  reader.push(bytes);
  const replies: Reply[] = [];
  for (let message = reader.next(); message !== undefined; message = reader.next()) {
    const metadata: unknown = JSON.parse(message.metadata.toString());
    replies.push({ metadata, body: message.body.toString() });
  }
  if (reader.pending !== 0) throw new Error(`${reader.pending} bytes after the last reply`);
  return replies;
}

/** All fields of all rows as text, header first. */
export function table(body: Buffer | string): string[][] {
  const bytes = Buffer.from(body);
  const { columns, next } = parseHeader(bytes);
  const rows = new RowReader(bytes, next);
  const all = [columns];
  while (rows.next()) all.push(decodeRow(bytes, rows));
  return all;
}
