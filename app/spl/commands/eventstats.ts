import { setField } from '../runtime/fields';
import { command, perResult } from '../runtime/transform';
import { booleanOption, options } from '../runtime/options';
import { groupKey } from './aggregate/grouping';
import { checkedBy, Group, prepareAggregations } from './aggregate/prepare';

/** `eventstats [allnum=<bool>] aggregation... [BY field...]`: the aggregates of its group on every row; a row of no group stays as it is. */
export const eventstats = command('aggregations', 'never', (written, context) => {
  const given = options(written.options, ['allnum'], context);
  if (booleanOption(given, 'allnum', false, context)) throw context.error('does not have allnum=true');
  const prepared = prepareAggregations(written.aggregations, context);
  const by = checkedBy(written.by, context);
  return perResult((rows) => {
    const groups = new Map<string, Group>();
    const keys = rows.map((row) => groupKey(row, by, context));
    for (const [at, row] of rows.entries()) {
      const key = keys[at];
      if (key === undefined) continue;
      const group = groups.get(key) ?? new Group(prepared, context);
      groups.set(key, group);
      group.add(row);
    }
    // Once a group, not once a row: its rows share what may be a long list.
    const results = new Map([...groups].map(([key, group]) => [key, group.results()]));
    for (const [at, row] of rows.entries()) {
      const key = keys[at];
      if (key === undefined) continue;
      for (const [as, value] of results.get(key) ?? []) setField(row, as, value);
    }
    return rows;
  });
});
