import { command, perRow } from '../runtime/transform';
import { setValues } from '../runtime/fields';
import { compileRegex } from '../regex';
import { booleanOption, options, textOption } from '../runtime/options';
import { singleField } from '../runtime/words';
import { asText, valuesOf } from '../value';

/** `makemv [delim=<text> | tokenizer=<regex>] [allowempty=<bool>] field`: splits a field's text; the tokenizer's first group is a value. */
export const makemv = command('words', 'never', (written, context) => {
  const given = options(written.options, ['delim', 'tokenizer', 'allowempty'], context);
  const field = singleField(written.words, context);
  const tokenizer = textOption(given, 'tokenizer');
  if (tokenizer !== undefined && given.has('delim')) throw context.error('takes delim or tokenizer, not both');
  const split = tokenizer === undefined ? delimited(textOption(given, 'delim') ?? ' ') : tokenized(tokenizer);
  const allowEmpty = booleanOption(given, 'allowempty', false, context);
  return perRow((row) => {
    const values = valuesOf(row.get(field)).flatMap((value) => split(asText(value)));
    if (values.length === 0) return row;
    setValues(row, field, allowEmpty ? values : values.filter((part) => part !== ''));
    return row;
  });
});

function delimited(delimiter: string): (text: string) => string[] {
  return (text) => text.split(delimiter);
}

function tokenized(pattern: string): (text: string) => string[] {
  const regex = compileRegex(pattern, 'g');
  return (text) => [...text.matchAll(regex)].map((found) => found[1] ?? found[0]);
}
