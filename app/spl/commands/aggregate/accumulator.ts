import { asText } from '../../value';
import type { Scalar, Value } from '../../value';

/** What one row gives to one aggregation, of all groups that it belongs to. */
export class Contribution {
  #texts: readonly string[] | undefined;

  /** @param time `_time` of the row, where it has one and the aggregation goes by it */
  constructor(
    readonly values: readonly Scalar[],
    readonly time: number | null,
  ) {}

  /** The values as text. */
  get texts(): readonly string[] {
    this.#texts ??= this.values.map(asText);
    return this.#texts;
  }
}

/** Builds one aggregate over the rows of one group. */
export interface Accumulator {
  add(contribution: Contribution): void;
  /** The aggregate so far; null where there is none. */
  result(): Value | null;
  /** Takes back what was added first; a window that has no such thing is added up anew. */
  remove?(contribution: Contribution): void;
}

/** Why a value cannot be aggregated. */
export class AggregationError extends Error {}
