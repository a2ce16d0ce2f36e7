import type { Result, Row } from '../value';
import { equal } from '../expressions/comparison';
import { argument, conditionAt, scalarAt, takes } from './call';
import type { Call, Evaluate, Family } from './call';

interface Arm {
  readonly condition: (row: Row) => boolean | null;
  readonly value: Evaluate;
}

/** The pairs of condition and value of `case` and `validate`. */
function arms(call: Call): Arm[] {
  if (call.args.length % 2 !== 0) throw call.error('needs pairs of a condition and a value');
  return Array.from({ length: call.args.length / 2 }, (_, pair) => ({
    condition: conditionAt(call, 2 * pair),
    value: argument(call, 2 * pair + 1),
  }));
}

/** Search Reference, "Comparison and Conditional functions". */
export const conditional: Family = {
  if: takes(3, 3, (call) => {
    const condition = conditionAt(call, 0);
    const yes = argument(call, 1);
    const no = argument(call, 2);
    return (row) => (condition(row) === true ? yes(row) : no(row));
  }),
  case: takes(2, Infinity, (call) => {
    const all = arms(call);
    return (row) => all.find(({ condition }) => condition(row) === true)?.value(row) ?? null;
  }),
  validate: takes(2, Infinity, (call) => {
    const all = arms(call);
    return (row) => all.find(({ condition }) => condition(row) === false)?.value(row) ?? null;
  }),
  coalesce: takes(1, Infinity, (call) => (row) => {
    let result: Result = null;
    for (const arg of call.args) {
      result = arg(row);
      if (result !== null) break;
    }
    return result;
  }),
  nullif: takes(2, 2, (call) => {
    const left = scalarAt(call, 0);
    const right = scalarAt(call, 1);
    return (row) => {
      const value = left(row);
      const other = right(row);
      return value !== null && other !== null && equal(value, other) ? null : value;
    };
  }),
  null: takes(0, 0, () => () => null),
  true: takes(0, 0, () => () => true),
  false: takes(0, 0, () => () => false),
};
