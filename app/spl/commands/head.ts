import { command } from '../runtime/transform';
import { numberOption, options } from '../runtime/options';
import { countWord } from '../runtime/words';

/** `head [<count>]`, 10 unless told: the first rows; what comes before is stopped once they are there. */
export const head = command('words', 'never', (written, context) => {
  const given = options(written.options, ['limit'], context);
  const count = countWord(written.words, context) ?? numberOption(given, 'limit', 10, context);
  return async function* (input) {
    let left = count;
    if (left === 0) return;
    for await (const batch of input) {
      yield batch.slice(0, left);
      left -= batch.length;
      if (left <= 0) return;
    }
  };
});
