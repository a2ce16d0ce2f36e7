import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { SplunkError } from '../../app/splunk/error';
import type { AppConf, Event } from '../../app/spl';
import { APP, RefusedError } from './client';
import type { Client } from './client';
import type { Cells } from './compare';
import { differences } from './compare';
import type { Local } from './local';
import { planOf, tablesOf } from './plan';
import type { Planned } from './plan';

export interface Trial {
  readonly client: Client;
  readonly local: Local;
  readonly app: AppConf;
  readonly version: string;
  readonly index: string;
  readonly events: readonly Event[];
  readonly say: (line: string) => void;
  /** Ends the run early; what was made is removed all the same. */
  readonly signal: AbortSignal;
  /** Epoch seconds, as splunkd's clock has them. */
  readonly now: () => number;
  /** Milliseconds between two looks at a job. */
  readonly pause?: number;
}

const jobsPath = 'search/v2/jobs';
const PAGE = 10_000;
const PATIENCE = 300_000;

/**
 * Runs every search there and here and says where the results differ; removes the index, the tables' rows and the jobs that it made.
 * @returns how many searches differ
 * @throws SplunkError when the instance is not fit for it, or stops answering
 */
export async function tryOut(trial: Trial): Promise<number> {
  const { client, say, app, index } = trial;
  await checkFit(trial);
  const undo: (() => Promise<unknown>)[] = [];
  try {
    undo.push(() => client.send('DELETE', `/services/data/indexes/${index}`));
    await client.send('POST', '/services/data/indexes', { name: index });
    for (const table of tablesOf(app)) undo.push(() => client.send('DELETE', `storage/collections/data/${table}`));
    await load(trial);
    return await compareAll(trial);
  } finally {
    for (const step of undo.reverse()) {
      await step().catch((error: unknown) => {
        // A run that was ended early may not have made it yet.
        if (error instanceof RefusedError && error.status === 404) return;
        say(`Not removed: ${error instanceof Error ? error.message : String(error)}`);
      });
    }
    say(`Removed the index ${index} and the rows of the tables.`);
  }
}

const appSchema = z.object({ entry: z.tuple([z.object({ content: z.object({ version: z.string() }) })]) });

/** Nothing is installed, and no table that somebody uses is touched. */
async function checkFit({ client, app, version }: Trial): Promise<void> {
  const answer = await client.send('GET', `/services/apps/local/${APP}`).catch((error: unknown) => {
    if (!(error instanceof RefusedError) || error.status !== 404) throw error;
    throw new SplunkError(`The app is not installed there: make it with npm run package, and install it from dist/.`);
  });
  const installed = appSchema.parse(answer).entry[0].content.version;
  if (installed !== version) {
    throw new SplunkError(
      `Version ${installed} of the app is installed there and this is ${version}: install this one.`,
    );
  }
  for (const table of tablesOf(app)) {
    const rows = z
      .array(z.unknown())
      .parse(await client.send('GET', `storage/collections/data/${table}`, { limit: 1 }));
    if (rows.length > 0) {
      throw new SplunkError(
        `The table ${table} has rows there: this test needs an instance whose tables nobody uses yet.`,
      );
    }
  }
}

async function load(trial: Trial): Promise<void> {
  const { client, events, index, say, signal, pause = 500 } = trial;
  for (const { raw, source, sourcetype, host } of events) {
    signal.throwIfAborted();
    await client.send('POST', '/services/receivers/simple', { index, source, sourcetype, host }, raw);
  }
  const counting = { name: 'count', spl: `index=${index} | stats count`, range: [0, 4_000_000_000] as const };
  const end = Date.now() + PATIENCE;
  for (;;) {
    const [row] = await resultsOf(trial, counting);
    if (String(row?.count) === String(events.length)) break;
    if (Date.now() > end)
      throw new SplunkError(`Of ${events.length} records ${String(row?.count)} were indexed in time.`);
    await sleep(pause, undefined, { signal });
  }
  say(`Loaded ${events.length} records into the index ${index}.`);
}

async function compareAll(trial: Trial): Promise<number> {
  const { app, events, index, local, say, signal } = trial;
  const { searches, left } = planOf(
    app,
    index,
    events.map(({ time }) => time),
  );
  let differing = 0;
  for (const search of searches) {
    signal.throwIfAborted();
    const now = trial.now();
    let rows = 'no';
    const lines = await resultsOf(trial, search).then(
      async (there) => {
        rows = String(there.length);
        return differences(there, await local.rows(search, now));
      },
      (error: unknown) => {
        if (signal.aborted || !(error instanceof SplunkError)) throw error;
        return [error.message];
      },
    );
    if (lines.length > 0) differing += 1;
    say(`${lines.length === 0 ? 'same     ' : 'DIFFERENT'} ${search.name} (${rows} rows)`);
    for (const line of lines) say(`          ${line}`);
  }
  for (const name of left) say(`not run   ${name}: it waits for a token`);
  say(
    differing === 0 ? `All ${searches.length} searches agree.` : `${differing} of ${searches.length} searches differ.`,
  );
  return differing;
}

const sidSchema = z.object({ sid: z.string() });
const jobSchema = z.object({
  entry: z.tuple([
    z.object({
      content: z.object({
        isDone: z.boolean(),
        isFailed: z.boolean(),
        messages: z.array(z.object({ type: z.string(), text: z.string() })).default([]),
      }),
    }),
  ]),
});
const resultsSchema = z.object({ results: z.array(z.record(z.string(), z.unknown())) });

/** Runs a search as a job of its own, which is removed whatever happens. */
async function resultsOf({ client, signal, pause = 500 }: Trial, { spl, range }: Planned): Promise<Cells[]> {
  const search = spl.trimStart().startsWith('|') ? spl : `search ${spl}`;
  const times = { earliest_time: range[0], latest_time: range[1], exec_mode: 'normal' };
  const { sid } = sidSchema.parse(await client.send('POST', jobsPath, { search, ...times }));
  const job = `${jobsPath}/${encodeURIComponent(sid)}`;
  try {
    for (;;) {
      const { isDone, isFailed, messages } = jobSchema.parse(await client.send('GET', job)).entry[0].content;
      const errors = messages.filter(({ type }) => /^(ERROR|FATAL)$/i.test(type)).map(({ text }) => text);
      if (isFailed || (isDone && errors.length > 0)) throw new SplunkError(`it failed there: ${errors.join(' ')}`);
      if (isDone) break;
      await sleep(pause, undefined, { signal });
    }
    const rows: Cells[] = [];
    for (;;) {
      const page = await client.send('GET', `${job}/results`, { count: PAGE, offset: rows.length });
      const { results } = page === undefined ? { results: [] } : resultsSchema.parse(page);
      rows.push(...results);
      if (results.length < PAGE) return rows;
    }
  } finally {
    await client.send('DELETE', job).catch(() => undefined);
  }
}
