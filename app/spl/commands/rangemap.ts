import type { Option } from '../nodes/pipeline';
import { command, perRow } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { noWords } from '../runtime/words';
import { asNumber } from '../value';

interface Range {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** `rangemap field=<field> name=<from>-<to>... [default=<name>]`: the names of the ranges that the number lies in, ends included, as `range`; else the default, None unless told. */
export const rangemap = command('words', 'never', (written, context) => {
  noWords(written.words, context);
  const field = written.options.find(({ name }) => name === 'field')?.value;
  if (field === undefined) throw context.error('needs a field, as in field=count');
  const otherwise = written.options.find(({ name }) => name === 'default')?.value ?? 'None';
  const ranges = written.options
    .filter(({ name }) => name !== 'field' && name !== 'default')
    .map((option) => rangeOf(option, context));
  if (ranges.length === 0) throw context.error('needs a range, as in low=1-30');
  return perRow((row) => {
    const number = asNumber(row.get(field));
    const names =
      number === null ? [] : ranges.filter(({ from, to }) => from <= number && number <= to).map(({ name }) => name);
    const [first = otherwise] = names;
    return row.set('range', names.length > 1 ? names : first);
  });
});

function rangeOf({ name, value, position }: Option, context: Context): Range {
  const [, from, to] = /^(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?)$/.exec(value) ?? [];
  if (from === undefined || to === undefined || Number(from) > Number(to)) {
    throw context.error(`needs a range such as 1-30 for ${name}, not "${value}"`, position);
  }
  return { name, from: Number(from), to: Number(to) };
}
