import type { Expression } from '../nodes/expression';
import { mvOf, valuesOf } from '../value';
import type { Result } from '../value';
import { argument, takes, valueAt } from './call';
import type { Call, Family } from './call';

/** The names of the fields that an expression reads. */
function fieldsOf(expression: Expression): Set<string> {
  switch (expression.kind) {
    case 'literal':
    case 'boolean':
      return new Set();
    case 'field':
      return new Set([expression.name]);
    case 'call':
      return union(expression.args);
    case 'unary':
      return fieldsOf(expression.operand);
    case 'binary':
      return union([expression.left, expression.right]);
    case 'in':
      return union([expression.operand, ...expression.list]);
  }
}

function union(expressions: readonly Expression[]): Set<string> {
  return new Set(expressions.flatMap((expression) => [...fieldsOf(expression)]));
}

function onlyField(call: Call): string {
  const [first] = call.expressions;
  const [field, ...more] = first === undefined ? [] : fieldsOf(first);
  if (field === undefined || more.length > 0) {
    throw call.error(
      `needs an expression that reads exactly one field, not ${field === undefined ? 'none' : more.length + 1}`,
    );
  }
  return field;
}

function held(call: Call, result: Result): boolean {
  if (result === null || typeof result === 'boolean') return result === true;
  throw call.error('needs a condition; compare with something');
}

/** The functions whose expression is evaluated once for each value of a field: the field is that value within. */
export const scoped: Family = {
  mvfilter: takes(1, 1, (call) => {
    const field = onlyField(call);
    const condition = argument(call, 0);
    return (row) => mvOf(valuesOf(row.get(field)).filter((value) => held(call, condition(new Map([[field, value]])))));
  }),
  mvmap: takes(2, 2, (call) => {
    const [over] = call.expressions;
    if (over?.kind !== 'field') throw call.error('needs the name of a field as its first argument');
    const { name } = over;
    const made = valueAt(call, 1);
    return (row) => {
      const whole = row.get(name);
      if (whole === undefined) return null;
      try {
        return mvOf(valuesOf(whole).flatMap((value) => valuesOf(made(row.set(name, value)))));
      } finally {
        // Within its own row, as a copy for each row would cost more than all else.
        row.set(name, whole);
      }
    };
  }),
};
