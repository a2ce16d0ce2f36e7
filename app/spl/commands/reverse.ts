import { command, perResult } from '../runtime/transform';
import { options } from '../runtime/options';
import { noWords } from '../runtime/words';

/** `reverse`: the last row first. */
export const reverse = command('words', 'never', (written, context) => {
  options(written.options, [], context);
  noWords(written.words, context);
  return perResult((rows) => rows.reverse());
});
