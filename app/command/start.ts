/** The crossaccount command: its options, what it asks for, and when it loads its tables. */
import type { Tables } from '../baseline';
import type { Report, Started } from '../protocol';
import { COLUMNS, inOrder } from './columns';
import type { Values } from './columns';
import { parseOptions } from './options';
import type { Options } from './options';
import { enrich } from './pipeline';
import type { Sent } from './pipeline';
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
      return (row) => inOrder(guarded({ raw: row.bytes('_raw'), time: row.text('_time') }, options, tables, report));
    },
  };
}

/** A fault of ours costs a row its enrichment too, and nothing else; the user is told once. */
function guarded(sent: Sent, options: Options, tables: Tables | undefined, report: Report): Values {
  try {
    return enrich(sent, options, tables, report);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report(
      'WARN',
      "crossaccount failed on some records; xa_error says why. Please report one to the app's maintainers.",
    );
    return { xa_error: `The record could not be enriched: ${reason}.` };
  }
}
