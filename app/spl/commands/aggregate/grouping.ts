import type { Context } from '../../runtime/transform';
import { joinKey } from '../../tables/table';
import { asNumber, asText, compareValues, valuesOf } from '../../value';
import type { Row, Scalar } from '../../value';
import { Group } from './prepare';
import type { Prepared } from './prepare';

interface Keyed {
  readonly values: readonly Scalar[];
  readonly group: Group;
}

/** Rows gathered by the values of the BY fields, as `stats` and `tstats` do it. */
export class Groups {
  readonly #groups = new Map<string, Keyed>();
  readonly #all: Group | undefined;
  #rows = 0;

  constructor(
    private readonly by: readonly string[],
    private readonly prepared: readonly Prepared[],
    private readonly context: Context,
  ) {
    this.#all = by.length === 0 ? new Group(prepared, context) : undefined;
  }

  /**
   * A row without one of the BY fields counts nowhere; one with several values counts for each combination of values.
   * @param keys the row whose BY fields tell the group
   */
  add(row: Row, keys = row): void {
    this.#rows += 1;
    if (this.#all !== undefined) {
      this.#all.add(row);
      return;
    }
    const contributions = this.prepared.map(({ contribution }) => contribution(row));
    const [field = ''] = this.by;
    if (this.by.length === 1) {
      for (const value of valuesOf(keys.get(field))) {
        (this.#groups.get(asText(value))?.group ?? this.#begin([value])).give(contributions);
      }
      return;
    }
    for (const values of combinations(keys, this.by)) {
      (this.#groups.get(joinKey(values.map(asText)))?.group ?? this.#begin(values)).give(contributions);
    }
  }

  /** One row a group, in the order of the BY fields. Without BY one row; none if there was no row and nothing to count. */
  *rows(): Generator<Row, void, undefined> {
    if (this.#all !== undefined) {
      if (this.#rows > 0 || this.prepared.some(({ counts }) => counts)) yield filled(this.#all, new Map());
      return;
    }
    for (const { values, group } of [...this.#groups.values()].sort(inOrder)) {
      yield filled(group, new Map(values.map((value, at) => [this.by[at] ?? '', value])));
    }
  }

  #begin(given: readonly Scalar[]): Group {
    const values = given.map((value) => (typeof value === 'string' ? detached(value) : value));
    const group = new Group(this.prepared, this.context);
    this.#groups.set(joinKey(values.map(asText)), { values, group });
    return group;
  }
}

function filled(group: Group, row: Row): Row {
  group.fill(row);
  return row;
}

/** The same text without the longer one that it may be a part of: a group is kept for as long as rows come. */
function detached(text: string): string {
  return String(JSON.parse(JSON.stringify(text)));
}

/** Numbers before text, so that the order is one whatever is mixed. */
export function compareKeys(a: Scalar, b: Scalar): number {
  const aIsText = asNumber(a) === null;
  const bIsText = asNumber(b) === null;
  return aIsText === bIsText ? compareValues(a, b) : aIsText ? 1 : -1;
}

function combinations(row: Row, by: readonly string[]): readonly (readonly Scalar[])[] {
  let tuples: readonly (readonly Scalar[])[] = [[]];
  for (const field of by) {
    const values = valuesOf(row.get(field));
    if (values.length === 0) return [];
    tuples = tuples.flatMap((tuple) => values.map((value) => [...tuple, value]));
  }
  return tuples;
}

function inOrder(a: Keyed, b: Keyed): number {
  for (const [at, value] of a.values.entries()) {
    const order = compareKeys(value, b.values[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * The key of the one group that a row belongs to where rows stay rows (`eventstats`, `streamstats`), or of the rows that it
 * matches (`join`); undefined for a row without one of the fields.
 * @param called how an error names such a field
 * @throws SplError on a multivalue field: Splunk's documents do not settle which group its row gets
 */
export function groupKey(row: Row, by: readonly string[], context: Context, called = 'BY field'): string | undefined {
  const texts: string[] = [];
  for (const field of by) {
    const values = valuesOf(row.get(field));
    const [value] = values;
    if (value === undefined) return undefined;
    if (values.length > 1) {
      throw context.error(
        `met the multivalue ${called} "${field}", for which Splunk's documents do not settle the result; mvexpand it`,
      );
    }
    texts.push(asText(value));
  }
  return joinKey(texts);
}
