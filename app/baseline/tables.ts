/** The tables that judging needs, in memory, and how their CSV rows become them. Reading files is the command's. */
import { merge, parseDays } from './learn';
import type { FactRow } from './learn';
import { factProblem, isAccount, isAccountDimension, spreadsheetHint } from './values';

/** Whose account it is. */
export type AccountClass = 'own' | 'vendor' | 'aws' | 'external';
export type Disposition = 'approved' | 'rejected';

/** What the admin knows of an account; an empty class when only its name is known. */
export interface ListedAccount {
  readonly name: string;
  readonly class: AccountClass | '';
}

/** What is remembered of facts, each by its text `dimension|value`. */
export type Facts = Pick<ReadonlyMap<string, FactRow>, 'get' | 'has'>;

/** Facts by their text `dimension|value`, accounts by their 12 digits. */
export interface Tables {
  readonly baseline: Facts;
  readonly dispositions: Pick<ReadonlyMap<string, Disposition>, 'get' | 'size'>;
  readonly accounts: ReadonlyMap<string, ListedAccount>;
  /** The vendor's name. */
  readonly vendors: ReadonlyMap<string, string>;
}

/** A table as CSV or the KV Store gives it: values in the order of the columns. */
export interface TableRows {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly string[]>;
  /** Rows come from no file: one to blame is named by its `_key`, not by a line. */
  readonly keyed?: boolean;
}

/** A table that cannot be used; the text names table, line or column, and what to do. */
export class TableError extends Error {
  override readonly name = 'TableError';
}

export const NO_TABLES: Tables = {
  baseline: new Map(),
  dispositions: new Map(),
  accounts: new Map(),
  vendors: new Map(),
};

/**
 * Reads `crossaccount_baseline`; rows of the same fact are merged.
 * @throws TableError when a column is missing or a row is malformed
 */
export function readBaseline(table: TableRows): Map<string, FactRow> {
  const facts = new Map<string, FactRow>();
  const row = new TableReader('crossaccount_baseline', table, [
    'dimension',
    'value',
    'first_seen',
    'last_seen',
    'days',
  ]);
  while (row.next()) {
    const [dimension, value] = [row.filled('dimension'), row.filled('value')];
    const problem = isAccountDimension(dimension) ? factProblem(dimension, value) : undefined;
    if (problem !== undefined) throw row.error(problem);
    const key = `${dimension}|${value}`;
    const days = parseDays(row.text('days'));
    if (days === undefined) {
      throw row.error(`days ${quote(row.text('days'))} is not a list of day numbers such as 20510,20511`);
    }
    const fact = { first_seen: secondsIn(row, 'first_seen'), last_seen: secondsIn(row, 'last_seen'), days };
    const other = facts.get(key);
    facts.set(key, other === undefined ? fact : merge(other, fact));
  }
  return facts;
}

/**
 * Reads `crossaccount_dispositions`. A row without a disposition decides nothing; of contradicting rows `rejected` stands.
 * @throws TableError when a column is missing or a row is malformed
 */
export function readDispositions(table: TableRows): Map<string, Disposition> {
  const dispositions = new Map<string, Disposition>();
  const row = new TableReader('crossaccount_dispositions', table, ['dimension', 'value', 'disposition']);
  while (row.next()) {
    const [dimension, value] = [row.filled('dimension'), row.filled('value')];
    const key = `${dimension}|${value}`;
    const disposition = row.text('disposition');
    if (disposition === '') continue;
    if (disposition !== 'approved' && disposition !== 'rejected') {
      throw row.error(`disposition ${quote(disposition)} is neither approved nor rejected`);
    }
    const problem = factProblem(dimension, value);
    if (problem !== undefined) throw row.error(problem);
    if (dispositions.get(key) !== 'rejected') dispositions.set(key, disposition);
  }
  return dispositions;
}

/**
 * Reads `crossaccount_accounts`; a later row of the same account replaces an earlier one.
 * @throws TableError when a column is missing or a row is malformed
 */
export function readAccounts(table: TableRows): Map<string, ListedAccount> {
  const accounts = new Map<string, ListedAccount>();
  const row = new TableReader('crossaccount_accounts', table, ['account_id', 'class']);
  while (row.next()) {
    const listed = CLASSES.find((known) => known === row.text('class'));
    if (listed === undefined) {
      throw row.error(`class ${quote(row.text('class'))} is none of own, vendor, aws, external`);
    }
    accounts.set(accountIn(row), { name: row.text('name'), class: listed });
  }
  return accounts;
}

/**
 * Reads `crossaccount_vendors`; a later row of the same account replaces an earlier one.
 * @throws TableError when a column is missing or a row is malformed
 */
export function readVendors(table: TableRows): Map<string, string> {
  const vendors = new Map<string, string>();
  const row = new TableReader('crossaccount_vendors', table, ['account_id', 'vendor']);
  while (row.next()) vendors.set(accountIn(row), row.text('vendor'));
  return vendors;
}

const CLASSES = ['own', 'vendor', 'aws', 'external', ''] as const;

/** Walks the rows of a table by column name and knows the line to blame. */
class TableReader {
  readonly #name: string;
  readonly #keyed: boolean;
  readonly #columns: readonly string[];
  readonly #positions: ReadonlyMap<string, number>;
  readonly #rows: Iterator<readonly string[]>;
  #row: readonly string[] = [];
  #line = 1;

  constructor(name: string, table: TableRows, needed: readonly string[]) {
    this.#name = name;
    this.#keyed = table.keyed === true;
    this.#columns = table.columns;
    this.#positions = new Map(table.columns.map((column, position) => [column, position]));
    this.#rows = table.rows[Symbol.iterator]();
    const missing = needed.filter((column) => !this.#positions.has(column));
    if (missing.length > 0) {
      throw new TableError(
        `The table ${name} lacks the column ${missing.join(', ')}; its header line must name ${needed.join(', ')}.`,
      );
    }
  }

  next(): boolean {
    for (;;) {
      for (const value of this.#row) this.#line += lineEnds(value);
      const next = this.#rows.next();
      if (next.done === true) return false;
      const row = next.value;
      this.#line += 1;
      this.#row = row;
      if (row.every((value) => value === '')) continue;
      if (row.length === this.#columns.length) return true;
      throw this.error(`it has ${row.length} fields where the header has ${this.#columns.length}`);
    }
  }

  /** Empty when the table has no such column. */
  text(column: string): string {
    const position = this.#positions.get(column);
    return position === undefined ? '' : (this.#row[position] ?? '');
  }

  filled(column: string): string {
    const text = this.text(column);
    if (text === '') throw this.error(`${column} is empty`);
    return text;
  }

  error(what: string): TableError {
    const place = this.#keyed ? `The row ${quote(this.text('_key'))}` : `Line ${this.#line}`;
    return new TableError(`${place} of the table ${this.#name} is malformed: ${what}; correct or remove it.`);
  }
}

function lineEnds(value: string): number {
  let count = 0;
  for (let at = value.indexOf('\n'); at !== -1; at = value.indexOf('\n', at + 1)) count += 1;
  return count;
}

function secondsIn(row: TableReader, column: string): number {
  const text = row.filled(column);
  const seconds = Number(text);
  // A spreadsheet's 1.77E+09 is a number too, but another one.
  if (!Number.isFinite(seconds) || /[^0-9.-]/.test(text))
    throw row.error(`${column} ${quote(text)} is not a number of seconds`);
  return seconds;
}

function accountIn(row: TableReader): string {
  const account = row.text('account_id');
  if (isAccount(account)) return account;
  throw row.error(`account_id ${quote(account)} is not 12 digits${spreadsheetHint(account)}`);
}

/** Tables can be written by others: what is quoted from them is short and free of control characters. */
function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
