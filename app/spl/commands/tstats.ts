import { takeBounds } from '../runtime/bounds';
import { command, inBatches } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { searchEvents } from '../runtime/events';
import { booleanOption, options } from '../runtime/options';
import { INDEXED, predicateFields } from '../runtime/reads';
import { binTime, secondsOf } from '../runtime/span';
import { checkSubsearches, resolveSubsearches } from '../runtime/subsearch';
import { asNumber } from '../value';
import type { Row } from '../value';
import { Groups } from './aggregate/grouping';
import { checkedBy, prepareAggregations } from './aggregate/prepare';

const AGGREGATIONS = new Set([
  'count',
  'c',
  'dc',
  'distinct_count',
  'min',
  'max',
  'values',
  'first',
  'last',
  'earliest',
  'latest',
]);

/**
 * `tstats aggregation... where <predicate> [by field... [span=<span>]]` over the fields of the index (`index`, `source`,
 * `sourcetype`, `host`, `_time`), without looking into events.
 */
export const tstats = command('tstats', 'must', (written, context) => {
  const given = options(written.options, ['local', 'summariesonly'], context);
  booleanOption(given, 'local', false, context);
  booleanOption(given, 'summariesonly', false, context);
  for (const { name, argument, position } of written.aggregations) {
    if (!AGGREGATIONS.has(name)) throw context.error(`does not know the aggregation "${name}"`, position);
    if (argument !== null && !('name' in argument)) throw context.error('takes no eval in an aggregation', position);
    if (argument !== null) checkIndexed(argument.name, context, argument.position);
  }
  const prepared = prepareAggregations(written.aggregations, context);
  const by = checkedBy(written.by, context);
  for (const { name, position } of written.by) checkIndexed(name, context, position);
  const bin = binning(written.span, by, context);
  const { search } = context;
  checkSubsearches(written.where, context);
  return async function* () {
    const { bounds, rest } = takeBounds(await resolveSubsearches(written.where, context), context);
    for (const field of predicateFields(rest)) checkIndexed(field, context);
    const groups = new Groups(by, prepared, context);
    const rows = searchEvents(search.events, {
      predicate: rest,
      earliest: bounds.earliest ?? search.earliest,
      latest: bounds.latest ?? search.latest,
      indexEarliest: bounds._index_earliest ?? search.indexEarliest ?? -Infinity,
      indexLatest: bounds._index_latest ?? search.indexLatest ?? Infinity,
      now: search.now,
      extract: false,
    });
    for await (const batch of rows) for (const row of batch) groups.add(row, bin(row));
    yield* inBatches(groups.rows());
  };
});

function checkIndexed(field: string, context: Context, position?: number): void {
  if (field === '_raw' || !INDEXED.has(field)) {
    throw context.error(
      `knows only the fields of the index (index, source, sourcetype, host, _time), not "${field}"`,
      position,
    );
  }
}

/** The row to group by: its time is the beginning of its span, while aggregates take the row's own time. */
function binning(span: string | null, by: readonly string[], context: Context): (row: Row) => Row {
  if (span === null) return (row) => row;
  const seconds = secondsOf(span);
  if (seconds === undefined) throw context.error(`needs a span of seconds, minutes, hours or days, not "${span}"`);
  if (!by.includes('_time')) throw context.error('takes span only with _time among the BY fields');
  return (row) => {
    const time = asNumber(row.get('_time') ?? '');
    return time === null ? row : new Map(row).set('_time', binTime(time, seconds));
  };
}
