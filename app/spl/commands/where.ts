import { command, perRow } from '../runtime/transform';
import { compile } from '../expressions/compile';

/** `where <eval expression>`: rows for which it is true; null is not true. */
export const where = command('expression', 'never', (written, context) => {
  const evaluate = compile(written.expression, { now: context.search.now });
  return perRow((row) => {
    const result = evaluate(row);
    if (result === null) return undefined;
    if (typeof result !== 'boolean')
      throw context.error('needs a condition, which is true or false; compare with something');
    return result ? row : undefined;
  });
});
