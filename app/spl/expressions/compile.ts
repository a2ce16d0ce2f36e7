import { SplError } from '../error';
import type { Evaluate } from '../functions/call';
import { FUNCTIONS } from '../functions/table';
import type { Expression } from '../nodes/expression';
import { asNumber } from '../value';
import type { Result } from '../value';
import { equal } from './comparison';
import { binary, condition, scalar } from './operators';

/** What an expression may know besides the row. */
export interface ExpressionContext {
  /** Epoch seconds at which the search began. */
  readonly now: number;
}

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/**
 * Makes an eval expression ready to run over rows. Null is three-valued logic's unknown; numbers may be spelled as text.
 * @returns a value, true or false, or null; it throws SplError where Splunk's documents settle no result (a multivalue in a comparison)
 * @throws SplError with the offset of a function that is unknown or has the wrong number of arguments
 */
export function compile(expression: Expression, context: ExpressionContext): Evaluate {
  switch (expression.kind) {
    case 'literal':
    case 'boolean': {
      const { value } = expression;
      return () => value;
    }
    case 'field': {
      const { name } = expression;
      return (row) => row.get(name) ?? null;
    }
    case 'call':
      return compileCall(expression, context);
    case 'unary':
      return compileUnary(expression, context);
    case 'binary':
      return binary(expression.operator, {
        left: compile(expression.left, context),
        right: compile(expression.right, context),
        error: errorAt(expression.operator, expression.position),
      });
    case 'in':
      return compileIn(expression, context);
  }
}

function compileCall({ name, args, position }: Of<'call'>, context: ExpressionContext): Evaluate {
  const called = FUNCTIONS.get(name);
  if (called === undefined) {
    throw new SplError(
      `The function ${name}() is unknown; the local engine has ${[...FUNCTIONS.keys()].sort().join(', ')}.`,
      { position },
    );
  }
  const { least, most } = called;
  if (args.length < least || args.length > most) {
    const wanted = most === Infinity ? `at least ${least}` : least === most ? `${least}` : `${least} to ${most}`;
    throw new SplError(`The function ${name}() takes ${wanted} arguments, not ${args.length}.`, { position });
  }
  const evaluate = called.compile({
    name,
    args: args.map((arg) => compile(arg, context)),
    expressions: args,
    now: context.now,
    error: (message) => new SplError(`The function ${name}() ${message}.`, { position }),
  });
  return args.length > 0 && args.every(({ kind }) => kind === 'literal') ? once(evaluate) : evaluate;
}

/** What does not look at the row, evaluated with the first one: no function gives another result the next time. */
function once(evaluate: Evaluate): Evaluate {
  let known: { readonly result: Result } | undefined;
  return (row) => (known ??= { result: evaluate(row) }).result;
}

function compileUnary({ operator, operand, position }: Of<'unary'>, context: ExpressionContext): Evaluate {
  const inner = compile(operand, context);
  const error = errorAt(operator, position);
  if (operator === 'not') {
    const holds = condition(inner, error);
    return (row) => {
      const result = holds(row);
      return result === null ? null : !result;
    };
  }
  const value = scalar(inner, error);
  const sign = operator === '-' ? -1 : 1;
  return (row) => {
    const number = asNumber(value(row));
    return number === null ? null : sign * number;
  };
}

function compileIn({ operand, list, position }: Of<'in'>, context: ExpressionContext): Evaluate {
  const error = errorAt('in', position);
  const value = scalar(compile(operand, context), error);
  const items = list.map((item) => scalar(compile(item, context), error));
  return (row) => {
    const wanted = value(row);
    if (wanted === null) return null;
    return items.some((item) => {
      const other = item(row);
      return other !== null && equal(wanted, other);
    });
  };
}

function errorAt(operator: string, position: number): (message: string) => SplError {
  return (message) => new SplError(`The operator ${operator.toUpperCase()} ${message}.`, { position });
}
