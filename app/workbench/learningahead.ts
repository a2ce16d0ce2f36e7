import type { MessagePort, Worker } from 'node:worker_threads';
import { collectionsIn, createEngine, SplError, type Place } from '../spl';
import { factsAsked } from './asked';
import { learnerOf, type Learner, type Lessons } from './learner';
import { unflushed } from './tables';

/*
 * What is learned of a day does not depend on what is hunted in it. So where the searches share no table (see `learnsApart`) one
 * thread learns and lets the judge know how the baseline stands before each day, while another hunts, some days behind:
 *
 *     learning   | 1 | 2 | 3 | 4 | 5 | 6 | ...
 *                 \   \   \   \
 *     hunting      |  1  |  2  |  3  | ...
 */

/** How many days it may be ahead: what the judges are to see waits in memory. */
const mostAhead = 8;

type Told =
  | { readonly kind: 'before'; readonly rows: readonly string[][] | undefined }
  | { readonly kind: 'end'; readonly csv: string; readonly warnings: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string; readonly place: Place };

/** A learner that runs ahead in a thread, which runs `serveLearning`. */
export function learnerIn(worker: Worker, warn: (message: string) => void): Learner {
  const told: Told[] = [];
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  worker.on('message', (one: Told) => {
    told.push(one);
    wake();
  });
  worker.on('error', (error: Error) => {
    failure = error;
    wake();
  });

  const next = async (): Promise<Exclude<Told, { kind: 'failed' }>> => {
    for (;;) {
      const one = told.shift();
      if (one?.kind === 'failed') throw new SplError(one.message, one.place);
      if (one !== undefined) return one;
      if (failure !== undefined) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  return {
    begin() {
      for (let day = 0; day < mostAhead; day++) worker.postMessage('a day more');
      return Promise.resolve();
    },
    async before() {
      const one = await next();
      worker.postMessage('a day more');
      return one.kind === 'before' ? one.rows : undefined;
    },
    seen: () => undefined,
    learn: () => Promise.resolve(),
    async end() {
      const last = await next();
      if (last.kind !== 'end') throw new Error('The learning thread had more days than there are.');
      last.warnings.forEach(warn);
      return last.csv;
    },
    kill: () => void worker.terminate(),
  };
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
  const learner = learnerOf(lessons, {
    collections: unflushed(collectionsIn(lessons.folders.collections)),
    factsAsked,
    warn: (message) => warnings.push(message),
    engineOf: createEngine,
  });
  try {
    await learner.begin();
    for (const day of lessons.days) {
      await allowance();
      tell({ kind: 'before', rows: await learner.before(day) });
      await learner.learn(day);
    }
    tell({ kind: 'end', csv: await learner.end(), warnings });
  } finally {
    learner.kill();
  }
}
