import { command } from '../runtime/transform';

/** `savedsearch <name> [token=value...]`: runs a saved search of the app in this search's time range; `$token$` in it becomes the value. */
export const savedsearch = command('words', 'must', (written, context) => {
  const [name, surplus] = written.words;
  if (name === undefined) throw context.error('needs the name of a saved search');
  if (surplus !== undefined)
    throw context.error(`does not know what "${surplus.text}" is; quote the name`, surplus.position);
  const tokens = new Map(written.options.map((option) => [option.name, option.value]));
  return () => context.search.runSavedSearch(name.text, tokens);
});
