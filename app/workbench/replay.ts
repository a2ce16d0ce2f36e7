import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeCsv } from '../protocol';
import {
  asNumber,
  collectionsIn,
  createEngine,
  keptProcesses,
  startProcess,
  type AppConf,
  type Collections,
  type Engine,
  type EventSource,
  type Row,
  type TimeRange,
} from '../spl';
import { coverageSearches, learningSearches, recorderOf } from './detections';
import { eventsOf } from './events';
import { findingOf, type Finding } from './finding';
import type { Folders } from './folders';
import { issuedKeysTable, type Handed } from './handed';
import { baselineColumns, BaselineLayers, baselineTable } from './layers';
import { secondsADay, type Spool } from './spool';
import { witnessesOf } from './witnesses';

export const findingsTable = 'crossaccount_findings';

export interface ReplayParts {
  readonly app: AppConf;
  readonly spool: Spool;
  /** Witnesses of all records, where the spool holds only those that searches by terms need (see `witnesses.ts`). */
  readonly witnesses?: Spool;
  /** The UTC day numbers to replay, ascending; those of the spool unless told. */
  readonly days?: readonly number[];
  /** The facts that the judge may ask for on account of an event; without it the command gets to see all there are. */
  readonly factsAsked?: (raw: string) => readonly string[];
  /** The file of each source number of the spool. */
  readonly sources: readonly string[];
  readonly folders: Folders;
  readonly handed: Handed;
  readonly detections: readonly string[];
  /** The environment of the command. */
  readonly environment: Readonly<Record<string, string>>;
  readonly warn: (message: string) => void;
  /** Hears how far it is: steps done of all, and the day at hand. */
  readonly progress: (done: number, all: number) => void;
}

export interface Replayed {
  readonly findings: readonly Finding[];
  readonly baseline: BaselineLayers;
  /** What the run leaves behind, as CSV by table name. */
  readonly tables: ReadonlyMap<string, string>;
}

const hands = 2;

/** It begins anew with each search, its tables too (see `serve`). */
const command = 'crossaccount';

/**
 * Runs the app's own saved searches over the spooled days as the scheduler would: coverage of all days first; then, day by day, age
 * the baseline up to the evening before, hunt the day, learn the day, age with the day's end as now.
 * @throws SplError when a search cannot be run
 */
export async function replay(parts: ReplayParts, engineOf = createEngine): Promise<Replayed> {
  const { app, spool, folders, handed, detections } = parts;
  const days = parts.days ?? spool.days();
  const collections = unflushed(collectionsIn(folders.collections));
  const columnsOf = (table: string): readonly string[] => fieldsOf(app, table);
  const baseline = new BaselineLayers(handed.baseline, collections.open(baselineTable, columnsOf(baselineTable)));
  const allFindings = keepEarlierFindings(parts, collections);
  const commands = keptProcesses(startProcess, (name) => name === command);
  const engineOver = (events: EventSource): Engine =>
    engineOf({
      app,
      events,
      collections,
      environment: { ...parts.environment, CROSSACCOUNT_LOOKUPS: folders.lookups },
      startProcess: commands.start,
      warn: parts.warn,
    });
  const events = eventsOf(spool, parts.sources);
  const engine = engineOver(events);

  const search = async (name: string, earliest: number, latest: number, by = engine): Promise<Row[]> => {
    const rows: Row[] = [];
    for await (const batch of by.runSavedSearch(name, { now: latest, earliest, latest })) rows.push(...batch);
    return rows;
  };

  let shown: string | undefined;
  const show = (csv: string): void => {
    if (csv !== shown) writeFileSync(path.join(folders.lookups, `${baselineTable}.csv`), csv);
    shown = csv;
  };
  const baselineFor = async (range: TimeRange): Promise<string> => {
    const { factsAsked } = parts;
    if (factsAsked === undefined) return baseline.csv();
    const asked = new Set<string>();
    for await (const batch of events.scan(range)) {
      for (const { raw } of batch) for (const fact of factsAsked(raw)) asked.add(fact);
    }
    return baseline.csvOf(asked);
  };

  const furthest = Math.max(0, ...detections.map((detection) => lookBehind(app, recorderOf(detection))));
  const steps = days.length + 1;
  const first = (days[0] ?? 0) * secondsADay;
  const end = ((days.at(-1) ?? 0) + 1) * secondsADay;
  parts.progress(0, steps);
  try {
    show(baseline.csv());
    const covering = parts.witnesses === undefined ? engine : engineOver(witnessesOf(parts.witnesses, parts.sources));
    for (const name of coverageSearches) await search(name, first, end, covering);

    const findings: Finding[] = [];
    for (const [done, day] of days.entries()) {
      parts.progress(done + 1, steps);
      const earliest = day * secondsADay;
      const latest = earliest + secondsADay;
      baseline.age(earliest - 1);
      if (spool.count(day) > 0 || (furthest > 0 && spool.count(day - 1) > 0)) {
        show(await baselineFor({ earliest: earliest - furthest, latest }));
        const hunted = await inParallel(
          detections.map((detection) => async () => {
            const recorder = recorderOf(detection);
            const rows = await search(recorder, earliest - lookBehind(app, recorder), latest);
            return rows.filter((row) => isOf(day, row)).map((row) => findingOf(detection, row));
          }),
        );
        for (const finding of hunted.flat()) findings.push(finding);
      }
      if (spool.count(day) > 0) await inParallel(learningSearches.map((name) => () => search(name, earliest, latest)));
      baseline.age(latest - 1);
    }
    await commands.end();
    parts.progress(steps, steps);

    return {
      findings,
      baseline,
      tables: new Map([
        [baselineTable, baseline.csv()],
        [findingsTable, allFindings()],
        [issuedKeysTable, csvOf(collections, issuedKeysTable, columnsOf(issuedKeysTable))],
      ]),
    };
  } finally {
    commands.kill();
  }
}

/** Runs tasks, two at a time, as the machine has two cores to give; results in the order of the tasks. */
async function inParallel<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results = new Map<number, T>();
  let next = 0;
  const hand = async (): Promise<void> => {
    for (let at = next++; at < tasks.length; at = next++) {
      const task = tasks[at];
      if (task !== undefined) results.set(at, await task());
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: hands }, hand));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}

const secondsAnHour = 3600;

/**
 * How far a recorder sees behind the hour that it is run for, in seconds: one that counts what happens within an hour looks back
 * further than it is run apart, and so must a day, or what lies across midnight is seen as two halves.
 */
export function lookBehind(app: AppConf, recorder: string): number {
  const settings = app.savedSearches.get(recorder);
  const secondsBack = (setting: string): number =>
    60 * Number(/^-(\d+)m(@m)?$/.exec(settings?.get(setting) ?? '')?.[1] ?? NaN);
  const window = secondsBack('dispatch.index_earliest') - secondsBack('dispatch.index_latest');
  return Number.isNaN(window) ? 0 : Math.max(0, window - secondsAnHour);
}

/** Findings are of one day each; those of the day before were told with it. */
function isOf(day: number, row: Row): boolean {
  return asNumber(row.get('day')) === day;
}

/** Collections that stay in memory: a run writes its tables once, when it is complete. */
function unflushed(collections: Collections): Collections {
  return { open: (name, fields) => collections.open(name, fields), flush: () => undefined };
}

/** The columns of a table as its lookup definition names them. */
function fieldsOf(app: AppConf, table: string): readonly string[] {
  const fields = app.transforms.get(table)?.get('fields_list');
  return fields?.split(',').map((field) => field.trim()) ?? (table === baselineTable ? baselineColumns : ['_key']);
}

function csvOf(collections: Collections, table: string, fields: readonly string[]): string {
  const collection = collections.open(table, fields);
  return writeCsv(collection.columns, collection.rows());
}

/**
 * Gives, at the end, this run's findings and those of earlier runs about days or detections that it did not hunt. What it hunts
 * again it replaces, since tables handed in meanwhile may change status and score.
 */
function keepEarlierFindings(parts: ReplayParts, collections: Collections): () => string {
  const fields = fieldsOf(parts.app, findingsTable);
  const found = collections.open(findingsTable, fields);
  const earlier =
    parts.folders.work === undefined ? undefined : collectionsIn(parts.folders.work).open(findingsTable, fields);
  return () => {
    const detectionAt = found.columns.indexOf('detection');
    const dayAt = found.columns.indexOf('day');
    const hunted = new Set<string>(parts.detections);
    const days = new Set((parts.days ?? parts.spool.days()).map(String));
    for (const row of earlier?.rows() ?? []) {
      if (!hunted.has(row[detectionAt] ?? '') || !days.has(row[dayAt] ?? '')) found.put(row);
    }
    return writeCsv(found.columns, found.rows());
  };
}
