/** The crossaccount command: its options, what it asks for, and when it loads its tables. */
import type { Tables } from '../baseline';
import { extract, isUnreadable } from '../cloudtrail';
import type { Report, Row, RowProcessor, Started } from '../protocol';
import type { Splunkd } from '../splunk';
import { COLUMNS, Values } from './columns';
import type { Value } from './columns';
import { parseOptions } from './options';
import type { Options } from './options';
import { OriginReader } from './origin';
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
      const process = options.origin ? withOrigin(enrich, report) : withoutOrigin(enrich, report);
      return prepare === undefined ? process : preparedBy(prepare, process);
    },
  };
}

type Prepare = NonNullable<RowProcessor['prepare']>;

/** Both prepare a chunk, one after the other. */
function preparedBy(first: Prepare, process: RowProcessor): RowProcessor {
  return Object.assign((row: Row) => process(row), {
    prepare: async (rows: Iterable<Row>) => {
      await first(rows);
      await process.prepare?.(rows);
    },
  });
}

const NOWHERE: Splunkd = { uri: '', sessionKey: '' };

interface Opened {
  readonly tables: Tables | undefined;
  readonly prepare?: Prepare;
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
