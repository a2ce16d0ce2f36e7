import { compareText, asNumber, asText, valuesOf } from '../value';
import type { Scalar } from '../value';
import { numberAt, takes, valueAt } from './call';
import type { EvalFunction, Family } from './call';

/** A function of one number; a result that is no number is null. */
function mapped(change: (value: number) => number): EvalFunction {
  return takes(1, 1, (call) => {
    const number = numberAt(call, 0);
    return (row) => {
      const value = number(row);
      return value === null ? null : finite(change(value));
    };
  });
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Rounds half away from zero by the decimal digits as they are written: 2.555 to two places is 2.56. */
function rounded(value: number, places: number): number {
  const [digits = '0', exponent = '0'] = String(Math.abs(value)).split('e');
  const shifted = Math.round(Number(`${digits}e${Number(exponent) + places}`));
  const [whole = '0', power = '0'] = String(shifted).split('e');
  return Math.sign(value) * Number(`${whole}e${Number(power) - places}`);
}

/** Orders for min and max: numbers before text. */
function compare(left: Scalar, right: Scalar): number {
  const leftNumber = asNumber(left);
  const rightNumber = asNumber(right);
  if (leftNumber !== null && rightNumber !== null) return leftNumber - rightNumber;
  if (leftNumber === null && rightNumber === null) return compareText(asText(left), asText(right));
  return leftNumber === null ? 1 : -1;
}

/** The first or last of all values of all arguments, multivalues included; null arguments do not count. */
function extreme(direction: 1 | -1): EvalFunction {
  return takes(1, Infinity, (call) => {
    const values = call.args.map((_, at) => valueAt(call, at));
    return (row) => {
      let found: Scalar | null = null;
      for (const read of values) {
        for (const value of valuesOf(read(row))) {
          if (found === null || compare(value, found) * direction > 0) found = value;
        }
      }
      return found;
    };
  });
}

const ceiling = mapped(Math.ceil);

/** Search Reference, "Mathematical functions", and min and max of the "Statistical eval functions". */
export const number: Family = {
  abs: mapped(Math.abs),
  ceil: ceiling,
  ceiling,
  exact: mapped((value) => value),
  exp: mapped(Math.exp),
  floor: mapped(Math.floor),
  ln: mapped(Math.log),
  sqrt: mapped(Math.sqrt),
  pi: takes(0, 0, () => () => Math.PI),
  log: takes(1, 2, (call) => {
    const value = numberAt(call, 0);
    const base = call.args.length === 2 ? numberAt(call, 1) : (): number => 10;
    return (row) => {
      const of = value(row);
      const by = base(row);
      if (of === null || by === null) return null;
      return finite(by === 10 ? Math.log10(of) : by === 2 ? Math.log2(of) : Math.log(of) / Math.log(by));
    };
  }),
  pow: takes(2, 2, (call) => {
    const base = numberAt(call, 0);
    const exponent = numberAt(call, 1);
    return (row) => {
      const of = base(row);
      const by = exponent(row);
      return of === null || by === null ? null : finite(of ** by);
    };
  }),
  round: takes(1, 2, (call) => {
    const value = numberAt(call, 0);
    const places = call.args.length === 2 ? numberAt(call, 1) : (): number => 0;
    return (row) => {
      const of = value(row);
      const to = places(row);
      if (of === null || to === null) return null;
      if (!Number.isInteger(to) || to < 0) throw call.error(`needs a whole number of places, not ${to}`);
      return rounded(of, to);
    };
  }),
  max: extreme(1),
  min: extreme(-1),
};
