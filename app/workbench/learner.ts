import type { FactRow } from '../baseline';
import {
  type createEngine,
  keptProcesses,
  startProcess,
  type AppConf,
  type Collection,
  type Collections,
  type Engine,
  type EventSource,
  type Row,
  type TimeRange,
} from '../spl';
import { coverageSearches, learningSearch } from './detections';
import { eventsOf } from './events';
import type { Folders } from './folders';
import { baselineColumns, BaselineLayers, baselineTable, forgetDays } from './layers';
import { secondsADay, Spool, type SpoolIndex } from './spool';
import { witnessesOf } from './witnesses';

/** Keeps the baseline while days are replayed, in their order. */
export interface Learner {
  /** Learns coverage of all days; comes first. */
  begin(): Promise<void>;
  /** The baseline as the judge of a day is to see it, as rows of `baselineColumns`; undefined where there is nothing to judge. */
  before(day: number): Promise<readonly string[][] | undefined>;
  /** The baseline as the searches of that day are to see it; undefined where they do not look at it. */
  seen(): Collection | undefined;
  /** Learns a day, once it was hunted. */
  learn(day: number): Promise<void>;
  /** The whole baseline as CSV. */
  end(): Promise<string>;
  /** Gives up, or takes leave. */
  kill(): void;
}

/** What a learner must be told; plain data, so that a thread can be told. */
export interface Lessons {
  readonly app: AppConf;
  readonly spool: SpoolIndex;
  /** Where the spool holds only events that searches by terms need: witnesses of all (see `witnesses.ts`). */
  readonly witnesses: SpoolIndex | undefined;
  /** The file of each source number. */
  readonly sources: readonly string[];
  /** The UTC day numbers to replay, ascending. */
  readonly days: readonly number[];
  /** How far hunting looks behind a day, in seconds. */
  readonly furthest: number;
  readonly folders: Folders;
  /** The baseline that stood in the work folder. */
  readonly handed: ReadonlyMap<string, FactRow>;
  /** The environment of the command. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface LearnerParts {
  /** The tables of its searches. */
  readonly collections: Collections;
  /** The facts that the judge may ask for on account of an event; without it the judge gets to see all there are. */
  readonly factsAsked: ((raw: string) => readonly string[]) | undefined;
  readonly warn: (message: string) => void;
  readonly engineOf: typeof createEngine;
}

/** The command begins anew with each search, its tables too (see `serve`). */
export const keptCommands = (name: string): boolean => name === 'crossaccount';

/**
 * Learns as the scheduler would, by the app's own searches: coverage of all days first; then, day by day, it ages the baseline up to
 * the evening before, learns the day, ages with the day's end as now.
 */
export function learnerOf(lessons: Lessons, { collections, factsAsked, warn, engineOf }: LearnerParts): Learner {
  const { app, sources, days, furthest, environment } = lessons;
  const baseline = new BaselineLayers(
    lessons.handed,
    collections.open(baselineTable, columnsOf(app, baselineTable)),
    forgetDays(app),
  );
  const commands = keptProcesses(startProcess, keptCommands);
  const engineOver = (events: EventSource): Engine =>
    engineOf({ app, events, collections, environment, startProcess: commands.start, warn });
  const spool = Spool.of(lessons.spool);
  const events = eventsOf(spool, sources);
  const engine = engineOver(events);

  const asked = async (range: TimeRange, count: number): Promise<string[][]> => {
    // To show all facts is less than to look which ones so many events ask for.
    if (factsAsked === undefined || baseline.size <= count) return baseline.rows();
    const facts = new Set<string>();
    for await (const batch of events.scan(range)) {
      for (const { raw } of batch) for (const fact of factsAsked(raw)) facts.add(fact);
    }
    return baseline.rowsOf(facts);
  };

  return {
    async begin() {
      const { witnesses } = lessons;
      const covering = witnesses === undefined ? engine : engineOver(witnessesOf(Spool.of(witnesses), sources));
      const range = { earliest: (days[0] ?? 0) * secondsADay, latest: ((days.at(-1) ?? 0) + 1) * secondsADay };
      for (const name of coverageSearches) await rowsOf(covering, name, range);
    },
    async before(day) {
      const earliest = day * secondsADay;
      baseline.age(earliest - 1);
      if (spool.count(day) === 0 && (furthest === 0 || spool.count(day - 1) === 0)) return undefined;
      return asked({ earliest: earliest - furthest, latest: earliest + secondsADay }, spool.count(day));
    },
    seen: () => baseline.seen(),
    async learn(day) {
      const range = { earliest: day * secondsADay, latest: (day + 1) * secondsADay };
      if (spool.count(day) > 0) await rowsOf(engine, learningSearch, range);
      baseline.age(range.latest - 1);
    },
    async end() {
      await commands.end();
      return baseline.csv();
    },
    kill: () => {
      commands.kill();
    },
  };
}

/** All rows of a saved search that is run at the end of a time range. */
export async function rowsOf(engine: Engine, name: string, { earliest, latest }: TimeRange): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of engine.runSavedSearch(name, { now: latest, earliest, latest })) rows.push(...batch);
  return rows;
}

/** The columns of a table as its lookup definition names them. */
export function columnsOf(app: AppConf, table: string): readonly string[] {
  const fields = app.transforms.get(table)?.get('fields_list');
  return fields?.split(',').map((field) => field.trim()) ?? (table === baselineTable ? baselineColumns : ['_key']);
}
