import { command, inBatches } from '../runtime/transform';
import { compilePredicate } from '../predicate';
import { booleanOption, numberOption, options } from '../runtime/options';
import type { Cells } from '../tables/table';
import type { Row, Value } from '../value';
import { findLookup } from './lookup';

/** `inputlookup [append=<bool>] [start=<int>] [max=<int>] [strict=<bool>] table [where <search>]`: the rows of a table; an empty cell is no field. */
export const inputlookup = command('lookup', 'may', (written, context) => {
  const given = options(written.options, ['append', 'start', 'max', 'strict'], context);
  const append = booleanOption(given, 'append', false, context);
  booleanOption(given, 'strict', false, context);
  const start = numberOption(given, 'start', 0, context);
  const max = numberOption(given, 'max', Infinity, context);
  if (written.match.length > 0 || written.output !== null) throw context.error('takes only a table and a where');
  if (!append && !context.first) throw context.error('must be first in its pipeline, or say append=true');
  const { table } = findLookup(written.table, context);
  const wanted = written.where === null ? () => true : compilePredicate(written.where, { now: context.search.now });
  return async function* (input) {
    if (append) yield* input;
    const rows: Row[] = [];
    let at = -1;
    for (const cells of table.rows()) {
      if (rows.length >= max) break;
      const row = rowOf(table.columns, cells);
      if (!wanted(row)) continue;
      at += 1;
      if (at >= start) rows.push(row);
    }
    yield* inBatches(rows);
  };
});

function rowOf(columns: readonly string[], cells: Cells): Row {
  const row: Row = new Map<string, Value>();
  for (const [at, column] of columns.entries()) {
    const cell = cells[at] ?? '';
    if (cell !== '') row.set(column, cell);
  }
  return row;
}
