/** The life of a search command: getinfo, then one reply to each chunk, until the input ends. */
import type { Readable, Writable } from 'node:stream';
import type { Command, Level, Report, RowProcessor, Start } from './searchcommand';
import { CommandError } from './searchcommand';
import { CsvError } from './csv';
import type { Message } from './frames';
import { encodeHead, FrameReader, ProtocolError } from './frames';
import { isTrue, parseGetinfo, parseMetadata } from './getinfo';
import { replyBody } from './reply';
import { rowsOf } from './row';
import { NO_PIECES, Splice } from './splice';
import type { Pieces } from './splice';

interface Reply {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly body: Pieces;
  /** The exit code when this reply is the last. */
  readonly exit?: number;
}

const READER_GONE = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);

/**
 * Serves one search over `input` and `output`, or several, each begun with a getinfo when the one before has ended, and
 * resolves with the exit code, once everything written has drained: 0 when the input ends between messages or the reader is
 * gone, 1 after an error. Exactly one reply is written to each request.
 * Errors go to the user through the reply; only an end of input inside a message, which nothing can reply to, is told by
 * `complain` (one line on standard error).
 */
export async function serve(
  input: Readable,
  output: Writable,
  start: Start,
  complain: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): Promise<number> {
  const frames = new FrameReader(true);
  const session = new Session(start);
  // Every write reports its own failure; without a listener the stream would also raise it as an uncaught exception.
  output.on('error', () => undefined);
  try {
    for await (const bytes of input) {
      frames.push(asBuffer(bytes));
      for (;;) {
        const reply = await session.answer(() => frames.next());
        if (reply === undefined) break;
        await write(output, reply);
        if (reply.exit !== undefined) return reply.exit;
      }
    }
  } catch (error) {
    if (error instanceof WriteError) {
      if (error.readerGone) return 0;
      complain(`The reply could not be written: ${error.message}.`);
      return 1;
    }
    complain(`The input could not be read: ${messageOf(error)}.`);
    return 1;
  }
  if (frames.pending === 0) return 0;
  complain(
    `The input ended inside a message, after ${frames.pending} bytes of it; the search was cut off, so run it again.`,
  );
  return 1;
}

/** What is known between messages. */
class Session {
  readonly #start: Start;
  readonly #shown = new Set<string>();
  readonly #splice = new Splice();
  #messages: [Level, string][] = [];
  #command: Command | undefined;
  #process: RowProcessor | undefined;
  /** The last chunk of a search was answered. */
  #ended = false;

  constructor(start: Start) {
    this.#start = start;
  }

  /** The reply to the next message, or undefined when there is none yet; a failure becomes the last reply. */
  async answer(next: () => Message | undefined): Promise<Reply | undefined> {
    try {
      const message = next();
      if (message === undefined) return undefined;
      if (this.#ended && parseMetadata(message.metadata).get('action') === 'getinfo') this.#begin();
      const command = this.#command;
      const reply = command === undefined ? this.#getinfo(message) : await this.#execute(command, message);
      this.#ended = reply.metadata.finished === true;
      return reply;
    } catch (error) {
      this.#report('ERROR', explained(error));
      return { metadata: this.#withMessages({ finished: true }), body: NO_PIECES, exit: 1 };
    }
  }

  /** Whoever keeps the process for another search gets what a new process would give: nothing of the last one is left. */
  #begin(): void {
    this.#command = undefined;
    this.#process = undefined;
    this.#shown.clear();
  }

  #getinfo({ metadata }: Message): Reply {
    const started = this.#start(parseGetinfo(metadata));
    if ('error' in started) {
      this.#report('ERROR', started.error);
      const refusal = { type: 'stateful', generating: false, finished: true };
      return { metadata: this.#withMessages(refusal), body: NO_PIECES, exit: 1 };
    }
    this.#command = started;
    const { type, requiredFields } = started;
    const accepted = { type, generating: false, required_fields: requiredFields, finished: false };
    return { metadata: this.#withMessages(accepted), body: NO_PIECES };
  }

  async #execute(command: Command, { metadata, body }: Message): Promise<Reply> {
    const request = parseMetadata(metadata);
    const action = request.get('action');
    if (action !== 'execute') {
      throw new ProtocolError(`Expected the action execute but got ${JSON.stringify(action ?? null)}.`);
    }
    const finished = isTrue(request.get('finished'));
    if (body.length === 0) return { metadata: this.#withMessages({ finished }), body: NO_PIECES };
    this.#process ??= await command.open(this.#report);
    await this.#process.prepare?.(rowsOf(body));
    const { surplus } = replyBody(body, command.columns, this.#process, this.#splice);
    if (surplus) {
      this.#report('WARN', 'Some rows had more fields than the header names; the surplus fields were dropped.');
    }
    return { metadata: this.#withMessages({ finished }), body: this.#splice };
  }

  readonly #report: Report = (level, text) => {
    const message = `${level} ${text}`;
    if (this.#shown.has(message)) return;
    this.#shown.add(message);
    this.#messages.push([level, text]);
  };

  #withMessages(metadata: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    if (this.#messages.length === 0) return metadata;
    const messages = this.#messages;
    this.#messages = [];
    return { ...metadata, inspector: { messages } };
  }
}

/** The output failed, perhaps because its reader is gone. */
class WriteError extends Error {
  readonly readerGone: boolean;

  constructor(cause: Error) {
    super(cause.message, { cause });
    this.readerGone = 'code' in cause && typeof cause.code === 'string' && READER_GONE.has(cause.code);
  }
}

/**
 * Writes one reply and waits until it has drained, piece by piece, so that a slow reader bounds the memory. A stream over a file
 * descriptor is done with the bytes then, which are used again; one in memory may still hold them.
 */
async function write(output: Writable, { metadata, body }: Reply): Promise<void> {
  const mayHold = !('fd' in output);
  output.cork();
  let written = drained(output, encodeHead(JSON.stringify(metadata), body.length));
  for (const piece of body.pieces()) {
    written = Promise.all([written, drained(output, mayHold ? Buffer.from(piece) : piece)]).then(() => undefined);
    output.uncork();
    await written;
  }
  output.uncork();
  await written;
}

async function drained(output: Writable, bytes: Buffer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    output.write(bytes, (error: Error | null | undefined) => {
      if (error instanceof Error) reject(new WriteError(error));
      else resolve();
    });
  });
}

function explained(error: unknown): string {
  if (error instanceof CommandError || error instanceof ProtocolError) return error.message;
  if (error instanceof CsvError) return `The rows that were sent cannot be read: ${error.message}`;
  const place = error instanceof Error ? (error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '') : '';
  const where = place === '' ? '' : `, ${place.trim()}`;
  return `The command failed unexpectedly: ${messageOf(error)}${where}. Please report this message to the app's maintainers.`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function asBuffer(bytes: unknown): Buffer {
  if (Buffer.isBuffer(bytes)) return bytes;
  if (bytes instanceof Uint8Array) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (typeof bytes === 'string') return Buffer.from(bytes);
  throw new TypeError('the input gives neither bytes nor text');
}
