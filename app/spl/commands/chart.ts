import type { Arguments } from '../nodes/pipeline';
import { options } from '../runtime/options';
import type { Options } from '../runtime/options';
import { command, inBatches } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { valuesOf } from '../value';
import type { Scalar } from '../value';
import { Groups } from './aggregate/grouping';
import { Pivot } from './aggregate/pivot';
import { checkedBy, prepareAggregations } from './aggregate/prepare';
import { SERIES_OPTIONS, seriesOptions } from './aggregate/series';
import { buckets } from './bin';

/**
 * `chart aggregation... [OVER row [span=<span>]] [BY column]`, or `BY row column`: a row for each value of the row field, a column
 * for each value of the column field. Rows without the row field count nowhere. Values stay as they are unless there is a span.
 */
export const chart = command('chart', 'never', (written, context) => {
  const given = options(written.options, ['span', ...SERIES_OPTIONS], context);
  const prepared = prepareAggregations(written.aggregations, context);
  const { over, by } = splits(written, context);
  const series = seriesOptions(given, prepared.length > 1, context);
  const bucket = spanOf(given, over, context);
  return async function* (input) {
    if (over === undefined) {
      const groups = new Groups([], prepared, context);
      for await (const batch of input) for (const row of batch) groups.add(row);
      yield* inBatches(groups.rows());
      return;
    }
    const table = new Pivot(over, by, series, prepared, context);
    for await (const batch of input) {
      for (const row of batch) for (const key of valuesOf(row.get(over))) table.add(bucket(key), row);
    }
    yield* inBatches(table.rows());
  };
});

/** The field of the rows and the field of the columns. */
function splits(
  { over, by }: Extract<Arguments, { syntax: 'chart' }>,
  context: Context,
): { over: string | undefined; by: string | undefined } {
  const fields = over === null ? by : [over, ...by];
  const [, , surplus] = fields;
  if (surplus !== undefined) {
    throw context.error(`splits by two fields at most, and not by "${surplus.name}" too`, surplus.position);
  }
  const [rows, columns] = checkedBy(fields, context);
  if (rows !== undefined && rows === columns) throw context.error(`cannot split by "${rows}" twice`, by[0]?.position);
  return { over: rows, by: columns };
}

function spanOf(given: Options, over: string | undefined, context: Context): (value: Scalar) => Scalar {
  const span = given.get('span');
  if (span !== undefined) {
    if (over === undefined) throw context.error('takes span only with a field to split by', span.position);
    return buckets(over, span.value, context);
  }
  if (over === '_time') throw context.error('needs a span for _time, as in span=1d, or be timechart');
  return (value) => value;
}
