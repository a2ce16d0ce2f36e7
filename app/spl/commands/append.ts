import { numberOption, options } from '../runtime/options';
import { MOST_ROWS, subsearchRows } from '../runtime/subsearchrows';
import { command } from '../runtime/transform';
import { noWords } from '../runtime/words';

/** `append [maxout=<int>] [ <subsearch> ]`: the subsearch's rows after the others. */
export const append = command('subsearch', 'never', (written, context) => {
  const given = options(written.options, ['maxout', 'maxtime', 'timeout'], context);
  noWords(written.words, context);
  const subsearch = subsearchRows(written.pipeline, numberOption(given, 'maxout', MOST_ROWS, context), context);
  return async function* (input) {
    yield* input;
    yield* subsearch();
  };
});
