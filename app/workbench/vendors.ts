import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { collectionsIn, createEngine, eventsInMemory, type AppConf } from '../spl';
import type { Folders } from './folders';
import { vendorsTable } from './handed';

const seedSearch = 'CrossAccount - baseline seed vendors - Baseline';

/**
 * Merges the shipped list of vendors into the run's own table, as the search does that an admin enables on Splunk: rows that were
 * handed in stay as they are. The work folder's table is left alone.
 * @throws SplError when the search cannot be run
 */
export async function seedVendors(app: AppConf, folders: Folders): Promise<void> {
  const collections = collectionsIn(folders.collections);
  const engine = createEngine({ app, events: eventsInMemory([]), collections });
  const rows = engine.runSavedSearch(seedSearch, { now: 0 })[Symbol.asyncIterator]();
  while ((await rows.next()).done !== true);
  collections.flush();
  const table = `${vendorsTable}.csv`;
  const seeded = path.join(folders.collections, table);
  if (existsSync(seeded)) copyFileSync(seeded, path.join(folders.lookups, table));
}
