/** The tables as CSV files: where they are, and what to say when one cannot be used. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAccounts, readBaseline, readDispositions, readVendors, TableError } from '../baseline';
import type { TableRows, Tables } from '../baseline';
import { CommandError, CsvError, readCsv } from '../protocol';

/**
 * Reads the four tables of judging from `<folder>/<table>.csv`. A file that does not exist is an empty table: on the first day
 * nothing is written yet.
 * @throws CommandError when a file cannot be read or is malformed; judging without it would be silence
 */
export function readTables(folder: string): Tables {
  return {
    baseline: readTable(folder, 'crossaccount_baseline', readBaseline),
    dispositions: readTable(folder, 'crossaccount_dispositions', readDispositions),
    accounts: readTable(folder, 'crossaccount_accounts', readAccounts),
    vendors: readTable(folder, 'crossaccount_vendors', readVendors),
  };
}

function readTable<Row>(
  folder: string,
  table: string,
  read: (rows: TableRows) => Map<string, Row>,
): ReadonlyMap<string, Row> {
  const file = join(folder, `${table}.csv`);
  const bytes = readFile(file);
  if (bytes.length === 0) return new Map();
  try {
    return read(readCsv(bytes));
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
