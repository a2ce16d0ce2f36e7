import { collectionsIn, createEngine, eventsInMemory } from '../../app/spl';
import type { AppConf, Event, Row } from '../../app/spl';
import { servedOver } from '../workbench/kvstore/serving';
import type { Cells } from './compare';
import type { Planned } from './plan';

/** The local engine with tables of its own, which are kept from search to search. */
export interface Local {
  rows(search: Planned, now: number): Promise<Cells[]>;
  close(): Promise<void>;
}

/** @param folder an empty one for the tables */
export async function localEngine(app: AppConf, events: readonly Event[], folder: string): Promise<Local> {
  const collections = collectionsIn(folder);
  const splunkd = await servedOver(app, collections);
  const engine = createEngine({
    app,
    events: eventsInMemory([...events]),
    collections,
    environment: { CROSSACCOUNT_NODE: process.execPath },
    splunkd,
    user: 'nobody',
  });
  return {
    async rows({ spl, range: [earliest, latest] }, now) {
      const rows: Cells[] = [];
      for await (const batch of engine.run(spl, { now, earliest, latest })) rows.push(...batch.map(cellsOf));
      return rows;
    },
    close: () => splunkd.close(),
  };
}

export function cellsOf(row: Row): Cells {
  return Object.fromEntries(
    Array.from(row, ([column, value]) => [column, typeof value === 'object' ? value.map(String) : String(value)]),
  );
}
