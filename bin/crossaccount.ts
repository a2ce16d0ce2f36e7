/** What the launcher starts: the crossaccount command over standard input and output. */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from '../app/command';
import { serve } from '../app/protocol';

/** On indexers the app runs from the knowledge bundle, so its tables are found from the program's own place. */
const program = fileURLToPath(import.meta.url);
const lookups = process.env.CROSSACCOUNT_LOOKUPS ?? resolve(dirname(program), '..', 'lookups');

process.once('SIGTERM', () => {
  process.exit(0);
});

void serve(process.stdin, process.stdout, ({ args, splunkdUri = '', sessionKey = '' }) =>
  start(args, lookups, { uri: splunkdUri, sessionKey }),
).then((code) => {
  process.exitCode = code;
});
