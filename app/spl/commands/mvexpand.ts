import { command, perRow } from '../runtime/transform';
import { numberOption, options } from '../runtime/options';
import { singleField } from '../runtime/words';
import { valuesOf } from '../value';

/** `mvexpand field [limit=<int>]`: a row for each value; a row without the field stays as it is. */
export const mvexpand = command('words', 'never', (written, context) => {
  const given = options(written.options, ['limit'], context);
  const field = singleField(written.words, context);
  const limit = numberOption(given, 'limit', 0, context);
  return perRow((row) => {
    const values = valuesOf(row.get(field));
    if (values.length < 2) return row;
    return (limit === 0 ? values : values.slice(0, limit)).map((value) => new Map(row).set(field, value));
  });
});
