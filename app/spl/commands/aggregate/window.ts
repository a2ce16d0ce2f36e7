import { setField } from '../../runtime/fields';
import type { Context } from '../../runtime/transform';
import type { Row } from '../../value';
import type { Accumulator, Contribution } from './accumulator';
import { explained } from './prepare';
import type { Prepared } from './prepare';

/** A row as its window remembers it. */
interface Entry {
  readonly contributions: readonly Contribution[];
}

/** The aggregates over the latest rows of one group: rows come in at one end and go out at the other. */
export class WindowedGroup {
  #accumulators: Accumulator[];
  #entries: Entry[] = [];
  #oldest = 0;
  /** Columns whose accumulator holds rows that have left, as it cannot take back. */
  readonly #stale = new Set<number>();

  constructor(
    private readonly prepared: readonly Prepared[],
    private readonly context: Context,
    private readonly bounded: boolean,
  ) {
    this.#accumulators = prepared.map(({ create }) => create());
  }

  get size(): number {
    return this.#entries.length - this.#oldest;
  }

  add(row: Row): void {
    const contributions = this.prepared.map(({ contribution }) => contribution(row));
    for (const [at, { as }] of this.prepared.entries()) {
      const contribution = contributions[at];
      if (contribution === undefined || this.#stale.has(at)) continue;
      explained(
        this.context,
        () => as,
        () => this.#accumulators[at]?.add(contribution),
      );
    }
    if (this.bounded) this.#entries.push({ contributions });
  }

  removeOldest(): void {
    const entry = this.#entries[this.#oldest];
    if (entry === undefined) return;
    this.#oldest += 1;
    for (const [at, accumulator] of this.#accumulators.entries()) {
      const contribution = entry.contributions[at];
      if (contribution === undefined || contribution.values.length === 0 || this.#stale.has(at)) continue;
      if (accumulator.remove === undefined) this.#stale.add(at);
      else accumulator.remove(contribution);
    }
    if (this.#oldest > 1000 && this.#oldest * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#oldest);
      this.#oldest = 0;
    }
  }

  /** Sets the columns of the aggregates in `row`; a column without aggregate is removed from it. */
  fill(row: Row): void {
    for (const [at, { as }] of this.prepared.entries()) {
      setField(row, as, this.#accumulatorOf(at)?.result() ?? null);
    }
  }

  #accumulatorOf(at: number): Accumulator | undefined {
    const prepared = this.prepared[at];
    if (!this.#stale.has(at) || prepared === undefined) return this.#accumulators[at];
    const accumulator = prepared.create();
    for (let entry = this.#oldest; entry < this.#entries.length; entry += 1) {
      const contribution = this.#entries[entry]?.contributions[at];
      if (contribution !== undefined)
        explained(
          this.context,
          () => prepared.as,
          () => {
            accumulator.add(contribution);
          },
        );
    }
    this.#accumulators = this.#accumulators.with(at, accumulator);
    this.#stale.delete(at);
    return accumulator;
  }
}
