import { writeFileSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import {
  collectionsIn,
  createEngine,
  keptProcesses,
  SplError,
  startProcess,
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
import { columnsOf, keptCommands } from '../learner';
import { reasonOf } from '../reason';
import { Spool } from '../spool';
import type { Answer, Asked } from './asked';
import { Bases, copiesOf, type Base, type Stopped } from './bases';
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
    void searcher
      .answer(wish.asked, () => stopped.has(run))
      .then((answer) => {
        stopped.delete(run);
        const told: Told = { run, answer };
        port.postMessage(told);
      });
  });
}

export interface Searcher {
  /** What a search gives; an error's sentence when it cannot be run. */
  answer(asked: Asked, stopped: Stopped): Promise<Answer>;
  end(): Promise<void>;
}

/** Runs one search after the other or at once. */
export function searcherOf(searching: Searching): Searcher {
  const { app, now, environment } = searching;
  const collections = keptIn(searching.tables, searching.work);
  const country = installedCountries(searching.modules);
  const events = once(() => readEvents(searching));
  const splunkd = once(() => {
    const open = (table: string): Collection => collections.open(table, columnsOf(app, table));
    return serveKvStore({ app: app.id, documents: documentsOf(app, open) });
  });
  const bases = new Bases();
  const commands = keptProcesses(startProcess, keptCommands);

  /** Gives each batch of a search's rows to `take`; another search that it goes on from is run once for all that do. */
  const run = async (asked: Asked, warnings: Set<string>, stopped: Stopped, take: Take): Promise<void> => {
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
      startProcess: commands.start,
      user: 'admin',
      country,
      warn: (message) => warnings.add(message),
    });
    const range = { earliest: boundOf(asked.earliest, now, 0), latest: boundOf(asked.latest, now, Infinity) };
    const isTimed = asked.earliest !== undefined || asked.latest !== undefined;
    const last = asked.then?.at(-1);
    let rows: AsyncIterable<Row[]>;
    if (last !== undefined) {
      const base = await baseOf({ ...asked, then: asked.then?.slice(0, -1) }, stopped);
      for (const warning of base.warnings) warnings.add(warning);
      rows = engine.goOn(copiesOf(base.rows), last, { now, ...range });
    } else if (asked.savedSearch === undefined) rows = engine.run(asked.spl ?? '', { now, ...range });
    else rows = engine.runSavedSearch(asked.savedSearch, { now, ...(isTimed ? range : {}) });
    for await (const batch of rows) {
      if (stopped()) throw new Cancelled();
      take(batch);
      // Others want their turn, and a cancellation its hearing.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  const baseOf = (asked: Asked, stopped: Stopped): Promise<Base> =>
    bases.take(JSON.stringify(asked), stopped, (isLeft) => gathered(asked, isLeft));

  const gathered = async (asked: Asked, stopped: Stopped): Promise<Base> => {
    const rows: Row[] = [];
    const warnings = new Set<string>();
    await run(asked, warnings, stopped, (batch) => {
      for (const row of batch) rows.push(row);
    });
    return { rows, warnings: [...warnings] };
  };

  const answer = async (asked: Asked, stopped: Stopped): Promise<Answer> => {
    const warnings = new Set<string>();
    const columns = new Columns(fieldsNamedIn(asked.then?.at(-1) ?? asked.spl ?? ''));
    const written = collections.written();
    try {
      if (asked.then?.length === 0) {
        const base = await baseOf(asked, stopped);
        columns.add(base.rows);
        for (const warning of base.warnings) warnings.add(warning);
      } else {
        await run(asked, warnings, stopped, (batch) => {
          columns.add(batch);
        });
      }
      collections.flush();
      const wrote = collections.written() > written;
      if (wrote) bases.clear();
      return { ...columns.found(), warnings: [...warnings], wrote };
    } catch (error) {
      if (error instanceof Cancelled) return { error: 'The search was cancelled.' };
      if (error instanceof SplError) return { error: error.message };
      return { error: `The search failed: ${reasonOf(error)}.` };
    }
  };
  const end = async (): Promise<void> => {
    commands.kill();
    await (await splunkd()).close();
  };
  return { answer, end };
}

type Take = (batch: Row[]) => void;

class Cancelled extends Error {}

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
