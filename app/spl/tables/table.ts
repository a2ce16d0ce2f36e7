/** The cells of a row in the order of its table's columns; an empty cell is no value. */
export type Cells = readonly string[];

/** A lookup table as a search sees it. */
export interface Table {
  readonly columns: readonly string[];
  /** All rows: of a file in its order, of a collection by key. */
  rows(): Iterable<Cells>;
  /**
   * The rows whose cells in `columns` equal given values, made ready once for many questions. It answers from what the
   * table holds when it is asked.
   * @param columns positions in `columns` of the table
   */
  matcher(columns: readonly number[], caseSensitive: boolean): (values: readonly string[]) => readonly Cells[];
}

const NONE: readonly Cells[] = [];

/** Rows by the values of some of their cells. */
export function indexRows(
  rows: Iterable<Cells>,
  columns: readonly number[],
  caseSensitive: boolean,
): (values: readonly string[]) => readonly Cells[] {
  const keyed = new Map<string, Cells[]>();
  for (const row of rows) {
    const values = columns.map((column) => row[column] ?? '');
    if (values.includes('')) continue;
    const key = keyOf(values, caseSensitive);
    const same = keyed.get(key);
    if (same === undefined) keyed.set(key, [row]);
    else same.push(row);
  }
  return (values) => keyed.get(keyOf(values, caseSensitive)) ?? NONE;
}

function keyOf(values: readonly string[], caseSensitive: boolean): string {
  const key = joinKey(values);
  return caseSensitive ? key : key.toLowerCase();
}

/** One text for several values, different for different values whatever they contain. */
export function joinKey(values: readonly string[]): string {
  return values.length === 1 ? (values[0] ?? '') : values.map((value) => `${value.length}:${value}`).join('');
}
