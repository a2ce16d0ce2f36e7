import { command, perResult } from '../runtime/transform';
import { numberOption, options } from '../runtime/options';
import { rowsAsSearch } from '../runtime/searchtext';
import { noWords } from '../runtime/words';

/** `format [maxresults=<int>]`: one row whose field `search` is the rows as a search: fields joined with AND, rows with OR. */
export const format = command('words', 'never', (written, context) => {
  const given = options(written.options, ['maxresults'], context);
  noWords(written.words, context);
  const limit = numberOption(given, 'maxresults', 0, context);
  return perResult((rows) => [new Map([['search', rowsAsSearch(limit === 0 ? rows : rows.slice(0, limit))]])]);
});
