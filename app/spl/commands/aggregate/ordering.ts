import type { Scalar } from '../../value';
import { AggregationError } from './accumulator';
import type { Accumulator, Contribution } from './accumulator';

/** `first` and `last`: in the order in which rows arrive. */
export function arrival(which: 'first' | 'last'): Accumulator {
  let kept: Scalar | undefined;
  return {
    add: (contribution) => {
      const value = single(contribution);
      if (value !== undefined && (which === 'last' || kept === undefined)) kept = value;
    },
    result: () => kept ?? null,
  };
}

/**
 * `earliest`, `latest` (the value) and `earliest_time`, `latest_time` (its `_time`). Of rows with one time the one that
 * arrived first is the later, as events come newest first.
 */
export function chronological(which: 'earliest' | 'latest', give: 'value' | 'time'): Accumulator {
  let kept: { value: Scalar; time: number } | undefined;
  return {
    add: (contribution) => {
      const value = single(contribution);
      if (value === undefined) return;
      const { time } = contribution;
      if (time === null) throw new AggregationError('needs _time, which a row lacks');
      const better = kept === undefined || (which === 'latest' ? time > kept.time : time <= kept.time);
      if (better) kept = { value, time };
    },
    result: () => kept?.[give] ?? null,
  };
}

function single({ values }: Contribution): Scalar | undefined {
  if (values.length > 1) {
    throw new AggregationError("met a multivalue field, for which Splunk's documents do not settle the result");
  }
  return values[0];
}
