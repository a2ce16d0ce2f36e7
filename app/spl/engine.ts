import { savedSearch } from './conf/app';
import type { AppConf } from './conf/app';
import { SplError } from './error';
import type { Answers } from './process/answers';
import { startProcess } from './process/channel';
import type { StartProcess } from './process/channel';
import { timeOf } from './runtime/bounds';
import type { Rows, Search, SplunkdInfo } from './runtime/transform';
import { expandMacrosOf } from './macros';
import { compile } from './expressions/compile';
import { parseExpression, parsePipeline } from './grammar/parse';
import type { Pipeline } from './nodes/pipeline';
import { planCommands, planPipeline, syntaxIn } from './runtime/plan';
import type { EventSource, TimeRange } from './runtime/source';
import { tablesOf } from './tables/tables';
import type { Collections } from './tables/collections';
import type { Result, Row } from './value';

export interface EngineParts {
  /** The app whose macros, lookups, commands and saved searches the SPL uses. */
  readonly app: AppConf;
  readonly events: EventSource;
  readonly collections: Collections;
  /** The environment of custom commands. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The stand-in for splunkd that custom commands may ask; without it they are told no address and no key. */
  readonly splunkd?: SplunkdInfo;
  /** How custom commands are started; as child processes unless told. */
  readonly startProcess?: StartProcess;
  /** What custom commands have answered before; they are asked anew unless told. */
  readonly answers?: Answers;
  /** The country that an address lies in, by its English name, for `iplocation`; unknown unless told. */
  readonly country?: (address: string) => string | undefined;
  /** Who runs the searches: the user whose session it would be on Splunk. */
  readonly user?: string;
  /** Hears what Splunk would show beside the results. */
  readonly warn?: (message: string) => void;
}

export interface RunOptions {
  /** Epoch seconds that now() and relative times go by. */
  readonly now: number;
  /** The time range, epoch seconds; `latest` is exclusive. */
  readonly earliest: number;
  readonly latest: number;
  /** What `$name$` in the SPL stands for. */
  readonly tokens?: ReadonlyMap<string, string>;
}

/** Given bounds take the place of all bounds of the search, those on index time too; without them the search's own count. */
export type SavedSearchOptions = Pick<RunOptions, 'now' | 'tokens'> &
  (TimeRange | { readonly earliest?: never; readonly latest?: never });

export interface Engine {
  /**
   * Runs a search; rows come in batches as the search gives them.
   * @throws SplError (while iterating) when the SPL cannot be run
   */
  run(spl: string, options: RunOptions): AsyncIterable<Row[]>;
  /**
   * Runs commands that go on from rows of another search, which they may change.
   * @throws SplError (while iterating) when the SPL cannot be run
   */
  goOn(rows: AsyncIterable<Row[]>, spl: string, options: RunOptions): AsyncIterable<Row[]>;
  /**
   * Runs a saved search of the app.
   * @throws SplError (while iterating) when there is none, or it cannot be run
   */
  runSavedSearch(name: string, options: SavedSearchOptions): AsyncIterable<Row[]>;
}

interface Bounds {
  readonly earliest: number;
  readonly latest: number;
  readonly indexEarliest?: number | undefined;
  readonly indexLatest?: number | undefined;
}

type Tokens = ReadonlyMap<string, string>;

/**
 * Makes an engine for the searches of an app. It is strict: what it does not know is an SplError with its name and place, never
 * passed over. A saved search's `dispatch.sample_ratio` is not followed: every event is read.
 */
export function createEngine(parts: EngineParts): Engine {
  const { app, events, collections } = parts;
  const tables = tablesOf(app, collections);
  const environment = parts.environment ?? inherited();
  let started = 0;
  /** What the same text is read as, since a saved search is often run many times. */
  const pipelines = new Map<string, Pipeline>();
  const read = (text: string): Pipeline => {
    const pipeline = pipelines.get(text) ?? parsePipeline(text, syntaxIn(app));
    pipelines.set(text, pipeline);
    return pipeline;
  };

  const searchOf = (text: string, now: number, bounds: Bounds, name: string | undefined): Search => {
    started += 1;
    const search: Search = {
      ...bounds,
      now,
      id: `${Math.floor(now)}.${started}`,
      text,
      savedSearch: name,
      app,
      events,
      tables,
      startProcess: parts.startProcess ?? startProcess,
      answers: parts.answers,
      environment,
      user: parts.user,
      country: parts.country ?? (() => undefined),
      splunkd: parts.splunkd ?? { uri: '', sessionKey: '' },
      warn: (message) => parts.warn?.(message),
      plan: (pipeline) => planPipeline(pipeline, search),
      planPart: ({ commands }, within) => planCommands(commands, within, false),
      runSavedSearch: (saved, tokens) => run(saved, now, isAllTime(bounds) ? undefined : bounds, tokens),
      parse: (subsearch) => parsePipeline(subsearch, syntaxIn(app)),
    };
    return search;
  };

  /** What the same text expands to, where it is the same at any time. */
  const expanded = new Map<string, string>();
  const textOf = (spl: string, now: number, tokens: Tokens): string => {
    const given = substituted(spl, tokens);
    const known = expanded.get(given);
    if (known !== undefined) return known;
    const asked = { time: false };
    const evaluate = (expression: string): Result => {
      asked.time = true;
      return compile(parseExpression(expression), { now })(new Map());
    };
    const text = expandMacrosOf(app, given, evaluate);
    if (!asked.time) expanded.set(given, text);
    return text;
  };

  const start = (spl: string, now: number, bounds: Bounds, tokens: Tokens, name?: string): Rows => {
    const text = textOf(spl, now, tokens);
    const search = searchOf(text, now, bounds, name);
    return planPipeline(read(text), search)();
  };

  async function* run(name: string, now: number, given: Bounds | undefined, tokens: Tokens): Rows {
    const saved = savedSearch(app, name);
    const time = (setting: string | undefined, otherwise: number): number => {
      const error = (message: string): SplError => new SplError(`The search "${name}" ${message}.`, { search: name });
      return setting === undefined || setting === '' ? otherwise : timeOf(setting, { error, search: { now } });
    };
    const bounds = given ?? {
      earliest: time(saved.earliest, 0),
      latest: time(saved.latest, Infinity),
      indexEarliest: time(saved.indexEarliest, -Infinity),
      indexLatest: time(saved.indexLatest, Infinity),
    };
    try {
      yield* start(saved.search, now, bounds, tokens, name);
    } catch (error) {
      throw named(error, name);
    }
  }

  return {
    async *run(spl, { now, earliest, latest, tokens = new Map() }) {
      yield* start(spl, now, { earliest, latest }, tokens);
    },
    async *goOn(rows, spl, { now, earliest, latest, tokens = new Map() }) {
      // Without the bar a pipeline would begin with the command `search`.
      const text = textOf(spl.replace(/^\s*\|?/, '|'), now, tokens);
      const search = searchOf(text, now, { earliest, latest }, undefined);
      yield* planCommands(read(text).commands, search, false)(rows);
    },
    async *runSavedSearch(name, { now, earliest, latest, tokens = new Map() }) {
      yield* run(name, now, earliest === undefined ? undefined : { earliest, latest }, tokens);
    },
  };
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Search Reference, savedsearch: under "All time" a saved search keeps its own time range, else it takes the caller's. */
function isAllTime({ earliest, latest }: Bounds): boolean {
  return earliest <= 0 && latest === Infinity;
}

function substituted(spl: string, tokens: Tokens): string {
  return spl.replace(/\$([\w.]+)\$/g, (whole, name: string) => tokens.get(name) ?? whole);
}

/** The error with the search's name, if it does not have it. */
function named(error: unknown, search: string): unknown {
  if (!(error instanceof SplError) || error.place.search !== undefined) return error;
  return new SplError(`In the search "${search}": ${error.message}`, { ...error.place, search });
}
