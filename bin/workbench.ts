import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { keepMemoryOfThreadsSmall, keepMemorySmall, main, serve, type Work } from '../app/workbench';

const program = fileURLToPath(import.meta.url);

/** This program again, in a thread that does some work. */
function thread(work: Work): Worker {
  // What one record leaves behind in a reading thread is soon garbage.
  if (work.kind === 'read')
    return new Worker(program, { workerData: work, resourceLimits: { maxYoungGenerationSizeMb: 4 } });
  keepMemoryOfThreadsSmall();
  return new Worker(program, { workerData: work });
}

/** The program as a person starts it. */
function start(): void {
  keepMemorySmall();
  const undone: (() => void)[] = [];
  process.on('exit', () => {
    for (const undo of undone.splice(0)) undo();
  });
  let enough: (() => void) | undefined;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      if (enough === undefined || signal !== 'SIGINT') process.exit(code);
      enough();
    });
  }
  // A reader that has seen enough, such as head, is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  process.stderr.on('error', () => undefined);

  void main(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    // The program lies in build/ or bin/, both in the project's folder.
    project: path.dirname(path.dirname(program)),
    thread,
    enough: () =>
      new Promise((resolve) => {
        enough = resolve;
      }),
    atExit: (undo) => undone.push(undo),
  }).then((code) => {
    process.exitCode = code;
  });
}

if (parentPort === null) start();
else serve(parentPort, workerData as Work);
