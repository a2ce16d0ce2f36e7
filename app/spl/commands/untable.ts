import { options } from '../runtime/options';
import { command, perRow } from '../runtime/transform';
import { fieldNames } from '../runtime/words';
import type { Value } from '../value';

/** `untable x name value`: a row for each field but `x`, with the field's name and its value; internal fields are left out. The reverse of xyseries. */
export const untable = command('words', 'never', (written, context) => {
  options(written.options, [], context);
  const [x, name, value, surplus] = fieldNames(written.words, context);
  if (x === undefined || name === undefined || value === undefined || surplus !== undefined) {
    throw context.error(
      'needs three fields: that which stays, that for the names of the others, and that for their values',
    );
  }
  return perRow((row) => {
    const key = row.get(x);
    if (key === undefined) throw context.error(`needs "${x}" in every row; fillnull it or drop rows without it`);
    return [...row]
      .filter(([field]) => field !== x && !field.startsWith('_'))
      .map(
        ([field, held]) =>
          new Map<string, Value>([
            [x, key],
            [name, field],
            [value, held],
          ]),
      );
  });
});
