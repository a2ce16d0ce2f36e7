import type { Message } from '../../protocol';
import type { CommandDefinition } from '../conf/app';
import { SplError } from '../error';
import type { CommandProcess, StartProcess } from './channel';
import { executeRequest } from './request';

/** The arguments of a command, as a getinfo request has them. */
export interface Asked {
  readonly command: string;
  readonly args: readonly string[];
}

/** Processes that serve many searches, turn by turn. */
export interface KeptProcesses {
  /** Gives a search the process that is there already, where the same one would be started. */
  readonly start: StartProcess;
  /**
   * Starts those of the last searches that are not there, so that the next ones need not wait.
   */
  prepare(): void;
  /**
   * Ends those that `kindOf` now gives another kind than when they were started, or all.
   * @throws SplError as the process itself would have at the end of its search
   */
  end(which: 'outdated' | 'all'): Promise<void>;
  /** Ends all at once; what they still say is not wanted. */
  kill(): void;
}

/**
 * Keeps processes of commands whose answer to a row depends on nothing but the row, the arguments, and what the process reads
 * when the first row comes; so a search gets the same rows from a process that has served others as from one of its own. Between two
 * searches the process is not told that one has ended; each search is told that its own has.
 * @param kindOf tells apart what must not share a process, as what they read may have changed in between; undefined for
 *   processes that are not kept
 */
export function keptProcesses(start: StartProcess, kindOf: (asked: Asked) => string | undefined): KeptProcesses {
  const kept = new Map<string, Kept>();

  const open = (role: Role): Kept => {
    const kind = kindOf(role.asked);
    const known = kind === undefined ? undefined : kept.get(kind);
    if (known !== undefined) return known;
    const process = start(role.definition, role.environment);
    const introduced = process.exchange(role.getinfo, Buffer.alloc(0));
    const one: Kept = {
      role,
      process,
      introduced,
      turn: introduced.catch(() => undefined),
      shared: kind !== undefined,
    };
    if (kind !== undefined) kept.set(kind, one);
    return one;
  };

  const forget = (one: Kept): void => {
    for (const [kind, other] of kept) if (other === one) kept.delete(kind);
    one.process.kill();
  };

  let last: readonly Role[] = [];
  return {
    start: (definition, environment) =>
      new Guest(
        (getinfo) => open({ definition, environment, getinfo, asked: askedIn(definition.name, getinfo) }),
        forget,
      ),
    prepare() {
      for (const role of last) open(role).introduced.catch(() => undefined);
    },
    async end(which) {
      const ended = [...kept].filter(([kind, { role }]) => which === 'all' || kindOf(role.asked) !== kind);
      for (const [kind] of ended) kept.delete(kind);
      last = ended.map(([, { role }]) => role);
      for (const [, { process, turn }] of ended) {
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

/** What a process was started for. */
interface Role {
  readonly definition: CommandDefinition;
  readonly environment: Readonly<Record<string, string>>;
  readonly getinfo: string;
  readonly asked: Asked;
}

interface Kept {
  readonly role: Role;
  readonly process: CommandProcess;
  /** Its reply to getinfo. */
  readonly introduced: Promise<Message>;
  /** Settles when the exchange at hand has ended. */
  turn: Promise<unknown>;
  readonly shared: boolean;
}

/** A search's own view of a kept process. */
class Guest implements CommandProcess {
  readonly #open: (getinfo: string) => Kept;
  readonly #forget: (kept: Kept) => void;
  #kept: Kept | undefined;
  #failed = false;

  constructor(open: (getinfo: string) => Kept, forget: (kept: Kept) => void) {
    this.#open = open;
    this.#forget = forget;
  }

  async exchange(metadata: string, body: Buffer): Promise<Message> {
    if (this.#kept === undefined) {
      this.#kept = this.#open(metadata);
      return this.#noted(this.#kept.introduced);
    }
    const kept = this.#kept;
    if (!kept.shared) return this.#noted(kept.process.exchange(metadata, body));
    const reply = kept.turn.then(() => kept.process.exchange(executeRequest(false), body));
    kept.turn = reply.catch(() => undefined);
    const message = await this.#noted(reply);
    return isLast(metadata) ? { ...message, metadata: asLast(message.metadata) } : message;
  }

  async #noted(reply: Promise<Message>): Promise<Message> {
    this.#failed = true;
    const message = await reply;
    this.#failed = false;
    return message;
  }

  async close(): Promise<void> {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept?.shared === false) await kept.process.close();
  }

  /** A search that wants no more rows leaves the process to the others; one that failed does not know what state it is in. */
  kill(): void {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept !== undefined && (this.#failed || !kept.shared)) this.#forget(kept);
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
