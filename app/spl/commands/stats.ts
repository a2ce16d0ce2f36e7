import { command, inBatches } from '../runtime/transform';
import { booleanOption, options } from '../runtime/options';
import { Groups } from './aggregate/grouping';
import { checkedBy, prepareAggregations } from './aggregate/prepare';

/** `stats [allnum=<bool>] aggregation... [BY field...]`: one row a group. */
export const stats = command('aggregations', 'never', (written, context) => {
  const given = options(written.options, ['allnum', 'partitions'], context);
  if (booleanOption(given, 'allnum', false, context)) throw context.error('does not have allnum=true');
  const prepared = prepareAggregations(written.aggregations, context);
  const by = checkedBy(written.by, context);
  return async function* (input) {
    const groups = new Groups(by, prepared, context);
    for await (const batch of input) for (const row of batch) groups.add(row);
    yield* inBatches(groups.rows());
  };
});
