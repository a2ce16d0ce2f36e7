import { booleanOption, options } from '../runtime/options';
import { collect, command, inBatches } from '../runtime/transform';
import type { Rows } from '../runtime/transform';
import { noWords } from '../runtime/words';
import type { Row } from '../value';

/** `appendpipe [ <commands> ]`: what the commands make of the rows so far, after these. */
export const appendpipe = command('subsearch', 'never', (written, context) => {
  booleanOption(options(written.options, ['run_in_preview'], context), 'run_in_preview', true, context);
  noWords(written.words, context);
  const transform = context.search.planPart(written.pipeline, context.search);
  return async function* (input) {
    const rows = await collect(input);
    // The commands may change their rows, and those that follow may change these.
    const copies = rows.map((row) => new Map(row));
    yield* inBatches(rows);
    yield* transform(inputOf(copies));
  };
});

async function* inputOf(rows: Row[]): Rows {
  for (const batch of inBatches(rows)) yield await Promise.resolve(batch);
}
