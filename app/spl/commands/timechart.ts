import type { Arguments } from '../nodes/pipeline';
import { booleanOption, numberOption, options } from '../runtime/options';
import type { Options } from '../runtime/options';
import { chosenSpan, timeSpan } from '../runtime/timespan';
import type { TimeSpan } from '../runtime/timespan';
import { collect, command, inBatches } from '../runtime/transform';
import type { Context, Rows } from '../runtime/transform';
import type { TimeRange } from '../runtime/source';
import { asNumber } from '../value';
import type { Row } from '../value';
import { Pivot } from './aggregate/pivot';
import { checkedBy, prepareAggregations } from './aggregate/prepare';
import { SERIES_OPTIONS, seriesOptions } from './aggregate/series';

const OPTIONS = ['span', 'bins', 'cont', 'partial', 'fixedrange', ...SERIES_OPTIONS];

/** Splunk's own limit: beyond it a timechart fails. */
const MOST_BINS = 50_000;

/**
 * `timechart [span=<span> | bins=<int>] [cont] [partial] [fixedrange] aggregation... [BY field [limit] [useother] [usenull] ...]`:
 * a row for each span of time (UTC). Without a span it is the shortest of Splunk's that gives no more than `bins` rows (100 unless
 * told) over the search's time range, or over the rows' times where that is open. Values of the BY field stay as they are, numbers too.
 */
export const timechart = command('chart', 'never', (written, context) => {
  const given = options(written.options, OPTIONS, context);
  if (written.over !== null)
    throw context.error('takes no OVER, as it goes by _time; chart does', written.over.position);
  const prepared = prepareAggregations(written.aggregations, context);
  const splitBy = splitField(written, context);
  const series = seriesOptions(given, prepared.length > 1, context);
  const span = spanOption(given, context);
  const bins = numberOption(given, 'bins', 100, context, 1);
  const continuous = booleanOption(given, 'cont', true, context);
  const partial = booleanOption(given, 'partial', true, context);
  const fixed = booleanOption(given, 'fixedrange', true, context);
  const { earliest, latest } = context.search;
  const open: TimeRange = { earliest: fixed && earliest > 0 ? earliest : Infinity, latest: fixed ? latest : -Infinity };

  return async function* (input) {
    const isOpen = open.earliest === Infinity || Math.abs(open.latest) === Infinity;
    const rows = isOpen ? await collect(input) : undefined;
    const range = rows === undefined ? open : covering(rows, open, context);
    if (range.earliest >= range.latest) return;
    const cut = span ?? chosenSpan(range.latest - range.earliest, bins);
    const table = new Pivot('_time', splitBy, series, prepared, context);
    for await (const batch of rows === undefined ? input : ready(rows)) {
      for (const row of batch) {
        const time = timeOf(row, context);
        if (time !== undefined) table.add(cut.begin(time), row);
      }
    }
    if (table.isEmpty) return;
    const begins = continuous ? begun(range, cut, context) : table.keys().map(Number);
    const whole = partial
      ? begins
      : begins.filter((begin) => begin >= range.earliest && cut.next(begin) <= range.latest);
    yield* inBatches(table.rows(whole));
  };
});

function splitField({ by }: Extract<Arguments, { syntax: 'chart' }>, context: Context): string | undefined {
  const [, surplus] = by;
  if (surplus !== undefined) throw context.error(`takes one BY field, not "${surplus.name}" too`, surplus.position);
  return checkedBy(by, context)[0];
}

function spanOption(given: Options, context: Context): TimeSpan | undefined {
  const option = given.get('span');
  if (option === undefined) return undefined;
  const span = timeSpan(option.value);
  if (span === undefined) {
    throw context.error(`needs a span such as 60s, 5m, 2h, 1d or 1mon, not "${option.value}"`, option.position);
  }
  return span;
}

async function* ready(rows: Row[]): Rows {
  yield await Promise.resolve(rows);
}

/** The range that is given, where it is open as far as the rows reach; empty if there are none. */
function covering(rows: readonly Row[], open: TimeRange, context: Context): TimeRange {
  let first = Infinity;
  let last = -Infinity;
  for (const row of rows) {
    const time = timeOf(row, context);
    if (time === undefined) continue;
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  return {
    earliest: open.earliest === Infinity ? first : open.earliest,
    // The end of a range does not belong to it.
    latest: Math.abs(open.latest) === Infinity ? last + 1 : open.latest,
  };
}

/** The beginnings of all spans in a range. */
function begun({ earliest, latest }: TimeRange, span: TimeSpan, context: Context): number[] {
  const begins: number[] = [];
  for (let begin = span.begin(earliest); begin < latest; begin = span.next(begin)) {
    if (begins.length === MOST_BINS) {
      throw context.error(`would make more than ${MOST_BINS} rows over this time range; give it a longer span`);
    }
    begins.push(begin);
  }
  return begins;
}

/** `_time` of a row; a row without one counts nowhere. */
function timeOf(row: Row, context: Context): number | undefined {
  const value = row.get('_time');
  if (value === undefined) return undefined;
  const time = asNumber(value);
  if (time === null) throw context.error('needs epoch seconds in _time, and a row has something else');
  return time;
}
