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
    for (const values of combinations(keys, this.by)) this.#groupOf(values).add(row);
  }

  /** One row a group, in the order of the BY fields. Without BY one row; none if there was no row and nothing to count. */
  rows(): Row[] {
    if (this.#all !== undefined) {
      const row: Row = new Map();
      this.#all.fill(row);
      return this.#rows > 0 || this.prepared.some(({ counts }) => counts) ? [row] : [];
    }
    return [...this.#groups.values()].sort(inOrder).map(({ values, group }) => {
      const row: Row = new Map(values.map((value, at) => [this.by[at] ?? '', value]));
      group.fill(row);
      return row;
    });
  }

  #groupOf(values: readonly Scalar[]): Group {
    const key = joinKey(values.map(asText));
    const known = this.#groups.get(key);
    if (known !== undefined) return known.group;
    const group = new Group(this.prepared, this.context);
    this.#groups.set(key, { values, group });
    return group;
  }
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
 * The key of the one group that a row belongs to where rows stay rows (`eventstats`, `streamstats`); undefined for a row
 * without one of the BY fields.
 * @throws SplError on a multivalue BY field: Splunk's documents do not settle which group its row gets
 */
export function groupKey(row: Row, by: readonly string[], context: Context): string | undefined {
  const texts: string[] = [];
  for (const field of by) {
    const values = valuesOf(row.get(field));
    const [value] = values;
    if (value === undefined) return undefined;
    if (values.length > 1) {
      throw context.error(
        `met the multivalue BY field "${field}", for which Splunk's documents do not settle the result`,
      );
    }
    texts.push(asText(value));
  }
  return joinKey(texts);
}
