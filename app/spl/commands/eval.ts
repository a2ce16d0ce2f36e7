import { command, perRow } from '../runtime/transform';
import { setField } from '../runtime/fields';
import { compile } from '../expressions/compile';

/** `eval field=expression, ...`: from left to right; null removes the field. */
export const evalCommand = command('assignments', 'never', (written, context) => {
  const assignments = written.assignments.map(({ field, expression }) => ({
    field,
    evaluate: compile(expression, { now: context.search.now }),
  }));
  return perRow((row) => {
    for (const { field, evaluate } of assignments) {
      const value = evaluate(row);
      if (typeof value === 'boolean') {
        throw context.error(
          `cannot put true or false into the field "${field.name}"; use if(condition, "true", "false")`,
          field.position,
        );
      }
      setField(row, field.name, value);
    }
    return row;
  });
});
