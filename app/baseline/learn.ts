/** What the baseline remembers of a fact, how two memories of it become one, and when it is forgotten. */

export const SECONDS_A_DAY = 86_400;

/** When a fact was seen. Times are epoch seconds of events. */
export interface FactRow {
  readonly first_seen: number;
  readonly last_seen: number;
  /** UTC day numbers, ascending and distinct: of all days the five earliest and the three latest. */
  readonly days: readonly number[];
}

const EARLIEST_DAYS = 5;
const LATEST_DAYS = 3;

/** The UTC day number of an epoch second. */
export function dayOf(seconds: number): number {
  return Math.floor(seconds / SECONDS_A_DAY);
}

/** The memory of one sight of a fact. */
export function seen(seconds: number): FactRow {
  return { first_seen: seconds, last_seen: seconds, days: [dayOf(seconds)] };
}

/**
 * Unites two memories of a fact: earliest, latest, and the days of both, capped. Idempotent, commutative and associative, so
 * that late, repeated and re-run input gives the same table.
 */
export function merge(a: FactRow, b: FactRow): FactRow {
  return {
    first_seen: Math.min(a.first_seen, b.first_seen),
    last_seen: Math.max(a.last_seen, b.last_seen),
    days: capDays([...a.days, ...b.days]),
  };
}

/** The five earliest and the three latest of these days, ascending and distinct. */
export function capDays(days: readonly number[]): number[] {
  const distinct = [...new Set(days)].sort((a, b) => a - b);
  if (distinct.length <= EARLIEST_DAYS + LATEST_DAYS) return distinct;
  return [...distinct.slice(0, EARLIEST_DAYS), ...distinct.slice(-LATEST_DAYS)];
}

/** A new table without the facts that were last seen more than `idleDays` days before `now` (epoch seconds). */
export function age<Row extends FactRow>(
  table: ReadonlyMap<string, Row>,
  now: number,
  idleDays: number,
): Map<string, Row> {
  const oldest = now - idleDays * SECONDS_A_DAY;
  const kept = new Map<string, Row>();
  for (const [key, row] of table) if (row.last_seen >= oldest) kept.set(key, row);
  return kept;
}

/** The `days` column: day numbers joined with commas. */
export function formatDays(days: readonly number[]): string {
  return days.join(',');
}

/** Day numbers have five digits until the year 2243; a spreadsheet makes one number of the days 20510,20511. */
const NO_DAY = 100_000;

/** Reads the `days` column, in any order and however long; undefined when it is not a list of day numbers. */
export function parseDays(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const parts = text.split(',');
  const days = parts.map(Number);
  if (!days.every((day, i) => Number.isInteger(day) && day >= 0 && day < NO_DAY && parts[i]?.trim() !== ''))
    return undefined;
  const ascending = days.every((day, i) => day > (days[i - 1] ?? -1));
  return ascending && days.length <= EARLIEST_DAYS + LATEST_DAYS ? days : capDays(days);
}
