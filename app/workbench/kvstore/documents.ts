/** A collection of the engine as the documents that the KV Store's REST gives and takes. */
import type { AppConf, Collection } from '../../spl';
import { KvProblem } from './problem';
import type { FieldValue, ValueOf } from './query';

export type Cells = readonly string[];

/** Documents of one collection; cells are in the order of its columns. */
export class Documents {
  readonly collection: Collection;
  readonly #fields: ReadonlyMap<string, { readonly at: number; readonly isNumber: boolean }>;
  readonly #keyAt: number;

  /** @param settings - the collection's stanza of collections.conf, which says of which type a field is (`field.day = number`) */
  constructor(collection: Collection, settings: ReadonlyMap<string, string>) {
    this.collection = collection;
    this.#keyAt = collection.columns.indexOf('_key');
    this.#fields = new Map(
      collection.columns.map((name, at) => [name, { at, isNumber: settings.get(`field.${name}`) === 'number' }]),
    );
  }

  /** Looks into a row by field; every row belongs to the user `nobody`, as all of an app's do. */
  valuesOf(cells: Cells): ValueOf {
    return (name) => {
      if (name === '_user') return 'nobody';
      const field = this.#fields.get(name);
      return field === undefined ? undefined : valueOf(cells[field.at] ?? '', field.isNumber);
    };
  }

  /**
   * Writes rows as JSON.
   * @param isWanted - which fields to give; `_user` and all that are not empty unless told
   */
  writer(isWanted: (field: string) => boolean = () => true): (cells: Cells) => string {
    const user = isWanted('_user') ? ['"_user":"nobody"'] : [];
    const fields = [...this.#fields]
      .filter(([name]) => isWanted(name))
      .map(([name, { at, isNumber }]) => ({ label: `${JSON.stringify(name)}:`, at, isNumber }));
    return (cells) => {
      const members = [...user];
      for (const { label, at, isNumber } of fields) {
        const cell = cells[at] ?? '';
        if (cell !== '') members.push(label + (isNumber && isNumeral(cell) ? cell : jsonOf(cell)));
      }
      return `{${members.join(',')}}`;
    };
  }

  /**
   * The row of a document.
   * @param key - its key where it brings none
   * @throws KvProblem when it is no object, or has a field or a value that the collection cannot hold
   */
  cellsOf(document: unknown, key: string): string[] {
    if (typeof document !== 'object' || document === null || Array.isArray(document)) {
      throw new KvProblem(400, 'A document is a JSON object.');
    }
    const cells = this.collection.columns.map(() => '');
    cells[this.#keyAt] = key;
    for (const [name, value] of Object.entries(document) as [string, unknown][]) {
      if (name === '_user') continue;
      const field = this.#fields.get(name);
      if (field === undefined) {
        throw new KvProblem(
          400,
          `${this.collection.name} has no field ${name}; the local store holds declared fields only.`,
        );
      }
      cells[field.at] = textOf(name, value);
    }
    if (cells[this.#keyAt] === '') throw new KvProblem(400, 'The _key of a document is empty.');
    return cells;
  }

  keyOf(cells: Cells): string {
    return cells[this.#keyAt] ?? '';
  }
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && name !== '_key') return String(value);
  if (value === null && name !== '_key') return '';
  throw new KvProblem(400, `${name} is neither text nor a number.`);
}

/** An empty cell is no value; a number that would not be written the same again stays text. */
function valueOf(cell: string, isNumber: boolean): FieldValue {
  if (cell === '') return undefined;
  return isNumber && isNumeral(cell) ? Number(cell) : cell;
}

/** A text as JSON: that of printable ASCII needs no escapes but for two characters. */
function jsonOf(text: string): string {
  return /^[ !#-[\]-~]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

function isNumeral(cell: string): boolean {
  return /^(?:0|[1-9][0-9]{0,14})$/.test(cell) || (String(Number(cell)) === cell && Number.isFinite(Number(cell)));
}

/** The documents of the collections that an app declares. */
export function documentsOf(app: AppConf, open: (name: string) => Collection): (name: string) => Documents | undefined {
  return (name) => {
    const settings = app.collections.get(name);
    return settings === undefined ? undefined : new Documents(open(name), settings);
  };
}
