/** What answers the rows of one search. */
import type { Tables } from '../baseline';
import { extract, isUnreadable, walkAhead } from '../cloudtrail';
import type { FieldScan, Report, Row, RowProcessor } from '../protocol';
import type { Splunkd } from '../splunk';
import { AT, Values } from './columns';
import type { Value } from './columns';
import type { Options } from './options';
import { OriginReader } from './origin';
import { enricher } from './pipeline';
import type { Enrich } from './pipeline';
import { preparer } from './prepare';
import { readStoredTables } from './storedtables';
import { readTables } from './tables';

/** Where the tables are. */
export interface Places {
  /** The folder of the CSV tables. */
  readonly lookups: string;
  /** Who serves those of `baseline=kvstore`. */
  readonly splunkd: Splunkd;
}

/**
 * Reads the tables and gives what fills the columns of each row.
 *
 * @throws CommandError when a table cannot be used
 */
export async function openRows(options: Options, places: Places, report: Report): Promise<RowProcessor> {
  const { tables, prepare } = await openTables(options, places);
  const enrich = enricher(options, tables, report);
  const process = options.origin ? withOrigin(enrich, report) : withoutOrigin(enrich, report);
  return prepare === undefined ? process : preparedBy(prepare, process);
}

type Prepare = NonNullable<RowProcessor['prepare']>;

/** Both prepare a chunk, one after the other. */
function preparedBy(first: Prepare, process: RowProcessor): RowProcessor {
  return Object.assign((row: Row) => process(row), process, {
    prepare: async (rows: Iterable<Row>) => {
      await first(rows);
      await process.prepare?.(rows);
    },
  });
}

interface Opened {
  readonly tables: Tables | undefined;
  readonly prepare?: Prepare;
}

async function openTables({ baseline }: Options, { lookups, splunkd }: Places): Promise<Opened> {
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

/** The record is read while its row is cut into fields; `extract` finds it read. */
const scan: FieldScan = { column: '_raw', closingQuote: walkAhead };

function withoutOrigin(enrich: Enrich, report: Report): RowProcessor {
  const values = new Values();
  const answer = (row: Row): readonly Value[] => {
    values.clear();
    try {
      enrich(row, extract(row.field('_raw')), values);
    } catch (error) {
      setFault(values, error, report);
    }
    return values.list;
  };
  return Object.assign(answer, { scan });
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
  values.set(AT.xa_error, `The record could not be enriched: ${reason}.`);
}
