import { factKey, formatDays, merge, parseDays, type FactRow } from '../baseline';
import { writeCsv } from '../protocol';
import { Collection, SplError, type AppConf } from '../spl';
import { FactShelf } from './factshelf';

export const baselineTable = 'crossaccount_baseline';
export const baselineColumns = ['_key', 'dimension', 'value', 'first_seen', 'last_seen', 'days', 'schema'] as const;

/**
 * Days without any sight after which a fact is forgotten, as the app's macro has it; 90 where it has none.
 * @throws SplError when the macro is no number of days
 */
export function forgetDays(app: AppConf): number {
  const days = app.macros.get('crossaccount_forget_days')?.get('definition')?.trim() ?? '90';
  if (/^[1-9][0-9]{0,4}$/.test(days)) return Number(days);
  throw new SplError(
    `The macro crossaccount_forget_days is ${JSON.stringify(days)}; set it to a whole number of days.`,
  );
}

type Facts = ReadonlyMap<string, FactRow>;

/**
 * The baseline in two layers: `handed`, which stood in the work folder at the start, and what this run learns from empty, which the
 * learning searches see as the collection. Both are aged alike and judged together; since merging is idempotent, a second run over the same
 * files ends with the same table.
 */
export class BaselineLayers {
  readonly #handed: FactShelf;
  readonly #learned: Collection;
  readonly #idleDays: number;
  /** The learned layer as it was read last. */
  #read = new FactShelf();
  #handedKeys: ReadonlyMap<string, string> | undefined;
  /** The keys of facts that were read: to have them is cheaper than to hash the fact again. */
  readonly #keys = new Map<string, string>();
  /** Where the columns of the learned layer are that make a fact. */
  readonly #places: readonly number[];

  /**
   * @param learned the run's own collection `crossaccount_baseline`
   * @param idleDays after which facts are forgotten
   */
  public constructor(handed: Facts, learned: Collection, idleDays: number) {
    this.#idleDays = idleDays;
    this.#handed = new FactShelf(handed);
    this.#learned = learned;
    this.#places = ['dimension', 'value', 'first_seen', 'last_seen', 'days'].map((name) =>
      learned.columns.indexOf(name),
    );
    this.#readFrom(learned.rows());
  }

  /** Forgets, in both layers, what was last seen more than the idle days before `now` (epoch seconds). */
  public age(now: number): void {
    this.#handed.forget(now, this.#idleDays);
    for (const fact of this.#facts().forget(now, this.#idleDays)) {
      this.#learned.remove(this.#keyOf(fact));
      this.#keys.delete(fact);
    }
  }

  /** The same in what was handed in alone, where another has seen to the learned layer. */
  public ageHanded(now: number): void {
    this.#handed.forget(now, this.#idleDays);
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
    const merged = this.merged();
    const facts = new Map(Array.from(merged.keys(), (fact) => [factKey(fact), fact]));
    return writeCsv(baselineColumns, rowsIn(merged, facts));
  }

  /** How many facts there are at most. */
  public get size(): number {
    return this.#handed.facts().size + this.#learned.size;
  }

  /** Both layers as rows of `baselineColumns`. */
  public rows(): string[][] {
    return Array.from(this.merged(), ([fact, row]) => cellsOf(fact, row, baselineColumns));
  }

  /** Of these rows those of some facts, and all of coverage: as good as the whole to a judge that asks for no other facts. */
  public rowsOf(asked: ReadonlySet<string>): string[][] {
    const wanted = new Set([...asked, ...this.#handed.coverage(), ...this.#facts().coverage()]);
    return [...wanted].flatMap((fact) => {
      const row = this.#merged(fact);
      return row === undefined ? [] : [cellsOf(fact, row, baselineColumns, this.#keyOf(fact))];
    });
  }

  #keyOf(fact: string): string {
    return this.#keys.get(fact) ?? factKey(fact);
  }

  /** Both layers as the collection in which searches look facts up; as it is now, so to be had anew when something was learned. */
  public seen(): Collection {
    return new SeenBaseline(
      this.#learned.columns,
      (key) => this.#rowAt(key),
      () => this.#allRows(),
    );
  }

  #merged(fact: string): FactRow | undefined {
    const [one, other] = [this.#handed.get(fact), this.#facts().get(fact)];
    return one === undefined || other === undefined ? (one ?? other) : merge(one, other);
  }

  /** The row of a key, from the learned layer as it is: few are looked up, so it is not read for that. */
  #rowAt(key: string): string[] | undefined {
    const cells = this.#learned.get(key);
    if (cells !== undefined) return this.#seenRow(this.#factIn(cells));
    this.#handedKeys ??= new Map(Array.from(this.#handed.facts().keys(), (fact) => [factKey(fact), fact]));
    const fact = this.#handedKeys.get(key);
    const row = fact === undefined ? undefined : this.#handed.get(fact);
    return fact === undefined || row === undefined ? undefined : cellsOf(fact, row, this.#learned.columns);
  }

  *#allRows(): Generator<string[], void, undefined> {
    for (const [fact, row] of this.#handed.facts()) {
      if (this.#learned.get(factKey(fact)) === undefined) yield cellsOf(fact, row, this.#learned.columns);
    }
    for (const cells of this.#learned.rows()) yield this.#seenRow(this.#factIn(cells));
  }

  #seenRow({ fact, row }: { readonly fact: string; readonly row: FactRow }): string[] {
    const handed = this.#handed.get(fact);
    return cellsOf(fact, handed === undefined ? row : merge(handed, row), this.#learned.columns);
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
    for (const cells of rows) {
      const { fact, row } = this.#factIn(cells);
      this.#read.put(fact, row);
      this.#keys.set(fact, cells[this.#learned.columns.indexOf('_key')] ?? factKey(fact));
    }
    this.#learned.saved();
  }

  /** The fact of a row of the learned layer. */
  #factIn(cells: readonly string[]): { fact: string; row: FactRow } {
    const [dimension, value, first, last, days] = this.#places.map((at) => cells[at] ?? '');
    const read = parseDays(days ?? '');
    if (read === undefined) {
      throw new SplError(`A baseline search wrote days ${JSON.stringify(days)}, which are no day numbers.`);
    }
    return {
      fact: `${dimension ?? ''}|${value ?? ''}`,
      row: { first_seen: Number(first), last_seen: Number(last), days: read },
    };
  }
}

/** Rows in the order of their keys, made one by one: there may be very many. */
function* rowsIn(merged: Facts, factByKey: ReadonlyMap<string, string>): Generator<string[], void, undefined> {
  for (const key of [...factByKey.keys()].sort()) {
    const fact = factByKey.get(key) ?? '';
    const row = merged.get(fact);
    if (row !== undefined) yield cellsOf(fact, row, baselineColumns);
  }
}

class SeenBaseline extends Collection {
  readonly #find: (key: string) => readonly string[] | undefined;
  readonly #all: () => Generator<readonly string[], void, undefined>;

  public constructor(
    columns: readonly string[],
    find: (key: string) => readonly string[] | undefined,
    all: () => Generator<readonly string[], void, undefined>,
  ) {
    super(baselineTable, columns);
    this.#find = find;
    this.#all = all;
  }

  public override get(key: string): readonly string[] | undefined {
    return this.#find(key);
  }

  public override rows(): Generator<readonly string[], void, undefined> {
    return this.#all();
  }
}

/** The cells of a fact's row in the order of `columns`. */
export function cellsOf(fact: string, row: FactRow, columns: readonly string[], key = factKey(fact)): string[] {
  const bar = fact.indexOf('|');
  const cellIn = (column: string): string => {
    switch (column) {
      case '_key':
        return key;
      case 'dimension':
        return fact.slice(0, bar);
      case 'value':
        return fact.slice(bar + 1);
      case 'first_seen':
        return String(row.first_seen);
      case 'last_seen':
        return String(row.last_seen);
      case 'days':
        return formatDays(row.days);
      case 'schema':
        return '1';
      default:
        return '';
    }
  };
  return columns.map(cellIn);
}
