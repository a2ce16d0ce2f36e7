import { options } from '../runtime/options';
import { command, perRow } from '../runtime/transform';
import { noWords } from '../runtime/words';

/** `addinfo`: the time range of the search (`info_min_time`, `info_max_time`: `+Infinity` when open), its time and its id, on every row. */
export const addinfo = command('words', 'never', (written, context) => {
  options(written.options, [], context);
  noWords(written.words, context);
  const { earliest, latest, now, id } = context.search;
  const from = earliest.toFixed(3);
  const to = latest === Infinity ? '+Infinity' : latest.toFixed(3);
  return perRow((row) =>
    row.set('info_min_time', from).set('info_max_time', to).set('info_search_time', now.toFixed(3)).set('info_sid', id),
  );
});
