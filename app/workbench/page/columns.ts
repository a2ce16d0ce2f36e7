import { asText, type Row, type Value } from '../../spl';
import type { Cell, Found } from './asked';

/** Splunk's own limit of rows that a page gets of a search (limits.conf, restapi maxresultrows, is 50,000) is more than one looks at. */
export const mostRows = 10_000;

/** The fields that a search names at its end by `table`: they are columns even where no row has a value. */
export function fieldsNamedIn(spl: string): string[] {
  const written = /\|\s*table\s+((?:[\w.]|"[^"]*"|[\s,])+)$/.exec(spl)?.[1] ?? '';
  return Array.from(written.matchAll(/"([^"]*)"|[\w.]+/g), ([word, quoted]) => quoted ?? word);
}

/** Gathers rows as columns: the first `mostRows`, and the count of all. */
export class Columns {
  readonly #rows: Row[] = [];
  readonly #fields: string[];
  #total = 0;

  /** @param named fields that are columns whatever the rows have, in their order */
  public constructor(named: readonly string[] = []) {
    this.#fields = [...new Set(named)];
  }

  public add(rows: readonly Row[]): void {
    this.#total += rows.length;
    for (const row of rows.slice(0, mostRows - this.#rows.length)) {
      this.#rows.push(row);
      this.#meet(row);
    }
  }

  public found(): Pick<Found, 'fields' | 'columns' | 'total'> {
    const columns = this.#fields.map((field) => this.#rows.map((row) => cellOf(field, row.get(field))));
    return { fields: this.#fields, columns, total: this.#total };
  }

  /** A field that no row had yet goes behind the one that it follows in this row. */
  #meet(row: Row): void {
    const known = new Set(this.#fields);
    let behind = -1;
    for (const field of row.keys()) {
      if (known.has(field)) {
        behind = this.#fields.indexOf(field);
      } else {
        behind += 1;
        this.#fields.splice(behind, 0, field);
      }
    }
  }
}

/** Splunk's REST gives all values as text, `_time` as ISO 8601; the engine's zone is UTC. */
function cellOf(field: string, value: Value | undefined): Cell {
  if (value === undefined) return null;
  if (field === '_time' && !Array.isArray(value)) {
    const seconds = Number(value);
    const moment = new Date(seconds * 1000);
    if (!Number.isNaN(moment.getTime())) return moment.toISOString().replace('Z', '+00:00');
  }
  return typeof value === 'object' ? value.map(asText) : asText(value);
}
