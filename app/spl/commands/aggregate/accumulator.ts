import type { Scalar, Value } from '../../value';

/** What one row gives to one aggregation. */
export interface Contribution {
  readonly values: readonly Scalar[];
  /** `_time` of the row, where it has one. */
  readonly time: number | null;
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
