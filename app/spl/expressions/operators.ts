import type { SplError } from '../error';
import type { BinaryOperator } from '../nodes/expression';
import { asNumber, asText, isMultivalue } from '../value';
import type { Result, Row, Scalar } from '../value';
import { COMPARE, likeTest } from './comparison';

type Evaluate = (row: Row) => Result;

/** Both sides of an operator, and how to say that they do not fit. */
export interface Operands {
  readonly left: Evaluate;
  readonly right: Evaluate;
  readonly error: (message: string) => SplError;
}

/** The operator over its operands: null where an operand is null, except as three-valued logic has it. */
export function binary(operator: BinaryOperator, operands: Operands): Evaluate {
  switch (operator) {
    case 'and':
      return shortCircuit(operands, false);
    case 'or':
      return shortCircuit(operands, true);
    case 'xor':
      return xor(operands);
    case 'like':
      return like(operands);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return over(operands, COMPARE[operator]);
    case '+':
      return over(operands, sum);
    case '.':
      return over(operands, (left, right) => asText(left) + asText(right));
    case '-':
      return arithmetic(operands, (left, right) => left - right);
    case '*':
      return arithmetic(operands, (left, right) => left * right);
    case '/':
      return arithmetic(operands, (left, right) => left / right);
    case '%':
      return arithmetic(operands, (left, right) => left % right);
  }
}

/** A condition: true, false or null. @throws SplError on a value */
export function condition(evaluate: Evaluate, error: (message: string) => SplError): (row: Row) => boolean | null {
  return (row) => {
    const result = evaluate(row);
    if (result === null || typeof result === 'boolean') return result;
    throw error('needs conditions; compare with something');
  };
}

/** One value. @throws SplError on true, false and multivalues, for which no document states a result */
export function scalar(evaluate: Evaluate, error: (message: string) => SplError): (row: Row) => Scalar | null {
  return (row) => {
    const result = evaluate(row);
    if (typeof result === 'boolean') throw error('cannot take true or false');
    if (isMultivalue(result)) {
      throw error(
        "met a multivalue, for which Splunk's documents do not settle the result; use mvfind, mvfilter, mvindex or mvjoin",
      );
    }
    return result;
  };
}

/** AND is decided by one false operand, OR by one true operand, whatever the other is. */
function shortCircuit({ left, right, error }: Operands, decisive: boolean): Evaluate {
  const first = condition(left, error);
  const second = condition(right, error);
  return (row) => {
    const one = first(row);
    if (one === decisive) return decisive;
    const other = second(row);
    if (other === decisive) return decisive;
    return one === null || other === null ? null : !decisive;
  };
}

function xor({ left, right, error }: Operands): Evaluate {
  const first = condition(left, error);
  const second = condition(right, error);
  return (row) => {
    const one = first(row);
    const other = second(row);
    return one === null || other === null ? null : one !== other;
  };
}

function over({ left, right, error }: Operands, apply: (left: Scalar, right: Scalar) => Result): Evaluate {
  const first = scalar(left, error);
  const second = scalar(right, error);
  return (row) => {
    const one = first(row);
    const other = second(row);
    return one === null || other === null ? null : apply(one, other);
  };
}

function arithmetic(operands: Operands, apply: (left: number, right: number) => number): Evaluate {
  return over(operands, (left, right) => {
    const one = asNumber(left);
    const other = asNumber(right);
    return one === null || other === null ? null : finite(apply(one, other));
  });
}

/** Adds two numbers, joins two texts; of one each there is no sum. */
function sum(left: Scalar, right: Scalar): Result {
  const one = asNumber(left);
  const other = asNumber(right);
  if (one !== null && other !== null) return finite(one + other);
  return one === null && other === null ? asText(left) + asText(right) : null;
}

function like(operands: Operands): Evaluate {
  let last: { readonly pattern: string; readonly test: (value: Scalar) => boolean } | undefined;
  return over(operands, (value, written) => {
    const pattern = asText(written);
    if (last?.pattern !== pattern) {
      const test = likeTest(pattern);
      if (test === undefined) {
        throw operands.error('has an escaped wildcard, which the documents do not settle; use match()');
      }
      last = { pattern, test };
    }
    return last.test(value);
  });
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
