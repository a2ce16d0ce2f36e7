import type { Predicate } from '../nodes/predicate';
import { fieldsRead, predicateFields } from '../runtime/reads';
import { command, inBatches } from '../runtime/transform';
import type { Context } from '../runtime/transform';
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
  const columns = neededColumns(table.columns, written.where, context);
  return async function* (input) {
    if (append) yield* input;
    const rows: Row[] = [];
    let at = -1;
    for (const cells of table.rows()) {
      if (rows.length >= max) break;
      const row = rowOf(columns, cells);
      if (!wanted(row)) continue;
      at += 1;
      if (at >= start) rows.push(row);
    }
    yield* inBatches(rows);
  };
});

interface Column {
  readonly name: string;
  readonly at: number;
}

/** The columns that the search looks at: a table may have many, and a row of all of them costs most of a search. */
function neededColumns(columns: readonly string[], where: Predicate | null, context: Context): Column[] {
  const all = columns.map((name, at) => ({ name, at }));
  const read = fieldsRead(context.following);
  if (read === undefined) return all;
  const needed = new Set([...read, ...(where === null ? [] : predicateFields(where))]);
  return needed.has('*') ? all : all.filter(({ name }) => needed.has(name) || name.startsWith('_'));
}

function rowOf(columns: readonly Column[], cells: Cells): Row {
  const row: Row = new Map<string, Value>();
  for (const { name, at } of columns) {
    const cell = cells[at] ?? '';
    if (cell !== '') row.set(name, cell);
  }
  return row;
}
