import type { SortKey } from '../nodes/pipeline';
import { command, perResult } from '../runtime/transform';
import { numberOption, options } from '../runtime/options';
import { sortRows } from '../runtime/order';

/** Search Reference, sort: without a number at most this many results are given. */
const DEFAULT_COUNT = 10_000;

/** `sort [<count>] [+|-]field...`, a field plain or as `num()`, `str()`, `ip()`, `auto()`; count 0 is all. Equal rows keep their order. */
export const sort = command('sort', 'never', (written, context) => {
  const given = options(written.options, ['limit'], context);
  const keys: readonly SortKey[] = written.keys;
  if (keys.length === 0) throw context.error('needs a field to sort by');
  const count = written.count ?? numberOption(given, 'limit', DEFAULT_COUNT, context);
  return perResult((rows) => {
    const sorted = sortRows(rows, keys);
    return count === 0 ? sorted : sorted.slice(0, count);
  });
});
