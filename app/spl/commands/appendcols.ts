import { booleanOption, numberOption, options } from '../runtime/options';
import { MOST_ROWS, subsearchRows } from '../runtime/subsearchrows';
import { collect, command } from '../runtime/transform';
import { noWords } from '../runtime/words';
import type { Row } from '../value';

/**
 * `appendcols [override=<bool>] [maxout=<int>] [ <subsearch> ]`: the fields of the subsearch's first row beside those of the first row,
 * and so on; a field that is there stays unless override=true, internal fields are left out. What becomes of the subsearch's rows
 * beyond the last row is not documented, so they are an error.
 */
export const appendcols = command('subsearch', 'never', (written, context) => {
  const given = options(written.options, ['override', 'maxout', 'maxtime', 'timeout'], context);
  noWords(written.words, context);
  const override = booleanOption(given, 'override', false, context);
  const subsearch = subsearchRows(written.pipeline, numberOption(given, 'maxout', MOST_ROWS, context), context);
  return async function* (input) {
    const beside = await collect(subsearch());
    let at = 0;
    for await (const batch of input) {
      for (const row of batch) {
        add(row, beside[at], override);
        at += 1;
      }
      yield batch;
    }
    if (beside.length > at) {
      throw context.error(
        `got ${beside.length} rows from its subsearch for ${at} rows, and Splunk's documents do not settle what becomes of the rest; narrow it`,
      );
    }
  };
});

function add(row: Row, beside: Row | undefined, override: boolean): void {
  for (const [field, value] of beside ?? []) {
    if (!field.startsWith('_') && (override || !row.has(field))) row.set(field, value);
  }
}
