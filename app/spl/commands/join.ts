import { booleanOption, numberOption, options, textOption } from '../runtime/options';
import type { Options } from '../runtime/options';
import { MOST_ROWS, subsearchRows } from '../runtime/subsearchrows';
import { collect, command, perRow } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { fieldNames } from '../runtime/words';
import type { Row } from '../value';
import { groupKey } from './aggregate/grouping';

/**
 * `join [type=inner|outer|left] [overwrite=<bool>] [max=<int>] field... [ <subsearch> ]`: the fields of the subsearch's rows that
 * have the same values, `max` of them (1 unless told, 0 for all); each beyond the first makes a row of its own. What both have is the
 * subsearch's, unless overwrite=false. A row without one of the fields matches nothing. `usetime`, `earlier` and a join by all common
 * fields are not there.
 */
export const join = command('subsearch', 'never', (written, context) => {
  const given = options(written.options, ['type', 'overwrite', 'max'], context);
  const outer = isOuter(given, context);
  const overwrite = booleanOption(given, 'overwrite', true, context);
  const max = numberOption(given, 'max', 1, context);
  const by = fieldNames(written.words, context);
  if (by.some((field) => field.includes('*'))) throw context.error('takes no wildcard; name the fields');
  const subsearch = subsearchRows(written.pipeline, MOST_ROWS, context);
  return async function* (input) {
    const partners = indexed(await collect(subsearch()), by, max === 0 ? Infinity : max, context);
    yield* perRow((row) => {
      const key = groupKey(row, by, context, 'field');
      const found = key === undefined ? undefined : partners.get(key);
      if (found === undefined) return outer ? row : undefined;
      return found.map((partner) =>
        overwrite ? new Map([...row, ...partner]) : new Map([...row, ...missing(partner, row)]),
      );
    })(input);
  };
});

function isOuter(given: Options, context: Context): boolean {
  const type = textOption(given, 'type') ?? 'inner';
  if (type === 'inner') return false;
  if (type === 'outer' || type === 'left') return true;
  throw context.error(`is of type inner, outer or left, not "${type}"`, given.get('type')?.position);
}

function indexed(rows: readonly Row[], by: readonly string[], max: number, context: Context): Map<string, Row[]> {
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    const key = groupKey(row, by, context, 'field');
    if (key === undefined) continue;
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [row]);
    else if (same.length < max) same.push(row);
  }
  return byKey;
}

/** The fields that the row does not have. */
function missing(partner: Row, row: Row): Row {
  return new Map([...partner].filter(([field]) => !row.has(field)));
}
