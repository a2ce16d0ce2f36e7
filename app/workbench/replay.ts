import type { Worker } from 'node:worker_threads';
import { writeCsv } from '../protocol';
import {
  asNumber,
  collectionsIn,
  createEngine,
  keptProcesses,
  startProcess,
  type AppConf,
  type Collection,
  type Collections,
  type Engine,
  type EventSource,
  type Row,
} from '../spl';
import { recorderOf, rememberingSearches } from './detections';
import { eventsOf } from './events';
import { findingOf, type Finding } from './finding';
import type { Folders } from './folders';
import { rememberedTables, type Handed } from './handed';
import { openJudgeStore, type JudgeStore } from './judgestore';
import { openLog, type ChangeLog } from './kvstore';
import { baselineTable } from './layers';
import { judgingOnce } from './judging';
import { columnsOf, keptCommands, learnerOf, rowsOf, type Lessons } from './learner';
import { learnerIn } from './learningahead';
import { learnsApart } from './selection';
import { secondsADay, type Spool } from './spool';
import { unflushed } from './tables';
import type { Work } from './work';

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
  /** Starts a thread that learns ahead, where the searches allow it (see `learningahead.ts`). */
  readonly thread?: ((work: Work) => Worker) | undefined;
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
  /** What the run leaves behind, as CSV by table name. */
  readonly tables: ReadonlyMap<string, string>;
}

/** Searches that hunt a day at the same time, where nothing else is done meanwhile: as many as most machines have cores to give. */
const hands = 2;

/**
 * Runs the app's own saved searches over the spooled days as the scheduler would: coverage of all days first; then, day by day, it
 * hunts the day with the baseline as it stood the evening before, and learns the day.
 * @throws SplError when a search cannot be run
 */
export async function replay(parts: ReplayParts, engineOf = createEngine): Promise<Replayed> {
  const { app, folders } = parts;
  const log = folders.work === undefined ? undefined : openLog(folders.log);
  const plain = unflushed(collectionsIn(folders.collections));
  const collections = log === undefined ? plain : log.follow(plain);
  const store = await openJudgeStore(app, folders, collections, (table) => columnsOf(app, table));
  try {
    return await replayDays(parts, engineOf, { collections, store, log });
  } finally {
    await store.close();
    await log?.close();
  }
}

interface Stores {
  readonly collections: Collections;
  /** What the command asks. */
  readonly store: JudgeStore;
  /** Where there is a work folder, which a run that does not come to its end is to leave what it learned. */
  readonly log: ChangeLog | undefined;
}

async function replayDays(
  parts: ReplayParts,
  engineOf: typeof createEngine,
  { collections, store, log }: Stores,
): Promise<Replayed> {
  const { app, spool, folders, detections, environment, warn, factsAsked } = parts;
  const days = parts.days ?? spool.days();
  const allFindings = keepEarlierFindings(parts, collections);
  const commands = keptProcesses(startProcess, keptCommands);
  const events = eventsOf(spool, parts.sources);
  const furthest = Math.max(0, ...detections.map((detection) => lookBehind(app, recorderOf(detection))));
  const lessons: Lessons = {
    app,
    spool: spool.index(),
    witnesses: parts.witnesses?.index(),
    sources: parts.sources,
    days,
    furthest,
    folders,
    handed: parts.handed.baseline,
    environment,
  };
  const thread = parts.thread !== undefined && learnsApart(app, detections) ? parts.thread : undefined;
  const learner =
    thread === undefined
      ? learnerOf(lessons, { collections, factsAsked, warn, engineOf })
      : learnerIn(
          thread({ kind: 'learn', lessons }),
          lessons,
          collections.open(baselineTable, columnsOf(app, baselineTable)),
          warn,
        );

  let seen: Collection | undefined;
  const hunted: Collections = {
    open: (name, fields) => (name === baselineTable ? seen : undefined) ?? collections.open(name, fields),
    flush: () => undefined,
  };
  const judging = judgingOnce(parts);
  const engineOver = (source: EventSource): Engine =>
    engineOf({
      app,
      events: source,
      collections: hunted,
      environment,
      splunkd: store.splunkd,
      startProcess: commands.start,
      answers: judging.answers,
      warn,
    });
  const engine = engineOver(events);
  const judge = engineOver(judging.among(events));

  const steps = days.length + 1;
  parts.progress(0, steps);
  try {
    await learner.begin();
    log?.commit();
    const findings: Finding[] = [];
    for (const [done, day] of days.entries()) {
      parts.progress(done + 1, steps);
      const earliest = day * secondsADay;
      const latest = earliest + secondsADay;
      const judged = await learner.before(day);
      if (judged !== undefined) {
        store.show(judged);
        seen = learner.seen();
        await judging.ahead(judge, { earliest: earliest - furthest, latest });
        const found = await inParallel(
          thread === undefined ? hands : 1,
          detections.map((detection) => async () => {
            const recorder = recorderOf(detection);
            const rows = await rowsOf(engine, recorder, { earliest: earliest - lookBehind(app, recorder), latest });
            return rows.filter((row) => isOf(day, row)).map((row) => findingOf(detection, row));
          }),
        );
        for (const finding of found.flat()) findings.push(finding);
      }
      await learner.learn(day);
      if (spool.count(day) > 0) {
        await inParallel(
          hands,
          rememberingSearches.map((name) => () => rowsOf(engine, name, { earliest, latest })),
        );
      }
      log?.commit();
    }
    const baseline = await learner.end();
    await commands.end();
    parts.progress(steps, steps);

    return {
      findings,
      tables: new Map([
        [baselineTable, baseline],
        [findingsTable, allFindings()],
        ...rememberedTables.map((name) => [name, csvOf(collections, name, columnsOf(app, name))] as const),
      ]),
    };
  } finally {
    learner.kill();
    commands.kill();
  }
}

/** Runs tasks, so many at a time; results in the order of the tasks. */
async function inParallel<T>(hands: number, tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
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

function csvOf(collections: Collections, table: string, fields: readonly string[]): string {
  const collection = collections.open(table, fields);
  return writeCsv(collection.columns, collection.rows());
}

/**
 * Gives, at the end, this run's findings and those of earlier runs about days or detections that it did not hunt. What it hunts
 * again it replaces, since tables handed in meanwhile may change status and score.
 */
function keepEarlierFindings(parts: ReplayParts, collections: Collections): () => string {
  const fields = columnsOf(parts.app, findingsTable);
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
