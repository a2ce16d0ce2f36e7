import { command, perResult } from '../runtime/transform';
import { options } from '../runtime/options';
import { countWord } from '../runtime/words';

/** `tail [<count>]`, 10 unless told: the last rows, the last one first. */
export const tail = command('words', 'never', (written, context) => {
  options(written.options, [], context);
  const count = countWord(written.words, context) ?? 10;
  return perResult((rows) => (count === 0 ? [] : rows.slice(-count).reverse()));
});
