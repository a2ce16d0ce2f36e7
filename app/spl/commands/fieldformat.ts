import { compile } from '../expressions/compile';
import { setField } from '../runtime/fields';
import { command, perRow } from '../runtime/transform';

/** What may follow, since it does not look at the values. */
const BLIND = new Set(['fieldformat', 'fields', 'head', 'reverse', 'table', 'tail']);

/**
 * `fieldformat field=expression`: what is shown in place of the value. On Splunk later commands still see the value; here they would
 * see the text, so only those that do not look may follow.
 */
export const fieldformat = command('assignments', 'never', (written, context) => {
  const after = context.following.find(({ name }) => !BLIND.has(name));
  if (after !== undefined)
    throw context.error(`must come after ${after.name}, which would see the text instead of the value`);
  const formats = written.assignments.map(({ field, expression }) => ({
    field,
    evaluate: compile(expression, { now: context.search.now }),
  }));
  return perRow((row) => {
    for (const { field, evaluate } of formats) {
      if (!row.has(field.name)) continue;
      const text = evaluate(row);
      if (typeof text === 'boolean')
        throw context.error(`cannot show true or false as "${field.name}"`, field.position);
      setField(row, field.name, text);
    }
    return row;
  });
});
