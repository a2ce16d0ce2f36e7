import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  factKey,
  readAccounts,
  readBaseline,
  readDispositions,
  readVendors,
  TableError,
  type FactRow,
  type ListedAccount,
  type TableRows,
} from '../baseline';
import { CsvError, readCsv, writeCsv } from '../protocol';
import type { Folders } from './folders';
import { baselineTable } from './layers';
import { reasonOf } from './reason';
import { UsageError } from './shell';

const accountsTable = 'crossaccount_accounts';
export const vendorsTable = 'crossaccount_vendors';
const dispositionsTable = 'crossaccount_dispositions';
/** Tables that searches fill on one day and read on later ones, besides the baseline. */
export const rememberedTables = ['crossaccount_issued_keys', 'crossaccount_opened_trusts'] as const;

/** What stood in the work folder when the run began. */
export interface Handed {
  readonly baseline: ReadonlyMap<string, FactRow>;
  readonly accounts: ReadonlyMap<string, ListedAccount>;
  /** The vendor's name by account. */
  readonly vendors: ReadonlyMap<string, string>;
}

/**
 * Reads the tables of the work folder and lays copies where the engine looks for its collections. What people wrote they
 * may have written without `_key`: their rows get the key that the collections use.
 * @throws UsageError when a table is malformed, naming it and the remedy
 */
export function takeTables(folders: Folders): Handed {
  const { work, collections } = folders;
  if (work === undefined) return { baseline: new Map(), accounts: new Map(), vendors: new Map() };

  const read = <T>(name: string, reader: (rows: TableRows) => Map<string, T>): Map<string, T> => {
    const text = textOf(work, name);
    if (text === undefined) return new Map();
    try {
      return reader(readCsv(text));
    } catch (error) {
      if (error instanceof TableError || error instanceof CsvError) {
        throw new UsageError(`${path.join(work, `${name}.csv`)} cannot be used. ${error.message}`);
      }
      throw error;
    }
  };

  const baseline = read(baselineTable, readBaseline);
  const accounts = read(accountsTable, readAccounts);
  const vendors = read(vendorsTable, readVendors);
  read(dispositionsTable, readDispositions);

  for (const name of [accountsTable, vendorsTable, dispositionsTable]) {
    const text = textOf(work, name);
    if (text === undefined) continue;
    writeFileSync(path.join(collections, `${name}.csv`), withKeys(readCsv(text)));
  }
  for (const name of rememberedTables) {
    const text = textOf(work, name);
    if (text !== undefined) writeFileSync(path.join(collections, `${name}.csv`), text);
  }
  return { baseline, accounts, vendors };
}

function textOf(work: string, name: string): Buffer | undefined {
  const file = path.join(work, `${name}.csv`);
  try {
    return existsSync(file) ? readFileSync(file) : undefined;
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}.`);
  }
}

function withKeys({ columns, rows }: TableRows): string {
  if (columns.includes('_key')) return writeCsv(columns, rows);
  const at = (row: readonly string[], column: string): string => row[columns.indexOf(column)] ?? '';
  const keyOf = (row: readonly string[]): string =>
    columns.includes('account_id') ? at(row, 'account_id') : factKey(`${at(row, 'dimension')}|${at(row, 'value')}`);
  const written = [...rows].filter((row) => row.some((cell) => cell !== ''));
  return writeCsv(
    ['_key', ...columns],
    written.map((row) => [keyOf(row), ...row]),
  );
}
