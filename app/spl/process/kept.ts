import type { Message } from '../../protocol';
import type { CommandDefinition } from '../conf/app';
import { SplError } from '../error';
import type { CommandProcess, StartProcess } from './channel';
import { executeRequest } from './request';

/** Processes that serve many searches, one after the other or turn by turn. */
export interface KeptProcesses {
  /** Gives a search the process that is there already, where the same one would be started. */
  readonly start: StartProcess;
  /**
   * Ends those whose kind is not among the given ones; without any, all.
   * @throws SplError as the process itself would have at the end of its search
   */
  end(kinds?: ReadonlySet<string>): Promise<void>;
  /** Ends all at once; what they still say is not wanted. */
  kill(): void;
}

/** The arguments of a command, as a getinfo request has them. */
export interface Asked {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * Keeps processes of commands whose answer to a row depends on nothing but the row, the arguments and the tables that it reads
 * when the first row comes; so a search gets the same rows from a process that has served others as from one of its own.
 * Between two searches the process is not told that one has ended, and each search is told that its own has.
 * @param kindOf tells apart what must not share a process, as tables may have changed in between
 */
export function keptProcesses(start: StartProcess, kindOf: (asked: Asked) => string): KeptProcesses {
  const kept = new Map<string, Kept>();

  const open = async (
    definition: CommandDefinition,
    environment: Readonly<Record<string, string>>,
    getinfo: string,
  ): Promise<Kept> => {
    const kind = kindOf(askedIn(definition.name, getinfo));
    const known = kept.get(kind);
    if (known !== undefined) {
      await known.introduced;
      return known;
    }
    const process = start(definition, environment);
    const introduced = process.exchange(getinfo, Buffer.alloc(0));
    const one: Kept = { process, introduced, turn: introduced.catch(() => undefined) };
    kept.set(kind, one);
    await introduced;
    return one;
  };

  const forget = (process: Kept): void => {
    for (const [kind, one] of kept) if (one === process) kept.delete(kind);
    process.process.kill();
  };

  return {
    start: (definition, environment) => new Guest((getinfo) => open(definition, environment, getinfo), forget),
    async end(kinds = new Set()) {
      for (const [kind, { process, turn }] of kept) {
        if (kinds.has(kind)) continue;
        kept.delete(kind);
        await turn;
        await process.close();
      }
    },
    kill() {
      for (const { process } of kept.values()) process.kill();
      kept.clear();
    },
  };
}

interface Kept {
  readonly process: CommandProcess;
  /** Its reply to getinfo. */
  readonly introduced: Promise<Message>;
  /** Settles when the exchange at hand has ended. */
  turn: Promise<unknown>;
}

/** A search's own view of a kept process. */
class Guest implements CommandProcess {
  readonly #open: (getinfo: string) => Promise<Kept>;
  readonly #forget: (kept: Kept) => void;
  #kept: Kept | undefined;
  #failed = false;

  constructor(open: (getinfo: string) => Promise<Kept>, forget: (kept: Kept) => void) {
    this.#open = open;
    this.#forget = forget;
  }

  async exchange(metadata: string, body: Buffer): Promise<Message> {
    if (this.#kept === undefined) {
      this.#kept = await this.#open(metadata);
      return this.#kept.introduced;
    }
    const kept = this.#kept;
    const reply = kept.turn.then(() => kept.process.exchange(executeRequest(false), body));
    kept.turn = reply.catch(() => undefined);
    this.#failed = true;
    const message = await reply;
    this.#failed = false;
    return isLast(metadata) ? { ...message, metadata: asLast(message.metadata) } : message;
  }

  close(): Promise<void> {
    this.#kept = undefined;
    return Promise.resolve();
  }

  /** A search that wants no more rows leaves the process to the others; one that failed does not know what state it is in. */
  kill(): void {
    if (this.#kept !== undefined && this.#failed) this.#forget(this.#kept);
    this.#kept = undefined;
  }
}

function isLast(execute: string): boolean {
  return execute === executeRequest(true);
}

/** What the process says of a chunk that it does not know to be the last, as the search expects it of its last one. */
function asLast(metadata: Buffer): Buffer {
  const reply = parsed(metadata.toString('utf8'));
  if (typeof reply !== 'object' || reply === null || !('finished' in reply) || reply.finished !== false) {
    return metadata;
  }
  return Buffer.from(JSON.stringify({ ...reply, finished: true }));
}

/** undefined for what is no JSON; the search itself complains of it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function askedIn(command: string, getinfo: string): Asked {
  const request = parsed(getinfo);
  if (typeof request === 'object' && request !== null && 'searchinfo' in request) {
    const { searchinfo } = request;
    if (
      typeof searchinfo === 'object' &&
      searchinfo !== null &&
      'args' in searchinfo &&
      Array.isArray(searchinfo.args)
    ) {
      return { command, args: searchinfo.args.map(String) };
    }
  }
  throw new SplError(`The command ${command} was asked for its options in a way that cannot be read.`, { command });
}
