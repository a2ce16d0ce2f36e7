import type { AppConf, Collection, Collections } from '../../../app/spl';
import { documentsOf, serveKvStore } from '../../../app/workbench/kvstore';
import type { KvServer } from '../../../app/workbench/kvstore';

/** Serves the collections of an app over the KV Store's REST, as the local run does. */
export function servedOver(app: AppConf, collections: Collections): Promise<KvServer> {
  const fieldsOf = (table: string): string[] =>
    (app.transforms.get(table)?.get('fields_list') ?? '').split(',').map((field) => field.trim());
  const open = (table: string): Collection => collections.open(table, fieldsOf(table));
  return serveKvStore({ app: app.id, documents: documentsOf(app, open) });
}
