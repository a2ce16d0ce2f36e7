import { readCsv } from '../../protocol';
import { command, inBatches } from '../runtime/transform';
import { booleanOption, numberOption, options, textOption } from '../runtime/options';
import { noWords } from '../runtime/words';
import type { Row, Value } from '../value';

/**
 * `makeresults [count=<int>] [annotate=<bool>]`: rows with `_time`, the time of the search; what annotate adds is null and so
 * no field. `makeresults format=csv data=<text>`: rows from a table in the search itself.
 */
export const makeresults = command('words', 'must', (written, context) => {
  const given = options(written.options, ['count', 'annotate', 'format', 'data'], context);
  noWords(written.words, context);
  const count = numberOption(given, 'count', 1, context);
  booleanOption(given, 'annotate', false, context);
  const format = textOption(given, 'format');
  const data = textOption(given, 'data');
  if (format !== undefined && format.toLowerCase() !== 'csv')
    throw context.error(`has the format csv, not "${format}"`);
  if ((format === undefined) !== (data === undefined)) throw context.error('takes format=csv together with data=');
  const { now } = context.search;
  const rows = (): Row[] =>
    data === undefined ? Array.from({ length: count }, () => new Map<string, Value>([['_time', now]])) : rowsOf(data);
  return async function* () {
    yield* await Promise.resolve(inBatches(rows()));
  };
});

function rowsOf(data: string): Row[] {
  const { columns, rows } = readCsv(data);
  return [...rows].map((cells) => {
    const row: Row = new Map<string, Value>();
    for (const [at, column] of columns.entries()) {
      const cell = cells[at] ?? '';
      if (cell !== '') row.set(column, cell);
    }
    return row;
  });
}
