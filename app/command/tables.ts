/** The tables as CSV files: where they are, and what to say when one cannot be used. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NO_TABLES, readAccounts, readVendors, TableError } from '../baseline';
import type { Facts, TableRows, Tables } from '../baseline';
import { CommandError, CsvError, readCsv } from '../protocol';
import { readDecisions } from './decisions';
import { piecesOf, readFacts } from './facttable';

/**
 * Reads the four tables of judging from `<folder>/<table>.csv`. A file that does not exist is an empty table: on the first day
 * nothing is written yet.
 * @throws CommandError when a file cannot be read or is malformed; judging without it would be silence
 */
export function readTables(folder: string): Tables {
  return {
    baseline: readTable(folder, 'crossaccount_baseline', readFactFile, NO_TABLES.baseline),
    dispositions: readTable(folder, 'crossaccount_dispositions', textIn(readDecisions), NO_TABLES.dispositions),
    accounts: readTable(folder, 'crossaccount_accounts', textIn(readAccounts), NO_TABLES.accounts),
    vendors: readTable(folder, 'crossaccount_vendors', textIn(readVendors), NO_TABLES.vendors),
  };
}

function readTable<Table>(folder: string, table: string, read: (file: string) => Table, none: Table): Table {
  const file = join(folder, `${table}.csv`);
  try {
    return statSync(file).size === 0 ? none : read(file);
  } catch (error) {
    if (error instanceof TableError || error instanceof CsvError) throw new CommandError(`${file}: ${error.message}`);
    const code = codeOf(error);
    if (code === undefined) throw error;
    if (code === 'ENOENT') return none;
    throw new CommandError(`${file} cannot be read (${code}); let the user that runs Splunk read it, or remove it.`);
  }
}

function readFactFile(file: string): Facts {
  return readFacts(() => piecesOf(file));
}

function textIn<Table>(read: (rows: TableRows) => Table): (file: string) => Table {
  return (file) => read(readCsv(readFileSync(file)));
}

/** The system's name for why a file cannot be used. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
