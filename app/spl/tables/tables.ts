import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CsvError, readCsv } from '../../protocol';
import { lookupDefinition } from '../conf/app';
import type { AppConf, LookupDefinition } from '../conf/app';
import { SplError } from '../error';
import { Collection } from './collections';
import type { Collections } from './collections';
import { indexRows } from './table';
import type { Cells, Table } from './table';

/** A lookup and the table behind it. */
export interface Lookup {
  readonly definition: LookupDefinition;
  readonly table: Table;
}

/** The lookups of an app. */
export interface Tables {
  /**
   * The lookup of that name, read on first use; undefined if the app has none.
   * @throws SplError when its definition or its file cannot be read
   */
  find(name: string): Lookup | undefined;
  /** The collection behind a lookup, if it is one: files are never written, as an upgrade would overwrite them. */
  collection(lookup: Lookup): Collection | undefined;
  /** Writes the collections that were changed. */
  flush(): void;
}

/** The app's lookups by name, each opened when it is first asked for. */
export function tablesOf(app: AppConf, collections: Collections): Tables {
  const known = new Map<string, Lookup>();
  const tableOf = (definition: LookupDefinition): Table =>
    definition.kind === 'csv' ? readFile(definition.file) : collections.open(definition.collection, definition.fields);
  return {
    find(name) {
      const before = known.get(name);
      if (before !== undefined) return before;
      const definition = lookupDefinition(app, name);
      if (definition === undefined) return undefined;
      const lookup = { definition, table: tableOf(definition) };
      known.set(name, lookup);
      return lookup;
    },
    collection: ({ table }) => (table instanceof Collection ? table : undefined),
    flush: () => {
      collections.flush();
    },
  };
}

function readFile(file: string): Table {
  const name = path.basename(file);
  if (!existsSync(file)) throw new SplError(`The app's lookups/ has no file ${name}.`);
  try {
    const { columns, rows } = readCsv(readFileSync(file));
    const cells: Cells[] = [...rows];
    return {
      columns,
      rows: () => cells,
      matcher: (places, caseSensitive) => indexRows(cells, places, caseSensitive),
    };
  } catch (error) {
    if (error instanceof CsvError) throw new SplError(`lookups/${name} is no table: ${error.message}`);
    throw error;
  }
}
