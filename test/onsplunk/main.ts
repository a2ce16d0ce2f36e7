import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { SplunkError } from '../../app/splunk/error';
import { readApp } from '../../app/spl';
import { logIn } from './client';
import type { Credentials } from './client';
import { localEngine } from './local';
import { scratchIndex } from './plan';
import { recordsBelow } from './records';
import { tryOut } from './run';

const root = path.join(import.meta.dirname, '../..');

const usage = `Usage: npm run test:splunk -- https://HOST:8089 [--ca FILE]

Loads the sample into an index of its own, runs every search there and in the local engine, and says where they differ. The app
must be installed there, and its tables must be empty; index, rows and jobs are removed again.

  --ca FILE   a certificate (PEM) to trust beside those of the system, splunkd's own say

Credentials: SPLUNK_TOKEN, or SPLUNK_USERNAME and SPLUNK_PASSWORD, in the environment; otherwise they are asked for.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { ca: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [uri, ...more] = positionals;
  if (values.help === true || uri === undefined || more.length > 0) {
    console.error(usage);
    return 2;
  }
  const abort = new AbortController();
  process.once('SIGINT', () => {
    console.error('Ending; what was made there is removed. Once more ends at once.');
    abort.abort();
  });
  const ca = values.ca === undefined ? undefined : readFileSync(values.ca, 'utf8');
  const client = await logIn(uri, await credentials(), ca);
  const folder = mkdtempSync(path.join(tmpdir(), 'crossaccount-splunk-'));
  try {
    const app = readApp(path.join(root, 'build/aws_cross_account_activity'));
    const index = scratchIndex(randomBytes(4).toString('hex'));
    const events = recordsBelow(path.join(root, 'examples'), index);
    const local = await localEngine(app, events, folder);
    try {
      const { version } = z
        .object({ version: z.string() })
        .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
      const say = (line: string): void => {
        process.stdout.write(`${printable(line)}\n`);
      };
      const now = (): number => Math.floor(Date.now() / 1000);
      const trial = { client, local, app, version, index, events, say, now, signal: abort.signal };
      return (await tryOut(trial)) > 0 ? 1 : 0;
    } finally {
      await local.close();
    }
  } finally {
    client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Never from the command line, which others on the machine can read. */
async function credentials(): Promise<Credentials> {
  const { SPLUNK_TOKEN: token, SPLUNK_USERNAME: username, SPLUNK_PASSWORD: password } = process.env;
  if (token !== undefined) return { token };
  if (username !== undefined && password !== undefined) return { username, password };
  if (!process.stdin.isTTY) {
    throw new SplunkError('Set SPLUNK_TOKEN, or SPLUNK_USERNAME and SPLUNK_PASSWORD: there is nobody to ask here.');
  }
  const name = username ?? (await asked('Splunk user: ', process.stderr));
  process.stderr.write('Password (not shown): ');
  const secret = await asked(
    '',
    new Writable({
      write: (_piece, _encoding, done) => {
        done();
      },
    }),
  );
  process.stderr.write('\n');
  return { username: name, password: secret };
}

async function asked(question: string, output: NodeJS.WritableStream): Promise<string> {
  const asking = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return await asking.question(question);
  } finally {
    asking.close();
  }
}

/** Names in the records may hold what a terminal obeys. */
const printable = (line: string): string => line.replace(/[^\P{Cc}\t]/gu, '?');

process.exitCode = await main().catch((error: unknown) => {
  if (error instanceof Error && error.name === 'AbortError') return 130;
  if (!(error instanceof SplunkError || (error instanceof Error && 'code' in error))) throw error;
  console.error(error.message);
  return 2;
});
