/** A row of results as either side gives it: texts, and lists of texts, by column. */
export type Cells = Readonly<Record<string, unknown>>;

/** What is of the moment of a run and not of its events. */
const volatile = new Set(['recorded', 'updated', 'analyst']);

/**
 * What two results do not have in common, whatever the order of their rows: one line a row, at most `most` of them. Empty cells
 * are as good as none, hidden columns other than `_time` are left out, and so is the moment of a run.
 */
export function differences(there: readonly Cells[], here: readonly Cells[], most = 10): string[] {
  const left = new Map<string, number>();
  for (const row of here) count(left, textOf(row), 1);
  for (const row of there) count(left, textOf(row), -1);
  const lines = [...left].flatMap(([text, number]) => {
    if (number === 0) return [];
    return [
      `${number > 0 ? 'only here' : 'only there'}${Math.abs(number) > 1 ? ` (${Math.abs(number)} times)` : ''}: ${text}`,
    ];
  });
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), `and ${more} more`] : lines;
}

function count(numbers: Map<string, number>, text: string, by: number): void {
  numbers.set(text, (numbers.get(text) ?? 0) + by);
}

function textOf(row: Cells): string {
  const cells = Object.entries(row)
    .filter(([column]) => !volatile.has(column) && (column === '_time' || !column.startsWith('_')))
    .map(([column, value]): [string, unknown] => [column, column === '_time' ? seconds(value) : plain(value)])
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(cells));
}

/** A list of one is that one, as in SPL; numbers are told by their value. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list: unknown[] = value.map(plain);
    return list.length === 1 ? list[0] : list.length === 0 ? '' : list;
  }
  const text = typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
  return /^-?\d+\.\d+$/.test(text) ? String(Number(text)) : text;
}

/** Splunk gives the time of an event as ISO 8601, the local engine as epoch seconds. */
function seconds(value: unknown): string {
  const text = String(value);
  return /^[\d.]+$/.test(text) ? String(Number(text)) : String(Date.parse(text) / 1000);
}
