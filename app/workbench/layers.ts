import { age, factKey, formatDays, merge, parseDays, type FactRow } from '../baseline';
import { writeCsv } from '../protocol';
import { SplError, type Collections } from '../spl';

export const baselineTable = 'crossaccount_baseline';
export const baselineColumns = ['_key', 'dimension', 'value', 'first_seen', 'last_seen', 'days', 'schema'] as const;

/** Days without any sight after which a fact is forgotten. */
const idleDays = 90;

type Facts = ReadonlyMap<string, FactRow>;
type Stored = ReturnType<Collections['open']>;

/**
 * The baseline in two layers: `handed`, which stood in the work folder at the start, and what this run learns from empty, which the
 * learning searches see as the collection. Both are aged alike and judged together; since merging is idempotent, a second run over the same
 * files ends with the same table.
 */
export class BaselineLayers {
  #handed: Facts;
  readonly #learned: Stored;
  #read: Facts = new Map();

  /** @param learned the run's own collection `crossaccount_baseline` */
  public constructor(handed: Facts, learned: Stored) {
    this.#handed = handed;
    this.#learned = learned;
  }

  /** Forgets, in both layers, what was last seen more than 90 days before `now` (epoch seconds). */
  public age(now: number): void {
    this.#handed = age(this.#handed, now, idleDays);
    const learned = this.#facts();
    const kept = age(learned, now, idleDays);
    if (kept.size === learned.size) return;
    this.#learned.clear();
    for (const [fact, row] of kept) this.#learned.put(cellsOf(fact, row, this.#learned.columns));
  }

  /** What the judge sees: both layers as one. */
  public merged(): Facts {
    const merged = new Map(this.#handed);
    for (const [fact, row] of this.#facts()) {
      const other = merged.get(fact);
      merged.set(fact, other === undefined ? row : merge(other, row));
    }
    return merged;
  }

  /** Both layers as one CSV table, sorted by key. */
  public csv(): string {
    const rows = Array.from(this.merged(), ([fact, row]) => cellsOf(fact, row, baselineColumns));
    return writeCsv(
      baselineColumns,
      rows.sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0)),
    );
  }

  /** The learned layer, read anew only when a search has changed it. */
  #facts(): Facts {
    if (!this.#learned.changed) return this.#read;
    const facts = new Map<string, FactRow>();
    const columns = baselineColumns.map((name) => this.#learned.columns.indexOf(name));
    for (const cells of this.#learned.rows()) {
      const [, dimension = '', value = '', first = '', last = '', days = ''] = columns.map((at) => cells[at] ?? '');
      const read = parseDays(days);
      if (read === undefined) {
        throw new SplError(`A baseline search wrote days ${JSON.stringify(days)}, which are no day numbers.`);
      }
      facts.set(`${dimension}|${value}`, { first_seen: Number(first), last_seen: Number(last), days: read });
    }
    this.#learned.saved();
    this.#read = facts;
    return facts;
  }
}

/** The cells of a fact's row in the order of `columns`. */
export function cellsOf(fact: string, row: FactRow, columns: readonly string[]): string[] {
  const bar = fact.indexOf('|');
  const cells = new Map([
    ['_key', factKey(fact)],
    ['dimension', fact.slice(0, bar)],
    ['value', fact.slice(bar + 1)],
    ['first_seen', String(row.first_seen)],
    ['last_seen', String(row.last_seen)],
    ['days', formatDays(row.days)],
    ['schema', '1'],
  ]);
  return columns.map((name) => cells.get(name) ?? '');
}
