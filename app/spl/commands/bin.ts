import type { Word } from '../nodes/pipeline';
import { command, perRow } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { options, textOption } from '../runtime/options';
import { binTime, secondsOf } from '../runtime/span';
import { asNumber } from '../value';
import type { Value } from '../value';

/**
 * `bin span=<span> field [AS name]` (also `bucket`): `_time` becomes the beginning of its span (UTC), a number the text of its
 * range, `10-20`. Values that are no numbers stay.
 */
export const bin = command('words', 'never', (written, context) => {
  const given = options(written.options, ['span'], context);
  const span = textOption(given, 'span');
  if (span === undefined) throw context.error('needs a span, as in span=1d');
  const { field, as } = fieldAndName(written.words, context);
  const bucket = field === '_time' ? timeBucket(span, context) : numberBucket(span, context);
  return perRow((row) => {
    const value = row.get(field);
    const number = value === undefined ? null : asNumber(value);
    if (number !== null) row.set(as, bucket(number));
    else if (value !== undefined) row.set(as, value);
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

function timeBucket(span: string, context: Context): (time: number) => Value {
  const seconds = secondsOf(span);
  if (seconds === undefined) throw context.error(`needs a span of seconds, minutes, hours or days, not "${span}"`);
  return (time) => binTime(time, seconds);
}

function numberBucket(span: string, context: Context): (number: number) => Value {
  const width = Number(span);
  if (!(width > 0)) throw context.error(`needs a positive number as the span of a number, not "${span}"`);
  return (number) => {
    const start = Math.floor(number / width) * width;
    return `${start}-${start + width}`;
  };
}
