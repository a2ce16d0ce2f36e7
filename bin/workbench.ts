import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../app/workbench';

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

// The program lies in build/ or bin/, both in the project's folder.
const here = path.dirname(fileURLToPath(import.meta.url));

void main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  project: path.dirname(here),
  atExit: (undo) => undone.push(undo),
}).then((code) => {
  process.exitCode = code;
});
