import { command } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { booleanOption, durationOption, numberOption, options } from '../runtime/options';
import { asNumber } from '../value';
import type { Row } from '../value';
import { groupKey } from './aggregate/grouping';
import { checkedBy, prepareAggregations } from './aggregate/prepare';
import type { Prepared } from './aggregate/prepare';
import { WindowedGroup } from './aggregate/window';

/** limits.conf, max_stream_window: the largest window, and the one of a streamstats that names none. */
const LARGEST_WINDOW = 10_000;

interface Settings {
  /** Whether a row counts in its own aggregates. */
  readonly current: boolean;
  /** Rows; 0 for no bound. */
  readonly window: number;
  /** Whether the window holds the latest rows of all groups together, or of each. */
  readonly global: boolean;
  /** Seconds. */
  readonly timeWindow: number | undefined;
}

/**
 * `streamstats [current=<bool>] [window=<int>] [global=<bool>] [time_window=<span>] [allnum=<bool>] aggregation... [BY field...]`:
 * the aggregates over the rows so far, or over the window of the latest, on every row. A time window holds the rows less than
 * its length away from the present row; rows must be sorted by time, either way. Rows without a BY field stay as they are.
 */
export const streamstats = command('aggregations', 'never', (written, context) => {
  const given = options(written.options, ['current', 'window', 'global', 'time_window', 'allnum'], context);
  if (booleanOption(given, 'allnum', false, context)) throw context.error('does not have allnum=true');
  const settings: Settings = {
    current: booleanOption(given, 'current', true, context),
    window: numberOption(given, 'window', 0, context),
    global: booleanOption(given, 'global', true, context),
    timeWindow: durationOption(given, 'time_window', context),
  };
  if (settings.window > LARGEST_WINDOW) throw context.error(`takes a window of at most ${LARGEST_WINDOW} rows`);
  if (settings.timeWindow !== undefined && settings.window > 0 && !settings.global) {
    throw context.error('takes time_window with window only under global=true');
  }
  const prepared = prepareAggregations(written.aggregations, context);
  const by = checkedBy(written.by, context);
  return async function* (input) {
    const windows = new Windows(settings, prepared, context);
    for await (const batch of input) {
      for (const row of batch) windows.pass(row, groupKey(row, by, context));
      yield batch;
    }
  };
});

class Windows {
  readonly #groups = new Map<string, WindowedGroup>();
  /** The rows in the window that all groups share, oldest first. */
  #shared: { readonly group: WindowedGroup; readonly time: number }[] = [];
  #oldest = 0;
  #rows = 0;
  #time: number | undefined;
  #direction = 0;

  constructor(
    private readonly settings: Settings,
    private readonly prepared: readonly Prepared[],
    private readonly context: Context,
  ) {}

  pass(row: Row, key: string | undefined): void {
    const time = this.#timeOf(row);
    this.#checkLimit();
    if (key === undefined) return;
    const group = this.#groupOf(key);
    const { current } = this.settings;
    this.#dropOld(time);
    if (current) this.#add(row, group, time);
    group.fill(row);
    if (!current) this.#add(row, group, time);
  }

  #add(row: Row, group: WindowedGroup, time: number): void {
    const { window, global, timeWindow } = this.settings;
    group.add(row);
    if (window > 0 && !global) {
      if (group.size > window) group.removeOldest();
      return;
    }
    if (timeWindow === undefined && window === 0) return;
    this.#shared.push({ group, time });
    if (window > 0 && this.#shared.length - this.#oldest > window) this.#drop();
  }

  #dropOld(time: number): void {
    const { timeWindow } = this.settings;
    if (timeWindow === undefined) return;
    for (;;) {
      const oldest = this.#shared[this.#oldest];
      if (oldest === undefined || Math.abs(time - oldest.time) < timeWindow) return;
      this.#drop();
    }
  }

  #drop(): void {
    this.#shared[this.#oldest]?.group.removeOldest();
    this.#oldest += 1;
    if (this.#oldest > 1000 && this.#oldest * 2 > this.#shared.length) {
      this.#shared = this.#shared.slice(this.#oldest);
      this.#oldest = 0;
    }
  }

  #groupOf(key: string): WindowedGroup {
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const bounded = this.settings.window > 0 || this.settings.timeWindow !== undefined;
    const group = new WindowedGroup(this.prepared, this.context, bounded);
    this.#groups.set(key, group);
    return group;
  }

  #checkLimit(): void {
    this.#rows += 1;
    const { window, timeWindow } = this.settings;
    if (this.#rows > LARGEST_WINDOW && window === 0 && timeWindow === undefined) {
      throw this.context.error(`without window or time_window takes at most ${LARGEST_WINDOW} rows; give it one`);
    }
  }

  #timeOf(row: Row): number {
    if (this.settings.timeWindow === undefined) return 0;
    const value = row.get('_time');
    const time = value === undefined ? null : asNumber(value);
    if (time === null) throw this.context.error('with time_window needs _time on every row');
    const direction = this.#time === undefined ? 0 : Math.sign(time - this.#time);
    if (direction !== 0 && this.#direction !== 0 && direction !== this.#direction) {
      throw this.context.error('with time_window needs rows sorted by time; put "sort 0 + _time" before it');
    }
    if (direction !== 0) this.#direction = direction;
    this.#time = time;
    return time;
  }
}
