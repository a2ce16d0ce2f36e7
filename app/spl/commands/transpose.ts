import { booleanOption, options, textOption } from '../runtime/options';
import { command, perResult } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { countWord } from '../runtime/words';
import { asText, valuesOf } from '../value';
import type { Row, Value } from '../value';

/** Search Reference, transpose: the rows that become columns unless told. */
const DEFAULT_ROWS = 5;

/**
 * `transpose [<int>] [column_name=<text>] [header_field=<field>] [include_empty=<bool>]`: rows become columns, the first 5 unless told,
 * all with 0. The columns are called `row 1` and so on, or as the header field says; internal fields but `_time` are left out.
 */
export const transpose = command('words', 'never', (written, context) => {
  const given = options(written.options, ['column_name', 'header_field', 'include_empty'], context);
  const count = countWord(written.words, context) ?? DEFAULT_ROWS;
  const first = textOption(given, 'column_name') ?? 'column';
  const header = textOption(given, 'header_field');
  const includeEmpty = booleanOption(given, 'include_empty', true, context);
  return perResult((rows) => {
    const turned = count === 0 ? rows : rows.slice(0, count);
    const names = turned.map((row, at) => (header === undefined ? `row ${at + 1}` : headerOf(row, header, context)));
    const twice = [first, ...names].find((name, at, all) => all.indexOf(name) !== at);
    if (twice !== undefined) throw context.error(`would have two columns "${twice}"; choose another header field`);
    const fields = new Set((includeEmpty ? rows : turned).flatMap((row) => [...row.keys()]));
    return [...fields]
      .filter((field) => field !== header && (!field.startsWith('_') || field === '_time'))
      .map((field) => {
        const row: Row = new Map<string, Value>([[first, field]]);
        for (const [at, name] of names.entries()) {
          const value = turned[at]?.get(field);
          if (value !== undefined) row.set(name, value);
        }
        return row;
      });
  });
});

function headerOf(row: Row, header: string, context: Context): string {
  const [value, second] = valuesOf(row.get(header));
  if (value === undefined || second !== undefined) {
    throw context.error(`needs one value of the header field "${header}" in each row`);
  }
  return asText(value);
}
