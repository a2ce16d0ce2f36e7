/** What answers the rows of one search. */
import type { Report, Row, RowProcessor } from '../protocol';
import { Values } from './columns';
import type { Options } from './options';
import { enricher } from './pipeline';
import type { Enrich } from './pipeline';
import { readTables } from './tables';

/**
 * Reads the tables and gives what fills the columns of each row.
 *
 * @param lookups - the folder of the CSV tables
 * @throws CommandError when a table cannot be used
 */
export function openRows(options: Options, lookups: string, report: Report): RowProcessor {
  const tables = options.baseline === 'csv' ? readTables(lookups) : undefined;
  const enrich = enricher(options, tables, report);
  const values = new Values();
  return (row) => {
    values.clear();
    guarded(row, values, enrich, report);
    return values.list;
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
