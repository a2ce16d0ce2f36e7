import { readApp } from '../../../app/spl/conf/app';
import { createEngine, type Engine } from '../../../app/spl/engine';
import { eventsInMemory, type Event } from '../../../app/spl/runtime/source';
import { collectionsIn } from '../../../app/spl/tables/collections';
import type { Row } from '../../../app/spl/value';
import { temporaryFolder, type Fields } from '../commands/running';
import { appWithPeer } from '../tables/apps';

export const now = Date.UTC(2026, 2, 3, 12) / 1000;
export const day = 86_400;

/** An event of `index=trail sourcetype=test`, `age` seconds before now. */
export function event(raw: string, age = 60, other: Partial<Event> = {}): Event {
  return { raw, time: now - age, source: 'file', sourcetype: 'test', index: 'trail', host: 'here', ...other };
}

export interface Running {
  readonly engine: Engine;
  /** All rows of a search over all time. */
  readonly run: (spl: string, tokens?: Record<string, string>) => Promise<Fields[]>;
}

/** An engine over an app with the test's command and these conf files, run by a user where one is named. */
export function engineWith(events: readonly Event[] = [], files: Record<string, string> = {}, user?: string): Running {
  const engine = createEngine({
    app: readApp(appWithPeer(files)),
    events: eventsInMemory(events),
    collections: collectionsIn(temporaryFolder()),
    ...(user === undefined ? {} : { user }),
  });
  return {
    engine,
    run: (spl, tokens = {}) =>
      rowsOf(engine.run(spl, { now, earliest: 0, latest: Infinity, tokens: new Map(Object.entries(tokens)) })),
  };
}

export async function rowsOf(batches: AsyncIterable<Row[]>): Promise<Fields[]> {
  const rows: Fields[] = [];
  for await (const batch of batches) for (const row of batch) rows.push(Object.fromEntries(row));
  return rows;
}
