/** The crossaccount command: its options, what it asks for, and when it loads its tables. */
import { extract, isUnreadable } from '../cloudtrail';
import type { Report, Row, RowProcessor, Started } from '../protocol';
import { COLUMNS, Values } from './columns';
import type { Value } from './columns';
import { parseOptions } from './options';
import { OriginReader } from './origin';
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
      return options.origin ? withOrigin(enrich, report) : withoutOrigin(enrich, report);
    },
  };
}

function withoutOrigin(enrich: Enrich, report: Report): RowProcessor {
  const values = new Values();
  return (row) => {
    values.clear();
    try {
      enrich(row, extract(row.field('_raw')), values);
    } catch (error) {
      setFault(values, error, report);
    }
    return values.list;
  };
}

function withOrigin(enrich: Enrich, report: Report): RowProcessor {
  const values = new Values();
  const reader = new OriginReader(report);
  const answer = (row: Row): readonly Value[] => {
    values.clear();
    const next = reader.next();
    try {
      enrich(row, isUnreadable(next.read) ? next.read : next.read.access, values);
      reader.setOrigin(next, values);
    } catch (error) {
      setFault(values, error, report);
    }
    return values.list;
  };
  return Object.assign(answer, {
    prepare: (rows: Iterable<Row>) => {
      reader.begin(rows);
      return Promise.resolve();
    },
  });
}

/** A fault of ours costs a row its enrichment too, and nothing else; the user is told once. */
function setFault(values: Values, error: unknown, report: Report): void {
  const reason = error instanceof Error ? error.message : String(error);
  report('WARN', "crossaccount failed on some records; xa_error says why. Please report one to the app's maintainers.");
  values.clear();
  values.set('xa_error', `The record could not be enriched: ${reason}.`);
}
