import { Collection, type AppConf, type Collections } from '../spl';
import { documentsOf, serveKvStore, type KvServer } from './kvstore';
import { baselineColumns, baselineTable } from './layers';

/** What the command asks while days are replayed: the run's collections, but of the baseline what the judge is to see of it. */
export interface JudgeStore {
  /** Where the command finds it, and the key that lets it in. */
  readonly splunkd: Pick<KvServer, 'uri' | 'sessionKey'>;
  /** Lets the judge see these rows of `baselineColumns`, and no others. */
  show(rows: readonly (readonly string[])[]): void;
  /** Ends it. */
  close(): Promise<void>;
}

/**
 * Serves the tables of a run on this machine.
 * @param fieldsOf - the columns of a table, as its lookup definition has them
 */
export async function openJudgeStore(
  app: AppConf,
  collections: Collections,
  fieldsOf: (table: string) => readonly string[],
): Promise<JudgeStore> {
  let shown = new Collection(baselineTable, baselineColumns);
  const open = (table: string): Collection =>
    table === baselineTable ? shown : collections.open(table, fieldsOf(table));
  const server = await serveKvStore({ app: app.id, documents: documentsOf(app, open) });
  return {
    splunkd: server,
    show(rows) {
      shown = new Collection(baselineTable, baselineColumns);
      shown.load(rows);
    },
    close: () => server.close(),
  };
}
