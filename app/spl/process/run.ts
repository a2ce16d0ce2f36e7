import { CsvError, ProtocolError } from '../../protocol';
import type { Message } from '../../protocol';
import type { CommandDefinition } from '../conf/app';
import { SplError } from '../error';
import { fieldsRead, internalRead } from '../runtime/reads';
import type { Context, Rows } from '../runtime/transform';
import { asText, valuesOf } from '../value';
import type { Row } from '../value';
import type { CommandProcess } from './channel';
import { decodeReply, encodeChunk } from './chunk';
import { readReply } from './reply';
import type { Reply } from './reply';
import { executeRequest, getinfoRequest } from './request';

/** splunkd's largest chunk in rows; in characters a chunk whose rows are gone before they count as old in memory. */
const CHUNK_ROWS = 50_000;
const CHUNK_CHARACTERS = 1_000_000;

const TYPES = ['streaming', 'stateful', 'events'];

/**
 * Sends rows through a command's program and gives what it replies. The program is started with the first row, so a search
 * without results starts none; collections are flushed before, as the program may read them. While it works on a chunk the next
 * one is made ready, to be sent when it has replied. When nobody wants more rows, or something goes wrong, it is ended.
 */
export async function* runCommand(
  definition: CommandDefinition,
  args: { args: string[]; rawArgs: string[] },
  input: Rows,
  context: Context,
): Rows {
  const isRead = readIn(context);
  let running: Running | undefined;
  let asked: Asked | undefined;
  try {
    for await (const chunk of chunks(input)) {
      running ??= await begin(definition, args, context);
      const body = encodeChunk(chunk.rows, running.columns);
      const replied = asked === undefined ? undefined : await asked.reply;
      const before = asked;
      asked = { ...chunk, reply: running.process.exchange(executeRequest(chunk.finished), body) };
      // Who waits for it hears of it.
      asked.reply.catch(() => undefined);
      if (before === undefined || replied === undefined) continue;
      const rows = answered(running, before, replied, context, isRead);
      if (rows.length > 0) yield rows;
    }
    if (running === undefined || asked === undefined) return;
    const rows = answered(running, asked, await asked.reply, context, isRead);
    await running.process.close();
    running = undefined;
    if (rows.length > 0) yield rows;
  } finally {
    running?.process.kill();
  }
}

/** Whether the commands after this one look at a column. */
function readIn({ following }: Context): (column: string) => boolean {
  const read = fieldsRead(following);
  const seesInternal = internalRead(following);
  return (column) => read === undefined || read.has(column) || (seesInternal && column.startsWith('_'));
}

interface Running {
  readonly name: string;
  readonly process: CommandProcess;
  /** The columns that it asked for; all of them if undefined. */
  readonly columns: readonly string[] | undefined;
}

/** A chunk that the program was asked to answer. */
interface Asked extends Chunk {
  readonly reply: Promise<Message>;
}

async function begin(
  definition: CommandDefinition,
  args: { args: string[]; rawArgs: string[] },
  context: Context,
): Promise<Running> {
  context.search.tables.flush();
  const process = context.search.startProcess(definition, context.search.environment);
  try {
    return { name: definition.name, process, columns: await introduce(process, definition.name, args, context) };
  } catch (error) {
    process.kill();
    throw error;
  }
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

/** The rows of a reply. */
function answered(
  { name, columns }: Running,
  { rows, finished }: Chunk,
  message: Message,
  context: Context,
  isRead: (column: string) => boolean,
): Row[] {
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
    return decodeReply(name, message.body, { sent: rows, merge: columns !== undefined, isRead });
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

interface Chunk {
  readonly rows: Row[];
  /** It is the last. */
  readonly finished: boolean;
}

/** The rows in chunks; the last one says so. Nothing for no rows. */
async function* chunks(input: Rows): AsyncGenerator<Chunk, void, undefined> {
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
      characters += valuesOf(row.get('_raw')).reduce((sum: number, value) => sum + asText(value).length, 0);
    }
  }
  if (rows.length > 0) yield { rows, finished: true };
}
