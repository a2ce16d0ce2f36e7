import type { MessagePort, Worker } from 'node:worker_threads';
import { collectionsIn, createEngine, SplError, type Change, type Collection, type Place } from '../spl';
import { factsAsked } from './asked';
import { BaselineLayers, baselineTable, forgetDays } from './layers';
import { columnsOf, learnerOf, type Learner, type Lessons } from './learner';
import { secondsADay } from './spool';
import { unflushed } from './tables';

/*
 * What is learned of a day does not depend on what is hunted in it. So where the searches share no table (see `learnsApart`) one
 * thread learns and lets the judge know how the baseline stands before each day, while another hunts, some days behind, and makes the
 * changes of the baseline in its own table when it has come to their day:
 *
 *     learning   | 1 | 2 | 3 | 4 | 5 | 6 | ...
 *                 \   \   \   \
 *     hunting      |  1  |  2  |  3  | ...
 */

type Warn = (message: string) => void;

/** How many days it may be ahead: what the judges are to see waits in memory. */
const mostAhead = 8;

/** What allows it to learn another day. */
const aDayMore = 'a day more';

/** What it says; `changes` are those of the learned baseline since it said something. */
type Told =
  | { readonly kind: 'begun'; readonly changes: readonly Change[] }
  | { readonly kind: 'before'; readonly rows: readonly string[][] | undefined; readonly changes: readonly Change[] }
  | { readonly kind: 'learned'; readonly changes: readonly Change[] }
  | { readonly kind: 'end'; readonly csv: string; readonly warnings: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string; readonly place: Place };

/**
 * A learner that runs ahead in a thread, which runs `serveLearning`.
 * @param learned the table of the learned baseline, which is to stand as it would had it been learned here
 */
export function learnerIn(worker: Worker, { app, handed }: Lessons, learned: Collection, warn: Warn): Learner {
  const baseline = new BaselineLayers(handed, learned, forgetDays(app));
  const told: Told[] = [];
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  worker.on('message', (one: Told) => {
    told.push(one);
    wake();
  });
  const fail = (error: Error): void => {
    failure ??= error;
    wake();
  };
  worker.on('error', fail);
  worker.on('exit', () => {
    fail(new Error('The learning thread ended early.'));
  });

  const next = async <Kind extends Told['kind']>(kind: Kind): Promise<Extract<Told, { kind: Kind }>> => {
    for (;;) {
      const one = told.shift();
      if (one?.kind === 'failed') throw new SplError(one.message, one.place);
      if (one !== undefined && isOf(kind, one)) return one;
      if (one !== undefined) throw new Error(`The learning thread told of ${one.kind} where ${kind} was due.`);
      if (failure !== undefined) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  return {
    async begin() {
      for (let day = 0; day < mostAhead; day++) worker.postMessage(aDayMore);
      make((await next('begun')).changes, learned);
    },
    async before(day) {
      const { rows, changes } = await next('before');
      worker.postMessage(aDayMore);
      make(changes, learned);
      baseline.ageHanded(day * secondsADay - 1);
      return rows;
    },
    seen: () => baseline.seen(),
    async learn() {
      make((await next('learned')).changes, learned);
    },
    async end() {
      const { csv, warnings } = await next('end');
      warnings.forEach(warn);
      return csv;
    },
    kill: () => void worker.terminate(),
  };
}

function isOf<Kind extends Told['kind']>(kind: Kind, told: Told): told is Extract<Told, { kind: Kind }> {
  return told.kind === kind;
}

/** Makes changes of one collection in another. */
function make(changes: readonly Change[], collection: Collection): void {
  for (const change of changes) {
    if ('put' in change) collection.put(change.put);
    else if ('remove' in change) collection.remove(change.remove);
    else collection.clear();
  }
}

/** What a learning thread does: it learns day after day, as far ahead as it is allowed to. */
export function serveLearning(port: MessagePort, lessons: Lessons): void {
  let allowed = 0;
  let wake: () => void = () => undefined;
  port.on('message', () => {
    allowed++;
    wake();
  });
  const allowance = async (): Promise<void> => {
    while (allowed === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    allowed--;
  };
  const tell = (told: Told): void => {
    port.postMessage(told);
  };

  void learnAll(lessons, allowance, tell).catch((error: unknown) => {
    if (!(error instanceof SplError)) throw error;
    tell({ kind: 'failed', message: error.message, place: error.place });
  });
}

async function learnAll(lessons: Lessons, allowance: () => Promise<void>, tell: (told: Told) => void): Promise<void> {
  const warnings: string[] = [];
  const collections = unflushed(collectionsIn(lessons.folders.collections));
  const learner = learnerOf(lessons, {
    collections,
    factsAsked,
    warn: (message) => warnings.push(message),
    engineOf: createEngine,
  });
  let changes: Change[] = [];
  collections.open(baselineTable, columnsOf(lessons.app, baselineTable)).listen((change) => changes.push(change));
  const taken = (): readonly Change[] => {
    const all = changes;
    changes = [];
    return all;
  };
  try {
    await learner.begin();
    tell({ kind: 'begun', changes: taken() });
    for (const day of lessons.days) {
      await allowance();
      const rows = await learner.before(day);
      tell({ kind: 'before', rows, changes: taken() });
      await learner.learn(day);
      tell({ kind: 'learned', changes: taken() });
    }
    tell({ kind: 'end', csv: await learner.end(), warnings });
  } finally {
    learner.kill();
  }
}
