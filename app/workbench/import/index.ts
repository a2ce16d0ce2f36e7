import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readAccounts, readVendors, TableError, type TableRows } from '../../baseline';
import { CsvError, readCsv, writeCsv } from '../../protocol';
import { openFolders, publish, removeScratch } from '../folders';
import { reasonOf } from '../reason';
import { exitCodes, UsageError, type Shell } from '../shell';
import { counted, visible } from '../text';
import { readDocument } from './document';
import type { Listed, ListRead } from './listed';
import { mergeLists, type AccountTable, type Lists } from './merging';
import { readSheet } from './sheet';

const usage = `Usage: npm run import:accounts -- FILE... --work DIR

Reads lists of accounts into the tables crossaccount_accounts.csv and crossaccount_vendors.csv
of DIR. A FILE is an organisation's export (what aws organizations list-accounts prints, or the
CSV of the console): its accounts become own; or the community's list of known accounts in YAML:
its accounts become vendors, those of type aws become aws. What stands in the tables stays.
Nothing is written while anything is wrong with a file.
`;

const accountsTable = 'crossaccount_accounts';
const vendorsTable = 'crossaccount_vendors';
const columns = {
  [accountsTable]: ['_key', 'account_id', 'name', 'class', 'owner', 'note', 'schema'],
  [vendorsTable]: ['_key', 'account_id', 'vendor', 'source', 'schema'],
} as const;
type TableName = keyof typeof columns;

const mostProblems = 20;

/**
 * Runs `npm run import:accounts`; returns the exit code. What was made of the lists goes to standard output, what is wrong with them
 * to standard error.
 */
export function importAccounts(argv: readonly string[], shell: Shell): number {
  const say = (line: string): void => void shell.stderr.write(`${visible(line)}\n`);
  try {
    const { values, positionals } = parsed(argv);
    if (values.help === true) {
      shell.stdout.write(usage);
      return exitCodes.done;
    }
    if (positionals.length === 0) throw new UsageError('There is no file to import; see --help.');
    if (values.work === undefined || values.work === '') {
      throw new UsageError('There is no folder for the tables; name it with --work DIR.');
    }
    return importInto(values.work, positionals, shell, say);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(error.message);
    return exitCodes.unusable;
  }
}

function parsed(argv: readonly string[]) {
  try {
    const options = { work: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${reasonOf(error).split('. ')[0] ?? ''}; see --help.`);
  }
}

function importInto(work: string, files: readonly string[], shell: Shell, say: (line: string) => void): number {
  const listed: Listed[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const read = readList(file);
    listed.push(...read.listed);
    problems.push(...read.problems);
  }
  if (problems.length > 0) {
    problems.slice(0, mostProblems).forEach(say);
    if (problems.length > mostProblems) say(`And ${counted(problems.length - mostProblems, 'more', 'more')}.`);
    say('Nothing was written.');
    return exitCodes.unusable;
  }

  const before: Lists = {
    accounts: tableIn(work, accountsTable, readAccounts),
    vendors: tableIn(work, vendorsTable, readVendors),
  };
  const { conflicts, ...after } = mergeLists(before, listed);
  const folders = openFolders(work);
  try {
    publish(
      folders,
      new Map([
        [accountsTable, () => [csvOf(accountsTable, after.accounts)]],
        [vendorsTable, () => [csvOf(vendorsTable, after.vendors)]],
      ]),
    );
  } finally {
    removeScratch(folders);
  }
  for (const line of [...conflicts, ...told(listed), `Tables are in ${work}.`])
    shell.stdout.write(`${visible(line)}\n`);
  return exitCodes.done;
}

function readList(file: string): ListRead {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}.`);
  }
  const read = /\.csv$/i.test(file) ? readSheet(bytes, file) : readDocument(bytes.toString(), file);
  if (read.listed.length > 0 || read.problems.length > 0) return read;
  return { listed: [], problems: [`${file}:1: there are no accounts in it.`] };
}

function told(listed: readonly Listed[]): string[] {
  const count = (of: Listed['class']): number =>
    new Set(listed.filter((one) => one.class === of).map(({ account }) => account)).size;
  return [
    `Read ${counted(count('own'), 'own account')}, ${counted(count('vendor'), 'account of vendors', 'accounts of vendors')} and ${counted(count('aws'), 'account of AWS', 'accounts of AWS')}.`,
  ];
}

/** A table of the work folder, empty where there is none; of two rows of one account the later one, as the judge takes it. */
function tableIn(work: string, name: TableName, check: (rows: TableRows) => unknown): AccountTable {
  const file = path.join(work, `${name}.csv`);
  if (!existsSync(file)) return new Map();
  try {
    const table = readCsv(readFileSync(file));
    check(table);
    const unknown = table.columns.find((column) => !columns[name].some((known) => known === column));
    if (unknown !== undefined) {
      throw new UsageError(
        `${file} has the column ${JSON.stringify(unknown)}; there are only ${columns[name].join(', ')}.`,
      );
    }
    const rows = new Map<string, ReadonlyMap<string, string>>();
    for (const row of table.rows) {
      if (row.every((cell) => cell === '')) continue;
      const cells = new Map(table.columns.map((column, at) => [column, row[at] ?? '']));
      const account = cells.get('account_id') ?? '';
      if ((cells.get('_key') ?? '') === '') cells.set('_key', account);
      if ((cells.get('schema') ?? '') === '') cells.set('schema', '1');
      rows.set(account, cells);
    }
    return rows;
  } catch (error) {
    if (error instanceof TableError || error instanceof CsvError) {
      throw new UsageError(`${file} cannot be used. ${error.message}`);
    }
    throw error;
  }
}

function csvOf(name: TableName, table: AccountTable): string {
  const rows = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  return writeCsv(
    columns[name],
    rows.map(([, row]) => columns[name].map((column) => row.get(column) ?? '')),
  );
}
