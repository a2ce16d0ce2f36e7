import { command, perRow } from '../runtime/transform';
import { options } from '../runtime/options';
import { nameMatcher } from '../runtime/wildcard';
import { fieldNames } from '../runtime/words';

/**
 * `fields [+|-] field...`: keeps or removes fields, wildcards too. Internal fields (their names begin with `_`) stay when
 * fields are kept, and go only when they are named.
 */
export const fields = command('words', 'never', (written, context) => {
  options(written.options, [], context);
  const [first, ...rest] = written.words;
  const sign = first !== undefined && !first.quoted ? /^[+-]/.exec(first.text)?.[0] : undefined;
  const unsigned = first === undefined || sign === undefined ? first : { ...first, text: first.text.slice(1) };
  const words = unsigned === undefined || unsigned.text === '' ? rest : [unsigned, ...rest];
  const named = nameMatcher(fieldNames(words, context));
  const drop = sign === '-' ? named : (field: string): boolean => !field.startsWith('_') && !named(field);
  return perRow((row) => {
    for (const field of row.keys()) if (drop(field)) row.delete(field);
    return row;
  });
});
