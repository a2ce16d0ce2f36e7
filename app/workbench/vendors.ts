import { collectionsIn, createEngine, eventsInMemory, type AppConf } from '../spl';
import type { Folders } from './folders';

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
}
