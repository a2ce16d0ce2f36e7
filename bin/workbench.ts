import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { main, serve, type Work } from '../app/workbench';

const program = fileURLToPath(import.meta.url);

/** What one record leaves behind in a reading thread is soon garbage. */
const limits = { read: { maxYoungGenerationSizeMb: 4 }, learn: {} };

/** The program as a person starts it. */
function start(): void {
  // On a machine with much memory V8 would let the heap grow to several times of what is in use.
  setFlagsFromString('--heap-growing-percent=30');
  const undone: (() => void)[] = [];
  process.on('exit', () => {
    for (const undo of undone.splice(0)) undo();
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => process.exit(code));
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
    thread: (work) => new Worker(program, { workerData: work, resourceLimits: limits[work.kind] }),
    atExit: (undo) => undone.push(undo),
  }).then((code) => {
    process.exitCode = code;
  });
}

if (parentPort === null) start();
else serve(parentPort, workerData as Work);
