import { factKey, formatDays, merge, parseDays, type FactRow } from '../baseline';
import { writeCsv } from '../protocol';
import { SplError, type Collections } from '../spl';
import { FactShelf } from './factshelf';

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
  readonly #handed: FactShelf;
  readonly #learned: Stored;
  /** The learned layer as it was read last. */
  #read = new FactShelf();

  /** @param learned the run's own collection `crossaccount_baseline` */
  public constructor(handed: Facts, learned: Stored) {
    this.#handed = new FactShelf(handed);
    this.#learned = learned;
    this.#readFrom(learned.rows());
  }

  /** Forgets, in both layers, what was last seen more than 90 days before `now` (epoch seconds). */
  public age(now: number): void {
    this.#handed.forget(now, idleDays);
    for (const fact of this.#facts().forget(now, idleDays)) this.#learned.remove(factKey(fact));
  }

  /** What the judge sees: both layers as one. */
  public merged(): Facts {
    const merged = new Map(this.#handed.facts());
    for (const [fact, row] of this.#facts().facts()) {
      const other = merged.get(fact);
      merged.set(fact, other === undefined ? row : merge(other, row));
    }
    return merged;
  }

  /** Both layers as one CSV table, sorted by key. */
  public csv(): string {
    const rows = Array.from(this.merged(), ([fact, row]) => [factKey(fact), ...cellsOf(fact, row)]);
    return writeCsv(
      baselineColumns,
      rows.sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0)),
    );
  }

  /**
   * Of that table the rows of these facts, and all of coverage, without `_key`: as good as the whole to a judge that asks for no
   * other facts.
   */
  public csvOf(asked: ReadonlySet<string>): string {
    const learned = this.#facts();
    const wanted = new Map<string, FactRow>();
    for (const facts of [asked, this.#handed.coverage(), learned.coverage()]) {
      for (const fact of facts) {
        const [one, other] = [this.#handed.get(fact), learned.get(fact)];
        const row = one === undefined || other === undefined ? (one ?? other) : merge(one, other);
        if (row !== undefined) wanted.set(fact, row);
      }
    }
    const [, ...columns] = baselineColumns;
    return writeCsv(
      columns,
      Array.from(wanted, ([fact, row]) => cellsOf(fact, row)),
    );
  }

  /** The learned layer, with what searches have changed since it was read. */
  #facts(): FactShelf {
    if (this.#learned.changed) {
      const changes = this.#learned.changes();
      if (changes === undefined) this.#read = new FactShelf();
      this.#readFrom(changes ?? this.#learned.rows());
    }
    return this.#read;
  }

  #readFrom(rows: Iterable<readonly string[]>): void {
    const columns = baselineColumns.map((name) => this.#learned.columns.indexOf(name));
    for (const cells of rows) {
      const [, dimension = '', value = '', first = '', last = '', days = ''] = columns.map((at) => cells[at] ?? '');
      const read = parseDays(days);
      if (read === undefined) {
        throw new SplError(`A baseline search wrote days ${JSON.stringify(days)}, which are no day numbers.`);
      }
      this.#read.put(`${dimension}|${value}`, { first_seen: Number(first), last_seen: Number(last), days: read });
    }
    this.#learned.saved();
  }
}

/** The cells behind the key. */
function cellsOf(fact: string, row: FactRow): string[] {
  const bar = fact.indexOf('|');
  return [
    fact.slice(0, bar),
    fact.slice(bar + 1),
    String(row.first_seen),
    String(row.last_seen),
    formatDays(row.days),
    '1',
  ];
}
