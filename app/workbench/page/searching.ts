import { writeFileSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import {
  collectionsIn,
  createEngine,
  SplError,
  type AppConf,
  type Collection,
  type Collections,
  type Row,
} from '../../spl';
import { installedCountries } from '../countries/installed';
import { eventsOf } from '../events';
import type { EventFile } from '../files';
import { ingest } from '../ingest';
import { documentsOf, serveKvStore } from '../kvstore';
import { columnsOf } from '../learner';
import { reasonOf } from '../reason';
import { Spool } from '../spool';
import type { Answer, Asked } from './asked';
import { Columns, fieldsNamedIn } from './columns';
import { boundOf } from './times';

/** What the thread that runs the page's searches must know; plain data. */
export interface Searching {
  readonly app: AppConf;
  /** A folder of the page's own, with the tables in it. */
  readonly tables: string;
  /** The user's work folder, where tables that a search changed are written too. */
  readonly work: string | undefined;
  /** Where the events are sorted by day, once a search asks for them. */
  readonly events: string;
  readonly files: readonly EventFile[];
  /** Epoch seconds; which events count, `latest` exclusive. */
  readonly earliest: number;
  readonly latest: number;
  /** Epoch seconds of the newest event: what searches take for now. */
  readonly now: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The packages that the page is made of, among which may be a table of countries by address. */
  readonly modules: string;
}

/** What the thread hears. */
export type Wish = { readonly run: number; readonly asked: Asked } | { readonly cancel: number };
/** What it says. */
export interface Told {
  readonly run: number;
  readonly answer: Answer;
}

/** What a searching thread does: it runs what it is asked for, several at a time, until it is cancelled. */
export function serveSearching(port: MessagePort, searching: Searching): void {
  const stopped = new Set<number>();
  const searcher = searcherOf(searching);
  port.on('message', (wish: Wish) => {
    if ('cancel' in wish) {
      stopped.add(wish.cancel);
      return;
    }
    const { run } = wish;
    void searcher(wish.asked, () => stopped.has(run)).then((answer) => {
      stopped.delete(run);
      const told: Told = { run, answer };
      port.postMessage(told);
    });
  });
}

/** Runs one search after the other or at once; its answer is an error's sentence when it cannot be run. */
export function searcherOf(searching: Searching): (asked: Asked, stopped: () => boolean) => Promise<Answer> {
  const { app, now, environment } = searching;
  const collections = keptIn(searching.tables, searching.work);
  const country = installedCountries(searching.modules);
  const events = once(() => readEvents(searching));
  const splunkd = once(() => {
    const open = (table: string): Collection => collections.open(table, columnsOf(app, table));
    return serveKvStore({ app: app.id, documents: documentsOf(app, open) });
  });

  return async (asked, stopped) => {
    const warnings = new Set<string>();
    const columns = new Columns(fieldsNamedIn(asked.spl ?? ''));
    const written = collections.written();
    try {
      const engine = createEngine({
        app,
        events: {
          async *scan(range, terms) {
            yield* (await events()).scan(range, terms);
          },
        },
        collections,
        environment,
        splunkd: await splunkd(),
        user: 'admin',
        country,
        warn: (message) => warnings.add(message),
      });
      const range = { earliest: boundOf(asked.earliest, now, 0), latest: boundOf(asked.latest, now, Infinity) };
      const isTimed = asked.earliest !== undefined || asked.latest !== undefined;
      const rows: AsyncIterable<Row[]> =
        asked.savedSearch === undefined
          ? engine.run(asked.spl ?? '', { now, ...range })
          : engine.runSavedSearch(asked.savedSearch, { now, ...(isTimed ? range : {}) });
      for await (const batch of rows) {
        if (stopped()) return { error: 'The search was cancelled.' };
        columns.add(batch);
        // Others want their turn, and a cancellation its hearing.
        await new Promise((resolve) => setImmediate(resolve));
      }
      collections.flush();
      return { ...columns.found(), warnings: [...warnings], wrote: collections.written() > written };
    } catch (error) {
      if (error instanceof SplError) return { error: error.message };
      return { error: `The search failed: ${reasonOf(error)}.` };
    }
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** The hunt keeps only records that its searches need; here any may be asked for, so all are read again. */
async function readEvents({ events, files, earliest, latest }: Searching) {
  const spool = new Spool(events);
  await ingest(files, { spool, earliest, latest, problem: () => undefined, progress: () => undefined });
  return eventsOf(
    spool,
    files.map((file) => file.path),
  );
}

/** Collections of a folder, copied to the work folder as they are written; `written` counts the writes. */
function keptIn(folder: string, work: string | undefined): Collections & { written(): number } {
  const inner = collectionsIn(folder);
  const opened = new Set<Collection>();
  let writes = 0;
  return {
    open(name, fields) {
      const collection = inner.open(name, fields);
      opened.add(collection);
      return collection;
    },
    flush() {
      const changed = [...opened].filter((collection) => collection.changed);
      inner.flush();
      writes += changed.length;
      if (work === undefined) return;
      for (const { name } of changed) {
        const beside = path.join(work, `.${name}.csv.${process.pid}.tmp`);
        writeFileSync(beside, readFileSync(path.join(folder, `${name}.csv`)));
        renameSync(beside, path.join(work, `${name}.csv`));
      }
    },
    written: () => writes,
  };
}
