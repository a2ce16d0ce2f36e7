/**
 * Changes of collections as a file that only grows, one JSON line each: `{"table":...,"columns":[...],"put":[...]}`, `{"table":...,"remove":key}`
 * or `{"table":...,"clear":true}`. What a crash leaves of it can be read up to the last whole line.
 */
import { closeSync, fsync, openSync, readFileSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Change, Collections } from '../../spl';
import { reasonOf } from '../reason';
import { UsageError } from '../shell';

const synchronize = promisify(fsync);

export interface ChangeLog {
  /** The collections, whose changes from now on are told to the log. */
  follow(collections: Collections): Collections;
  /**
   * Writes what has changed since, and has the disk keep it without waiting for that.
   * @throws UsageError when that or an earlier write failed
   */
  commit(): void;
  /** Ends it, once the disk has kept everything. */
  close(): Promise<void>;
}

/**
 * Begins a log in a new file.
 * @throws UsageError when it cannot be made
 */
export function openLog(file: string): ChangeLog {
  const attempt = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw failed(file, error);
    }
  };
  const opened = attempt(() => openSync(file, 'wx'));
  let lines: string[] = [];
  let kept = Promise.resolve();
  let failure: UsageError | undefined;
  const commit = (): void => {
    if (failure !== undefined) throw failure;
    if (lines.length === 0) return;
    const bytes = Buffer.from(lines.join(''));
    lines = [];
    attempt(() => {
      for (let at = 0; at < bytes.length;) at += writeSync(opened, bytes, at);
    });
    kept = kept
      .then(() => synchronize(opened))
      .catch((error: unknown) => {
        failure = failed(file, error);
      });
  };
  return {
    follow: (collections) => {
      const followed = new Set<string>();
      return {
        flush: () => {
          collections.flush();
        },
        open(table, fields) {
          const collection = collections.open(table, fields);
          if (!followed.has(table)) {
            followed.add(table);
            const lineOf = lineWriter(table, collection.columns);
            collection.listen((change) => lines.push(lineOf(change)));
          }
          return collection;
        },
      };
    },
    commit,
    async close() {
      commit();
      await kept;
      closeSync(opened);
      if (failure !== undefined) throw failure;
    },
  };
}

function failed(file: string, error: unknown): UsageError {
  return new UsageError(`${file} cannot be written: ${reasonOf(error)}; name another folder with --work.`);
}

/** Writes changes of a table; what is the same in each line that puts a row is made once. */
function lineWriter(table: string, columns: readonly string[]): (change: Change) => string {
  const head = JSON.stringify({ table, columns }).slice(0, -1);
  return (change) =>
    'put' in change ? `${head},"put":${JSON.stringify(change.put)}}\n` : `${JSON.stringify({ table, ...change })}\n`;
}

/** The rows of each table by `_key`, as they are when all changes are made. */
export type Recovered = Map<string, Map<string, RecoveredRow>>;

/** A row's cells by column. */
export type RecoveredRow = ReadonlyMap<string, string>;

/**
 * Makes the changes of a log again, from empty tables. A last line that is not whole was cut off by the crash and is left out.
 * @throws Error when another line is no change
 */
export function replayLog(file: string): Recovered {
  const lines = readFileSync(file, 'utf8').split('\n');
  lines.pop();
  const tables: Recovered = new Map();
  for (const [at, line] of lines.entries()) {
    const entry = entryIn(line);
    if (entry === undefined) throw new Error(`Line ${at + 1} of ${file} is no change of a table; remove the file.`);
    const { table, row, key } = entry;
    const rows = tables.get(table) ?? new Map<string, RecoveredRow>();
    tables.set(table, rows);
    if (row !== undefined) rows.set(row.get('_key') ?? '', row);
    else if (key !== undefined) rows.delete(key);
    else rows.clear();
  }
  return tables;
}

/** A row to put, or the key of one to remove; with neither all are removed. */
interface Entry {
  readonly table: string;
  readonly row?: RecoveredRow;
  readonly key?: string;
}

function entryIn(line: string): Entry | undefined {
  const members = membersOf(line);
  const table = members.get('table');
  if (typeof table !== 'string') return undefined;
  const [columns, cells, key] = ['columns', 'put', 'remove'].map((name) => members.get(name));
  if (areTexts(columns) && areTexts(cells)) {
    return { table, row: new Map(columns.map((column, index) => [column, cells[index] ?? ''])) };
  }
  if (typeof key === 'string') return { table, key };
  return members.get('clear') === true ? { table } : undefined;
}

function membersOf(line: string): ReadonlyMap<string, unknown> {
  try {
    return new Map<string, unknown>(Object.entries(Object(JSON.parse(line)) as object));
  } catch {
    return new Map();
  }
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
