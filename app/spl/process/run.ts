import { CsvError, ProtocolError } from '../../protocol';
import type { CommandDefinition } from '../conf/app';
import { SplError } from '../error';
import { fieldsRead } from '../runtime/reads';
import type { Context, Rows } from '../runtime/transform';
import { asText, valuesOf } from '../value';
import type { Row } from '../value';
import type { CommandProcess } from './channel';
import { decodeReply, encodeChunk } from './chunk';
import { readReply } from './reply';
import type { Reply } from './reply';
import { executeRequest, getinfoRequest } from './request';

/** splunkd's largest chunk in rows; in characters a chunk that both sides hold without strain. */
const CHUNK_ROWS = 50_000;
const CHUNK_CHARACTERS = 8_000_000;

const TYPES = ['streaming', 'stateful', 'events'];

/**
 * Sends rows through a command's program and gives what it replies. The program is started with the first row, so a search
 * without results starts none; collections are flushed before, as the program may read them. When nobody wants more rows, or
 * something goes wrong, it is ended.
 */
export async function* runCommand(
  definition: CommandDefinition,
  args: { args: string[]; rawArgs: string[] },
  input: Rows,
  context: Context,
): Rows {
  const read = fieldsRead(context.following);
  let running: Running | undefined;
  let whole = false;
  try {
    for await (const { rows, finished } of chunks(input)) {
      if (running === undefined) {
        context.search.tables.flush();
        const process = context.search.startProcess(definition, context.search.environment);
        running = { process, asked: undefined, read };
        running = { process, read, asked: await introduce(process, definition.name, args, context) };
      }
      const answered = await exchange(running, rows, finished, definition.name, context);
      if (finished) {
        await running.process.close();
        whole = true;
      }
      if (answered.length > 0) yield answered;
    }
  } finally {
    if (!whole) running?.process.kill();
  }
}

interface Running {
  readonly process: CommandProcess;
  readonly asked: readonly string[] | undefined;
  /** The columns of replies that anybody looks at; all of them if undefined. */
  readonly read: ReadonlySet<string> | undefined;
}

async function introduce(
  process: CommandProcess,
  name: string,
  args: { args: string[]; rawArgs: string[] },
  context: Context,
): Promise<readonly string[] | undefined> {
  const reply = readReply(name, await process.exchange(getinfoRequest(name, args, context.search), Buffer.alloc(0)));
  if (reply.generating || !TYPES.includes(reply.type ?? '')) {
    throw context.error(`is of type ${reply.type ?? '(none)'}; the local engine runs ${TYPES.join(', ')} commands`);
  }
  warn(reply, name, context);
  return reply.requiredFields;
}

async function exchange(
  { process, asked, read }: Running,
  rows: readonly Row[],
  finished: boolean,
  name: string,
  context: Context,
): Promise<Row[]> {
  const message = await process.exchange(executeRequest(finished), encodeChunk(rows, asked));
  const reply = readReply(name, message);
  warn(reply, name, context);
  if (reply.finished !== finished) {
    throw new SplError(
      `The command ${name} replied finished: ${String(reply.finished)} to a chunk that is ${finished ? 'the last' : 'not the last'}.`,
      {
        command: name,
      },
    );
  }
  try {
    return decodeReply(name, message.body, { sent: rows, merge: asked !== undefined, read });
  } catch (error) {
    if (error instanceof CsvError || error instanceof ProtocolError) {
      throw new SplError(`The command ${name} sent rows that cannot be read: ${error.message}`, { command: name });
    }
    throw error;
  }
}

function warn(reply: Reply, name: string, context: Context): void {
  for (const { level, text } of reply.messages) if (level === 'WARN') context.search.warn(`${name}: ${text}`);
}

/** The rows in chunks; the last one says so. Nothing for no rows. */
async function* chunks(input: Rows): AsyncGenerator<{ rows: Row[]; finished: boolean }, void, undefined> {
  let rows: Row[] = [];
  let characters = 0;
  for await (const batch of input) {
    for (const row of batch) {
      if (rows.length >= CHUNK_ROWS || characters >= CHUNK_CHARACTERS) {
        yield { rows, finished: false };
        rows = [];
        characters = 0;
      }
      rows.push(row);
      characters += valuesOf(row.get('_raw')).reduce((sum: number, value) => sum + asText(value).length, 100);
    }
  }
  if (rows.length > 0) yield { rows, finished: true };
}
