/** Reads lists of accounts into the tables of a work folder. */
import { fileURLToPath } from 'node:url';
import { importAccounts } from '../app/workbench/import';

const undone: (() => void)[] = [];
process.on('exit', () => {
  for (const undo of undone.splice(0)) undo();
});

process.exitCode = importAccounts(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  project: fileURLToPath(new URL('..', import.meta.url)),
  atExit: (undo) => undone.push(undo),
});
