import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CsvError, readCsv, writeRow } from '../../protocol';
import { SplError } from '../error';
import { indexRows } from './table';
import type { Cells, Table } from './table';

/** KV Store collections, each a CSV file of its name. */
export interface Collections {
  /**
   * The collection of that name; read on first use, empty if it has no file.
   * @param fields the columns of its lookup definition; `_key` is put first where they lack it
   * @throws SplError when its file is no table of these columns
   */
  open(name: string, fields: readonly string[]): Collection;
  /** Writes what was changed: rows by key, so that the same rows are the same bytes. A file is replaced whole or not at all. */
  flush(): void;
}

export const KEY = '_key';

/** What happens to a collection: a row is put, the row of a key is removed, or all are. */
export type Change = { readonly put: Cells } | { readonly remove: string } | { readonly clear: true };

/** A collection; it lies in memory until it is flushed. */
export class Collection implements Table {
  readonly columns: readonly string[];
  readonly #keyColumn: number;
  /** Packed rows by key: there may be very many, and memory is searched for what is in use. */
  readonly #rows = new Map<string, string>();
  readonly #matchers = new Map<string, (values: readonly string[]) => readonly Cells[]>();
  #changed = false;
  #emptied = false;
  readonly #touched = new Set<string>();
  #keys: readonly string[] | undefined;
  /** The packed rows in the order of the keys: of very many it costs less to walk along than to look each up. */
  #sorted: readonly string[] | undefined;
  #hear: ((change: Change) => void) | undefined;

  constructor(
    readonly name: string,
    fields: readonly string[],
  ) {
    this.columns = fields.includes(KEY) ? fields : [KEY, ...fields];
    this.#keyColumn = this.columns.indexOf(KEY);
  }

  /** Tells of every change from now on. */
  listen(hear: (change: Change) => void): void {
    this.#hear = hear;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Whether it was changed since it was read or flushed. */
  get changed(): boolean {
    return this.#changed;
  }

  /**
   * The rows that were put since it was read or flushed, as they are now; those that were removed since are not among them.
   * undefined when it was emptied meanwhile, so that all of it is to be read again.
   */
  changes(): Cells[] | undefined {
    if (this.#emptied) return undefined;
    return [...this.#touched].flatMap((key) => {
      const row = this.get(key);
      return row === undefined ? [] : [row];
    });
  }

  rows(): Generator<Cells, void, undefined> {
    return this.rowsAfter('');
  }

  /** The rows of all keys beyond this one, by key. */
  *rowsAfter(key: string): Generator<Cells, void, undefined> {
    const keys = this.keys();
    this.#sorted ??= keys.map((each) => this.#rows.get(each) ?? '');
    const rows = this.#sorted;
    for (let at = firstAfter(keys, key); at < rows.length; at += 1) yield unpack(rows[at] ?? '');
  }

  /** All keys, sorted. */
  keys(): readonly string[] {
    this.#keys ??= [...this.#rows.keys()].sort();
    return this.#keys;
  }

  /** The row of a key. */
  get(key: string): Cells | undefined {
    const row = this.#rows.get(key);
    return row === undefined ? undefined : unpack(row);
  }

  matcher(columns: readonly number[], caseSensitive: boolean): (values: readonly string[]) => readonly Cells[] {
    if (caseSensitive && columns.length === 1 && columns[0] === this.#keyColumn) {
      return ([key]) => {
        const row = this.get(key ?? '');
        return row === undefined ? [] : [row];
      };
    }
    const which = `${columns.join(',')} ${String(caseSensitive)}`;
    return (values) => {
      const ready = this.#matchers.get(which) ?? indexRows(this.rows(), columns, caseSensitive);
      this.#matchers.set(which, ready);
      return ready(values);
    };
  }

  /** Inserts a row, or replaces the row of its key. The key is the row's `_key`, which must not be empty. */
  put(cells: Cells): void {
    const key = cells[this.#keyColumn] ?? '';
    if (key === '') throw new SplError(`A row without _key cannot be stored in the collection "${this.name}".`);
    const packed = pack(cells);
    if (this.#rows.get(key) === packed) return;
    this.#rows.set(key, packed);
    this.#touched.add(key);
    this.#touch();
    this.#hear?.({ put: cells });
  }

  /** Removes the row of a key, if there is one. */
  remove(key: string): void {
    if (!this.#rows.delete(key)) return;
    this.#touch();
    this.#hear?.({ remove: key });
  }

  clear(): void {
    if (this.#rows.size === 0) return;
    this.#rows.clear();
    this.#emptied = true;
    this.#touch();
    this.#hear?.({ clear: true });
  }

  #touch(): void {
    this.#changed = true;
    this.#keys = undefined;
    this.#sorted = undefined;
    this.#matchers.clear();
  }

  /** Fills it from its file, as unchanged, and puts its keys in order: there they mostly are already. */
  load(rows: Iterable<Cells>): void {
    for (const cells of rows) this.put(cells);
    this.keys();
    this.saved();
  }

  saved(): void {
    this.#changed = false;
    this.#emptied = false;
    this.#touched.clear();
  }
}

function firstAfter(keys: readonly string[], key: string): number {
  let from = 0;
  let to = keys.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((keys[middle] ?? '') <= key) from = middle + 1;
    else to = middle;
  }
  return from;
}

const BETWEEN = '\u0000';
/** Begins a text that is packed as JSON, as its cells have the other mark in them, or this one in front. */
const AS_JSON = '\u0001';

function pack(cells: Cells): string {
  const isPlain = !cells.some((cell) => cell.includes(BETWEEN)) && cells[0]?.startsWith(AS_JSON) !== true;
  return isPlain ? cells.join(BETWEEN) : `${AS_JSON}${JSON.stringify(cells)}`;
}

function unpack(packed: string): Cells {
  if (!packed.startsWith(AS_JSON)) return packed.split(BETWEEN);
  const cells: unknown = JSON.parse(packed.slice(AS_JSON.length));
  return Array.isArray(cells) ? cells.filter((cell) => typeof cell === 'string') : [];
}

/** The collections that are kept in a folder, which is made when the first is written. */
export function collectionsIn(folder: string): Collections {
  const opened = new Map<string, Collection>();
  const fileOf = (name: string): string => path.join(folder, `${name}.csv`);
  return {
    open(name, fields) {
      const known = opened.get(name);
      if (known !== undefined) return known;
      if (!/^[\w-]+$/.test(name)) throw new SplError(`"${name}" cannot be the name of a collection.`);
      const collection = new Collection(name, fields);
      if (existsSync(fileOf(name))) load(collection, fileOf(name));
      opened.set(name, collection);
      return collection;
    },
    flush() {
      for (const collection of opened.values()) {
        if (!collection.changed) continue;
        mkdirSync(folder, { recursive: true });
        save(collection, fileOf(collection.name));
        collection.saved();
      }
    },
  };
}

function load(collection: Collection, file: string): void {
  const name = path.basename(file);
  try {
    const { columns, rows } = readCsv(readFileSync(file));
    const unknown = columns.find((column) => !collection.columns.includes(column));
    if (unknown !== undefined) {
      throw new SplError(
        `${name} has the column "${unknown}"; the collection has only ${collection.columns.join(', ')}: remove or rename it.`,
      );
    }
    const places = collection.columns.map((column) => columns.indexOf(column));
    collection.load(arranged(rows, places, collection, name));
  } catch (error) {
    if (error instanceof CsvError) throw new SplError(`${name} is no table: ${error.message}`);
    throw error;
  }
}

function* arranged(
  rows: Iterable<readonly string[]>,
  places: readonly number[],
  collection: Collection,
  name: string,
): Generator<Cells, void, undefined> {
  const keyColumn = collection.columns.indexOf(KEY);
  let number = 0;
  for (const row of rows) {
    number += 1;
    const cells = places.map((place) => row[place] ?? '');
    if (cells[keyColumn] === '')
      throw new SplError(`${name} row ${number} has no _key: give every row a key of its own.`);
    yield cells;
  }
}

function save(collection: Collection, file: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  const parts = [writeRow(collection.columns)];
  for (const cells of collection.rows()) parts.push(writeRow(cells));
  writeFileSync(temporary, parts.join(''));
  renameSync(temporary, file);
}
