import type { Worker } from 'node:worker_threads';
import type { Answer, Asked } from './asked';
import type { Told, Wish } from './searching';

/** Searches that are run elsewhere; equal ones once, as long as no table was changed. */
export interface Searches {
  /** The answer; `signal` says that nobody waits for it any more. */
  run(asked: Asked, signal: AbortSignal): Promise<Answer>;
  /** Ends the thread; when it has ended it writes nothing any more. */
  end(): Promise<void>;
}

interface Running {
  readonly answer: Promise<Answer>;
  waiting: number;
  readonly cancel: () => void;
}

const mostKept = 200;
const ended: Answer = { error: 'The thread that runs searches has ended; start the page again.', wrote: false };

/** Has a thread run searches that runs `serveSearching`. */
export function searchesIn(worker: Worker): Searches {
  const asked = new Map<number, (answer: Answer) => void>();
  const kept = new Map<string, Running>();
  let count = 0;
  let isOver = false;
  const tell = (wish: Wish): void => {
    worker.postMessage(wish);
  };
  const giveUp = (): void => {
    isOver = true;
    for (const resolve of asked.values()) resolve(ended);
    asked.clear();
  };
  worker.on('message', ({ run, answer }: Told) => {
    asked.get(run)?.(answer);
    asked.delete(run);
  });
  worker.on('error', giveUp);
  worker.on('exit', giveUp);

  const start = (what: Asked, key: string): Running => {
    const run = ++count;
    const answer = new Promise<Answer>((resolve) => {
      if (isOver) resolve(ended);
      else asked.set(run, resolve);
    }).then((given) => {
      // What was read before tables changed is not true any more.
      if (given.wrote) kept.clear();
      else if ('error' in given) kept.delete(key);
      return given;
    });
    const cancel = (): void => {
      kept.delete(key);
      tell({ cancel: run });
    };
    if (!isOver) tell({ run, asked: what });
    return { answer, waiting: 0, cancel };
  };

  return {
    async run(what, signal) {
      const key = JSON.stringify([what.spl, what.savedSearch, what.then, what.earliest, what.latest]);
      const running = kept.get(key) ?? start(what, key);
      kept.set(key, running);
      for (const oldest of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(oldest);
      }
      running.waiting += 1;
      let isDone = false;
      const leave = (): void => {
        running.waiting -= 1;
        if (running.waiting === 0 && !isDone) running.cancel();
      };
      signal.addEventListener('abort', leave, { once: true });
      const answer = await running.answer;
      isDone = true;
      signal.removeEventListener('abort', leave);
      if (!signal.aborted) running.waiting -= 1;
      return answer;
    },
    end: async () => {
      await worker.terminate();
    },
  };
}
