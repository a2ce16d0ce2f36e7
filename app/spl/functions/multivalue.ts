import { fixedSpan } from '../relativetime';
import { asNumber, asText, compareText, mvOf, valuesOf } from '../value';
import type { Row, Scalar } from '../value';
import { literalAt, numberAt, preparedAt, regexOf, takes, textAt, valueAt } from './call';
import type { Call, Family } from './call';
import { finderOf } from './finder';

const MOST_VALUES = 1_000_000;

/** Reads an argument as its list of values; none for null. */
function listAt(call: Call, at: number): (row: Row) => readonly Scalar[] {
  const value = valueAt(call, at);
  return (row) => valuesOf(value(row));
}

/** What stands between values: the argument, or a default where it is left out. */
function delimiterAt(call: Call, at: number, otherwise: string): (row: Row) => string | null {
  return at < call.args.length ? textAt(call, at) : () => otherwise;
}

/** The place of an index that may count from the end. */
function place(index: number, count: number): number {
  return index < 0 ? count + index : index;
}

/** The step of mvrange: a number, or a span such as `7d` written in quotes. */
function stepAt(call: Call): (row: Row) => number | null {
  if (call.args.length < 3) return () => 1;
  const text = textAt(call, 2);
  const fixed = literalAt(call, 2);
  if (fixed !== undefined && asNumber(fixed) === null && fixedSpan(fixed) === undefined) {
    throw call.error(`needs a number or a span such as 7d as its step, not "${fixed}"`);
  }
  return (row) => {
    const step = text(row);
    return step === null ? null : (asNumber(step) ?? fixedSpan(step) ?? null);
  };
}

/** Search Reference, "Multivalue eval functions"; mvfilter and mvmap are in `scoped.ts`. */
export const multivalue: Family = {
  mvappend: takes(1, Infinity, (call) => {
    const lists = call.args.map((_, at) => listAt(call, at));
    return (row) => mvOf(lists.flatMap((list) => list(row)));
  }),
  mvcount: takes(1, 1, (call) => {
    const list = listAt(call, 0);
    return (row) => {
      const count = list(row).length;
      return count === 0 ? null : count;
    };
  }),
  mvdedup: takes(1, 1, (call) => {
    const list = listAt(call, 0);
    return (row) => {
      const values = list(row);
      if (values.length < 2) return mvOf(values);
      return mvOf([...new Map(values.map((value) => [asText(value), value])).values()]);
    };
  }),
  mvfind: takes(2, 2, (call) => {
    const list = listAt(call, 0);
    const finder = preparedAt(call, 1, (pattern) => finderOf(pattern, () => regexOf(call, pattern, '')));
    return (row) => {
      const find = finder(row);
      if (find === null) return null;
      const index = find(list(row));
      return index === -1 ? null : index;
    };
  }),
  mvindex: takes(2, 3, (call) => {
    const list = listAt(call, 0);
    const from = numberAt(call, 1);
    const to = call.args.length === 3 ? numberAt(call, 2) : from;
    return (row) => {
      const values = list(row);
      const first = from(row);
      const last = to(row);
      if (first === null || last === null) return null;
      const begin = place(Math.trunc(first), values.length);
      if (begin < 0 || begin >= values.length) return null;
      // An end behind the last value is the last value, so that 0,19 is "the first twenty".
      return mvOf(values.slice(begin, Math.max(begin, place(Math.trunc(last), values.length) + 1)));
    };
  }),
  mvjoin: takes(2, 2, (call) => {
    const list = listAt(call, 0);
    const delimiter = textAt(call, 1);
    return (row) => {
      const values = list(row);
      const between = delimiter(row);
      return values.length === 0 || between === null ? null : values.map(asText).join(between);
    };
  }),
  mvsort: takes(1, 1, (call) => {
    const list = listAt(call, 0);
    const compare = (left: Scalar, right: Scalar): number => compareText(asText(left), asText(right));
    return (row) => {
      const values = list(row);
      const isSorted = values.every((value, at) => at === 0 || compare(values[at - 1] ?? value, value) <= 0);
      return mvOf(isSorted ? values : values.toSorted(compare));
    };
  }),
  mvzip: takes(2, 3, (call) => {
    const lefts = listAt(call, 0);
    const rights = listAt(call, 1);
    const delimiter = delimiterAt(call, 2, ',');
    return (row) => {
      const left = lefts(row);
      const right = rights(row);
      const between = delimiter(row);
      if (between === null) return null;
      const pairs = Math.min(left.length, right.length);
      return mvOf(left.slice(0, pairs).map((value, at) => `${asText(value)}${between}${asText(right[at] ?? '')}`));
    };
  }),
  mvrange: takes(2, 3, (call) => {
    const from = numberAt(call, 0);
    const to = numberAt(call, 1);
    const by = stepAt(call);
    return (row) => {
      const start = from(row);
      const end = to(row);
      const step = by(row);
      if (start === null || end === null || step === null) return null;
      if (step <= 0) throw call.error(`needs a step greater than 0, not ${step}`);
      const count = Math.max(0, Math.ceil((end - start) / step));
      if (count > MOST_VALUES) throw call.error(`would make ${count} values; at most ${MOST_VALUES} are made`);
      return mvOf(Array.from({ length: count }, (_, at) => start + at * step));
    };
  }),
  split: takes(2, 2, (call) => {
    const text = textAt(call, 0);
    const delimiter = textAt(call, 1);
    if (literalAt(call, 1) === '') throw call.error('needs a delimiter that is not empty');
    return (row) => {
      const value = text(row);
      const between = delimiter(row);
      if (value === null || between === null || between === '') return null;
      return mvOf(value.split(between));
    };
  }),
};
