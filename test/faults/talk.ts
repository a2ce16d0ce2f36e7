/** Conversations with the crossaccount command as bytes: requests out, replies back, nothing decoded on the way. */
import { PassThrough, Readable } from 'node:stream';
import { start } from '../../app/command';
import { encodeFrame, FrameReader, serve } from '../../app/protocol';
import type { Start } from '../../app/protocol';

export interface Reply {
  readonly metadata: unknown;
  readonly body: Buffer;
}

export interface Talk {
  readonly exit: number;
  readonly replies: readonly Reply[];
  readonly complaints: readonly string[];
}

/** The command as splunkd starts it, without tables. */
export const crossaccount: Start = ({ args }) => start(args, 'no-such-folder');

export function getinfo(...args: readonly string[]): Buffer {
  const searchinfo = { args, raw_args: args, sid: '1772442000.1', app: 'search', owner: 'admin' };
  return encodeFrame(JSON.stringify({ action: 'getinfo', preview: false, searchinfo }), Buffer.alloc(0));
}

export function execute(body: Buffer | string, finished = false): Buffer {
  return encodeFrame(JSON.stringify({ action: 'execute', finished }), Buffer.from(body));
}

/** Sends the pieces as they are, ends the input, and waits for the exit code. */
export async function talk(pieces: readonly Buffer[], command: Start = crossaccount): Promise<Talk> {
  const output = new PassThrough();
  const written: Buffer[] = [];
  output.on('data', (bytes: Buffer) => written.push(bytes));
  const complaints: string[] = [];
  const exit = await serve(Readable.from(pieces), output, command, (line) => complaints.push(line));
  return { exit, replies: repliesIn(Buffer.concat(written)), complaints };
}

/** The replies in what a command wrote, which must end with the last of them. */
export function repliesIn(bytes: Buffer): Reply[] {
  const frames = new FrameReader();
  frames.push(bytes);
  const replies: Reply[] = [];
  for (let message = frames.next(); message !== undefined; message = frames.next()) {
    replies.push({ metadata: JSON.parse(message.metadata.toString()) as unknown, body: message.body });
  }
  if (frames.pending !== 0) throw new Error(`${frames.pending} bytes come after the last reply`);
  return replies;
}

/** What the replies tell the user. */
export function messagesIn(replies: readonly Reply[]): [string, string][] {
  return replies.flatMap(({ metadata }) => {
    const { inspector } = metadata as { inspector?: { messages: [string, string][] } };
    return inspector?.messages ?? [];
  });
}
