/** The tables as CSV files: where they are, and what to say when one cannot be used. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_TABLES, readAccounts, readDispositions, readVendors, TableError } from '../baseline';
import type { Tables } from '../baseline';
import { CommandError, CsvError, readCsv } from '../protocol';
import { readFacts } from './facttable';

/**
 * Reads the four tables of judging from `<folder>/<table>.csv`. A file that does not exist is an empty table: on the first day
 * nothing is written yet.
 * @throws CommandError when a file cannot be read or is malformed; judging without it would be silence
 */
export function readTables(folder: string): Tables {
  return {
    baseline: readTable(folder, 'crossaccount_baseline', readFacts, NO_TABLES.baseline),
    dispositions: readTable(
      folder,
      'crossaccount_dispositions',
      (file) => readDispositions(readCsv(file)),
      NO_TABLES.dispositions,
    ),
    accounts: readTable(folder, 'crossaccount_accounts', (file) => readAccounts(readCsv(file)), NO_TABLES.accounts),
    vendors: readTable(folder, 'crossaccount_vendors', (file) => readVendors(readCsv(file)), NO_TABLES.vendors),
  };
}

function readTable<Table>(folder: string, table: string, read: (file: Buffer) => Table, none: Table): Table {
  const file = join(folder, `${table}.csv`);
  const bytes = readFile(file);
  if (bytes.length === 0) return none;
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof TableError || error instanceof CsvError) throw new CommandError(`${file}: ${error.message}`);
    throw error;
  }
}

/** Empty where there is no such file. */
function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return Buffer.alloc(0);
    throw new CommandError(
      `${file} cannot be read (${codeOf(error)}); let the user that runs Splunk read it, or remove it.`,
    );
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
