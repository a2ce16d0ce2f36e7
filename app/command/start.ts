/** The crossaccount command: its options, what it asks for, and when it loads its tables. */
import type { Report, Row, Started } from '../protocol';
import { COLUMNS, Values } from './columns';
import { parseOptions } from './options';
import { enricher } from './pipeline';
import type { Enrich } from './pipeline';
import { readTables } from './tables';

/**
 * Starts the command for one search. The tables are read once, before the first row: splunkd starts several processes for one
 * search that are asked for their options only.
 *
 * @param lookups - the folder of the CSV tables
 */
export function start(args: readonly string[], lookups: string): Started {
  const parsed = parseOptions(args);
  if ('error' in parsed) return parsed;
  const { options } = parsed;
  return {
    type: options.distributed ? 'streaming' : 'stateful',
    requiredFields: options.allFields ? ['*'] : ['_raw', '_time'],
    columns: COLUMNS,
    open: (report) => {
      const tables = options.baseline === 'csv' ? readTables(lookups) : undefined;
      const enrich = enricher(options, tables, report);
      const values = new Values();
      return (row) => {
        values.clear();
        guarded(row, values, enrich, report);
        return values.list;
      };
    },
  };
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
