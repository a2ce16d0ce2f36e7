import type { AppConf } from '../conf/app';
import type { SplError } from '../error';
import type { Arguments, Command, Pipeline } from '../nodes/pipeline';
import type { Syntax } from '../grammar/parse';
import type { Answers } from '../process/answers';
import type { StartProcess } from '../process/channel';
import type { Tables } from '../tables/tables';
import type { Row } from '../value';
import type { EventSource } from './source';

/** Results on their way from command to command, a batch at a time. Who gets a row may change it. */
export type Rows = AsyncIterable<Row[]>;

/** Where a custom command finds splunkd, and the key that lets it in: `splunkd_uri` and `session_key` of its getinfo request. */
export interface SplunkdInfo {
  readonly uri: string;
  readonly sessionKey: string;
}

/** Everything that belongs to one run of one search. */
export interface Search {
  /** Epoch seconds that now() and relative times go by. */
  readonly now: number;
  /** The search's bounds, epoch seconds; `latest` is exclusive. */
  readonly earliest: number;
  readonly latest: number;
  /** Bounds on the time of indexing, where the search has them. */
  readonly indexEarliest?: number | undefined;
  readonly indexLatest?: number | undefined;
  readonly id: string;
  /** The SPL, macros expanded. */
  readonly text: string;
  /** The saved search that is run, if it is one. */
  readonly savedSearch: string | undefined;
  readonly app: AppConf;
  readonly events: EventSource;
  readonly tables: Tables;
  readonly startProcess: StartProcess;
  readonly answers?: Answers | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** Who runs the search; undefined where nobody was named. */
  readonly user?: string | undefined;
  /** The country that an address lies in, by its English name; undefined where it is not known. */
  readonly country: (address: string) => string | undefined;
  /** What custom commands are told of the server that runs them. */
  readonly splunkd: SplunkdInfo;
  /** Hears what Splunk would show beside the results. */
  readonly warn: (message: string) => void;
  /**
   * Makes a subsearch ready, which is run in this search's time range.
   * @throws SplError when one of its commands cannot be run
   */
  readonly plan: (pipeline: Pipeline) => () => Rows;
  /** Makes commands ready that go on with rows of this search. */
  readonly planPart: (pipeline: Pipeline, search: Search) => Transform;
  readonly runSavedSearch: (name: string, tokens: ReadonlyMap<string, string>) => Rows;
  /** Reads SPL that a subsearch gave as a predicate. */
  readonly parse: (text: string) => Pipeline;
}

/** One command's place in a search. */
export interface Context {
  readonly search: Search;
  readonly command: Command;
  /** True for the first command of its pipeline, which has no input. */
  readonly first: boolean;
  /** The commands after this one. */
  readonly following: readonly Command[];
  /** An error that names the command; at the command's own place unless told. */
  readonly error: (message: string, position?: number) => SplError;
}

/** What a command does with the results that reach it. A command checks its arguments before it reads any. */
export type Transform = (input: Rows) => Rows;

/** A command as the table of commands has it. */
export interface CommandDefinition {
  readonly syntax: Syntax;
  /** Whether a pipeline can begin with it: generating commands must, `search` and `inputlookup` may. */
  readonly begins: Begins;
  readonly start: (context: Context) => Transform;
}

export type Begins = 'must' | 'may' | 'never';

type ArgumentsOf<S extends Syntax> = Extract<Arguments, { readonly syntax: S }>;

/** A command whose arguments are of one syntax. */
export function command<S extends Syntax>(
  syntax: S,
  begins: Begins,
  start: (written: ArgumentsOf<S>, context: Context) => Transform,
): CommandDefinition {
  return {
    syntax,
    begins,
    start: (context) => {
      const written = context.command.arguments;
      if (!isOf(written, syntax)) throw context.error(`was read as ${written.syntax} arguments instead of ${syntax}`);
      return start(written, context);
    },
  };
}

function isOf<S extends Syntax>(written: Arguments, syntax: S): written is ArgumentsOf<S> {
  return written.syntax === syntax;
}

/** A command that looks at one row at a time: the row (changed or not), several, or none. */
export function perRow(change: (row: Row) => Row | readonly Row[] | undefined): Transform {
  return async function* (input) {
    for await (const batch of input) {
      const out: Row[] = [];
      for (const row of batch) {
        const result = change(row);
        if (result === undefined) continue;
        if (isRows(result)) for (const one of result) out.push(one);
        else out.push(result);
      }
      if (out.length > 0) yield out;
    }
  };
}

function isRows(result: Row | readonly Row[]): result is readonly Row[] {
  return Array.isArray(result);
}

/** A command that must have seen all rows before it gives any. */
export function perResult(change: (rows: Row[]) => Row[]): Transform {
  return async function* (input) {
    yield* inBatches(change(await collect(input)));
  };
}

/** All rows of a search at once. */
export async function collect(input: Rows): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of input) for (const row of batch) rows.push(row);
  return rows;
}

const BATCH = 10_000;

/** Rows in lists of at most ten thousand. */
export function* inBatches(rows: Iterable<Row>): Generator<Row[], void, undefined> {
  let batch: Row[] = [];
  for (const row of rows) {
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
    batch.push(row);
  }
  if (batch.length > 0) yield batch;
}
