import { command, perResult, perRow } from '../runtime/transform';
import { options, textOption } from '../runtime/options';
import { fieldNames } from '../runtime/words';
import type { Row } from '../value';

/** `fillnull [value=<text>] [field...]`: a value, 0 unless told, where a field is missing; without fields, every field that some row has. */
export const fillnull = command('words', 'never', (written, context) => {
  const given = options(written.options, ['value'], context);
  const value = textOption(given, 'value') ?? '0';
  const fill = (row: Row, fields: Iterable<string>): Row => {
    for (const field of fields) if (!row.has(field)) row.set(field, value);
    return row;
  };
  if (written.words.length > 0) {
    const fields = fieldNames(written.words, context);
    if (fields.some((field) => field.includes('*'))) throw context.error('takes no wildcard; name the fields');
    return perRow((row) => fill(row, fields));
  }
  return perResult((rows) => {
    const fields = new Set<string>();
    for (const row of rows) for (const field of row.keys()) fields.add(field);
    return rows.map((row) => fill(row, fields));
  });
});
