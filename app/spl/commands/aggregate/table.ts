import type { Accumulator } from './accumulator';
import { counter, distinctCounter, distinctValues, list } from './counting';
import { average, extreme, range, spread, sum } from './measuring';
import { arrival, chronological } from './ordering';

/** The aggregation functions by name (Search Reference, statistical and charting functions). */
export const AGGREGATIONS: ReadonlyMap<string, () => Accumulator> = new Map<string, () => Accumulator>([
  ['count', counter],
  ['c', counter],
  ['dc', distinctCounter],
  ['distinct_count', distinctCounter],
  ['values', distinctValues],
  ['list', list],
  ['min', () => extreme(-1)],
  ['max', () => extreme(1)],
  ['range', range],
  ['sum', sum],
  ['avg', average],
  ['mean', average],
  ['stdev', () => spread('sample', true)],
  ['stdevp', () => spread('population', true)],
  ['var', () => spread('sample', false)],
  ['varp', () => spread('population', false)],
  ['first', () => arrival('first')],
  ['last', () => arrival('last')],
  ['earliest', () => chronological('earliest', 'value')],
  ['latest', () => chronological('latest', 'value')],
  ['earliest_time', () => chronological('earliest', 'time')],
  ['latest_time', () => chronological('latest', 'time')],
]);
