import { options } from '../runtime/options';
import { command, perResult } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { fieldNames } from '../runtime/words';
import { asText, compareText, valuesOf } from '../value';
import type { Row, Scalar, Value } from '../value';
import { compareKeys } from './aggregate/grouping';
import { columnName, naming } from './aggregate/series';

/**
 * `xyseries [sep=<text>] [format=<text>] x name value...`: a row for each value of `x`, in their order, and a column for each value of
 * `name` with what `value` holds there; several value fields give columns such as `count: console`. A row without x or name, several
 * values in them and two rows for one cell are errors, as Splunk's documents settle none of them.
 */
export const xyseries = command('words', 'never', (written, context) => {
  const given = options(written.options, ['sep', 'format'], context);
  const [x, name, ...values] = fieldNames(written.words, context);
  if (x === undefined || name === undefined || values.length === 0) {
    throw context.error('needs three fields: that of the rows, that of the columns, and that of their values');
  }
  const named = values.length === 1 ? (_: string, text: string): string => columnName(text) : naming(given);
  return perResult((rows) => {
    const lines = new Map<string, Row>();
    const columns = new Set<string>();
    for (const row of rows) {
      const key = single(row, x, context);
      const line: Row = lines.get(asText(key)) ?? new Map<string, Value>([[x, key]]);
      lines.set(asText(key), line);
      for (const field of values) {
        const column = named(field, asText(single(row, name, context)));
        const value = row.get(field);
        if (value === undefined) continue;
        if (line.has(column)) {
          throw context.error(`has two values for "${column}" in one row; aggregate them before, or rename "${x}"`);
        }
        line.set(column, value);
        columns.add(column);
      }
    }
    const order = [...columns].sort(compareText);
    return [...lines.values()]
      .sort((a, b) => compareKeys(single(a, x, context), single(b, x, context)))
      .map((line) => inOrder(line, [x, ...order]));
  });
});

function single(row: Row, field: string, context: Context): Scalar {
  const [value, second] = valuesOf(row.get(field));
  if (value === undefined) throw context.error(`needs "${field}" in every row; fillnull it or drop rows without it`);
  if (second !== undefined) throw context.error(`takes one value in "${field}", and a row has several; mvexpand it`);
  return value;
}

function inOrder(row: Row, fields: readonly string[]): Row {
  return new Map(
    fields.flatMap((field): [string, Value][] => {
      const value = row.get(field);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}
