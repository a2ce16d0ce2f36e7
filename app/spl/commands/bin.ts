import type { Word } from '../nodes/pipeline';
import { command, perRow } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { options, textOption } from '../runtime/options';
import { timeSpan } from '../runtime/timespan';
import { asNumber, isMultivalue } from '../value';
import type { Scalar } from '../value';

/**
 * `bin span=<span> field [AS name]` (also `bucket`): `_time` becomes the beginning of its span (UTC), a number the text of its
 * range, `10-20`. Values that are no numbers stay.
 */
export const bin = command('words', 'never', (written, context) => {
  const given = options(written.options, ['span'], context);
  const span = textOption(given, 'span');
  if (span === undefined) throw context.error('needs a span, as in span=1d');
  const { field, as } = fieldAndName(written.words, context);
  const bucket = buckets(field, span, context);
  return perRow((row) => {
    const value = row.get(field);
    if (value !== undefined) row.set(as, isMultivalue(value) ? value : bucket(value));
    return row;
  });
});

function fieldAndName(words: readonly Word[], context: Context): { field: string; as: string } {
  const [field, as, name, surplus] = words;
  if (field === undefined) throw context.error('needs the name of a field');
  if (as === undefined) return { field: field.text, as: field.text };
  if (as.quoted || as.text.toLowerCase() !== 'as' || name === undefined || surplus !== undefined) {
    throw context.error('takes one field, and AS with a name', as.position);
  }
  return { field: field.text, as: name.text };
}

/**
 * The spans of a field's values: of `_time` their beginning, of a number the text of its range. What is no number stays.
 * @throws SplError when it is no span
 */
export function buckets(field: string, span: string, context: Context): (value: Scalar) => Scalar {
  const bucket = field === '_time' ? timeBucket(span, context) : numberBucket(span, context);
  return (value) => {
    const number = asNumber(value);
    return number === null ? value : bucket(number);
  };
}

function timeBucket(span: string, context: Context): (time: number) => Scalar {
  const found = timeSpan(span);
  if (found === undefined) {
    throw context.error(`needs a span of seconds, minutes, hours, days or one month, not "${span}"`);
  }
  return found.begin;
}

function numberBucket(span: string, context: Context): (number: number) => Scalar {
  const width = Number(span);
  if (!(width > 0)) throw context.error(`needs a positive number as the span of a number, not "${span}"`);
  return (number) => {
    const start = Math.floor(number / width) * width;
    return `${start}-${start + width}`;
  };
}
