import type { Context } from '../../runtime/transform';
import { asNumber, asText, compareText, valuesOf } from '../../value';
import type { Row, Scalar, Value } from '../../value';
import type { Contribution } from './accumulator';
import { compareKeys } from './grouping';
import { Group } from './prepare';
import type { Prepared } from './prepare';
import { columnName } from './series';
import type { Series } from './series';

/** The aggregates of one row of the table, by the value of the split-by field; null where that is missing. */
interface Line {
  readonly key: Scalar;
  readonly cells: Map<string | null, Group>;
}

/** What a row gave, kept because the value that it counts for may have no column of its own. */
interface Given {
  readonly line: Line;
  readonly value: string;
  readonly contributions: readonly Contribution[];
}

/**
 * Rows gathered into a table: one row for each key, and a column for each value of the split-by field, if there is one. A value
 * that is called like the column of all others, or of none, counts there.
 */
export class Pivot {
  readonly #lines = new Map<string, Line>();
  /** How many rows have a value of the split-by field. */
  readonly #values = new Map<string, number>();
  readonly #given: Given[] = [];
  #hasNone = false;
  readonly #empty: Group;

  constructor(
    private readonly keyField: string,
    private readonly splitBy: string | undefined,
    private readonly series: Series,
    private readonly prepared: readonly Prepared[],
    private readonly context: Context,
  ) {
    this.#empty = new Group(prepared, context);
  }

  /** A row that has several values of the split-by field counts for each of them. */
  add(key: Scalar, row: Row): void {
    if (this.splitBy === undefined) {
      this.#group(this.#line(key), null).add(row);
      return;
    }
    const values = valuesOf(row.get(this.splitBy)).map((value) => columnName(asText(value)));
    if (values.length === 0 && this.series.none === undefined) return;
    const contributions = this.prepared.map(({ contribution }) => contribution(row));
    const line = this.#line(key);
    if (values.length === 0) this.#giveNone(line, contributions);
    for (const value of values) {
      if (value === this.series.none) this.#giveNone(line, contributions);
      else this.#giveValue(line, value, contributions);
    }
  }

  #giveNone(line: Line, contributions: readonly Contribution[]): void {
    this.#hasNone = true;
    this.#group(line, null).give(contributions);
  }

  #giveValue(line: Line, value: string, contributions: readonly Contribution[]): void {
    this.#values.set(value, (this.#values.get(value) ?? 0) + 1);
    this.#group(line, value).give(contributions);
    if (this.series.limit > 0 && this.series.other !== undefined) this.#given.push({ line, value, contributions });
  }

  /** Whether no row was added. */
  get isEmpty(): boolean {
    return this.#lines.size === 0;
  }

  /** The keys that rows were added for, in order. */
  keys(): Scalar[] {
    return [...this.#lines.values()].map(({ key }) => key).sort(compareKeys);
  }

  /**
   * The table: a row for each of the keys, empty ones included, its columns by name, then those for no value and for all others.
   * @throws SplError when a value would take the place of the key's column
   */
  rows(keys: readonly Scalar[] = this.keys()): Row[] {
    if (this.splitBy === undefined) {
      return keys.map((key) => this.#filled(key, [{ of: null, named: (aggregation) => aggregation }]));
    }
    const kept = this.#kept();
    const others = this.#others(kept);
    const columns = [...kept].sort(compareText).map((value) => this.#columnsOf(value, value));
    if (this.#hasNone) columns.push(this.#columnsOf(null, this.series.none ?? ''));
    return keys.map((key) => {
      const row = this.#filled(key, columns);
      if (others !== undefined) this.#fill(row, others.get(asText(key)), this.series.other ?? '');
      return row;
    });
  }

  #columnsOf(of: string | null, name: string): Columns {
    for (const { as } of this.prepared) {
      if (this.series.column(as, name) === this.keyField) {
        throw this.context.error(
          `would have two columns "${this.keyField}", as ${this.splitBy ?? ''} has that value; rename the field`,
        );
      }
    }
    return { of, named: (aggregation) => this.series.column(aggregation, name) };
  }

  #filled(key: Scalar, columns: readonly Columns[]): Row {
    const row: Row = new Map<string, Value>([[this.keyField, key]]);
    const cells = this.#lines.get(asText(key))?.cells;
    for (const { of, named } of columns) this.#set(row, cells?.get(of), named);
    return row;
  }

  #fill(row: Row, group: Group | undefined, name: string): void {
    this.#set(row, group, (aggregation) => this.series.column(aggregation, name));
  }

  #set(row: Row, group: Group | undefined, named: (aggregation: string) => string): void {
    for (const [as, value] of (group ?? this.#empty).results()) if (value !== null) row.set(named(as), value);
  }

  /** The values that get columns. One aggregation scores a value by the sum of its cells, several by how many rows have it. */
  #kept(): ReadonlySet<string> {
    const { limit, of } = this.series;
    const all = [...this.#values.keys()];
    if (limit === 0 || all.length <= limit) return new Set(all);
    const scores = this.prepared.length === 1 ? this.#sums() : this.#values;
    const direction = of === 'top' ? -1 : 1;
    const score = (value: string): number => scores.get(value) ?? 0;
    all.sort((a, b) => (score(a) - score(b)) * direction || compareText(a, b));
    return new Set(all.filter((value) => value !== this.series.other).slice(0, limit));
  }

  #sums(): ReadonlyMap<string, number> {
    const sums = new Map<string, number>();
    for (const { cells } of this.#lines.values()) {
      for (const [value, group] of cells) {
        if (value === null) continue;
        for (const [, result] of group.results()) sums.set(value, (sums.get(value) ?? 0) + (asNumber(result) ?? 0));
      }
    }
    return sums;
  }

  /** The aggregates over all that has no column; undefined when everything has one, or the rest is not wanted. */
  #others(kept: ReadonlySet<string>): ReadonlyMap<string, Group> | undefined {
    if (kept.size === this.#values.size || this.series.other === undefined) return undefined;
    const groups = new Map<string, Group>();
    for (const { line, value, contributions } of this.#given) {
      if (kept.has(value)) continue;
      const key = asText(line.key);
      const group = groups.get(key) ?? new Group(this.prepared, this.context);
      groups.set(key, group);
      group.give(contributions);
    }
    return groups;
  }

  #line(key: Scalar): Line {
    const text = asText(key);
    const line = this.#lines.get(text) ?? { key, cells: new Map<string | null, Group>() };
    this.#lines.set(text, line);
    return line;
  }

  #group({ cells }: Line, value: string | null): Group {
    const group = cells.get(value) ?? new Group(this.prepared, this.context);
    cells.set(value, group);
    return group;
  }
}

interface Columns {
  /** Whose cells they show; null for rows without a value, and for all rows where nothing is split. */
  readonly of: string | null;
  readonly named: (aggregation: string) => string;
}
