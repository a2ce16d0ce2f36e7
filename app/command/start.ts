/** The crossaccount command: its options, what it asks for, and when it loads its tables. */
import type { Tables } from '../baseline';
import type { Report, Row, RowProcessor, Started } from '../protocol';
import type { Splunkd } from '../splunk';
import { COLUMNS, Values } from './columns';
import { parseOptions } from './options';
import type { Options } from './options';
import { enricher } from './pipeline';
import type { Enrich } from './pipeline';
import { preparer } from './prepare';
import { readStoredTables } from './storedtables';
import { readTables } from './tables';

/**
 * Starts the command for one search. The tables are read once, before the first row: splunkd starts several processes for one
 * search that are asked for their options only.
 *
 * @param lookups - the folder of the CSV tables
 * @param splunkd - where the tables of `baseline=kvstore` are
 */
export function start(args: readonly string[], lookups: string, splunkd: Splunkd = NOWHERE): Started {
  const parsed = parseOptions(args);
  if ('error' in parsed) return parsed;
  const { options } = parsed;
  return {
    type: options.distributed ? 'streaming' : 'stateful',
    requiredFields: options.allFields ? ['*'] : ['_raw', '_time'],
    columns: COLUMNS,
    open: async (report) => {
      const { tables, prepare } = await openTables(options, lookups, splunkd);
      const enrich = enricher(options, tables, report);
      const values = new Values();
      const process = (row: Row): Values['list'] => {
        values.clear();
        guarded(row, values, enrich, report);
        return values.list;
      };
      return prepare === undefined ? process : Object.assign(process, { prepare });
    },
  };
}

const NOWHERE: Splunkd = { uri: '', sessionKey: '' };

interface Opened {
  readonly tables: Tables | undefined;
  readonly prepare?: NonNullable<RowProcessor['prepare']>;
}

async function openTables({ baseline }: Options, lookups: string, splunkd: Splunkd): Promise<Opened> {
  switch (baseline) {
    case 'none':
      return { tables: undefined };
    case 'csv':
      return { tables: readTables(lookups) };
    case 'kvstore': {
      const { tables, askFor } = await readStoredTables(splunkd);
      return askFor === undefined ? { tables } : { tables, prepare: preparer(askFor) };
    }
  }
}

/** A fault of ours costs a row its enrichment too, and nothing else; the user is told once. */
function guarded(row: Row, values: Values, enrich: Enrich, report: Report): void {
  try {
    enrich(row, values);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report(
      'WARN',
      "crossaccount failed on some records; xa_error says why. Please report one to the app's maintainers.",
    );
    values.clear();
    values.set('xa_error', `The record could not be enriched: ${reason}.`);
  }
}
