import { command } from '../runtime/transform';

/**
 * `savedsearch <name> [token=value...]`: runs a saved search of the app in this search's time range; `$token$` in it becomes the
 * value, as text (Search Reference, savedsearch). A quote in it would end the string that the token stands in.
 */
export const savedsearch = command('words', 'must', (written, context) => {
  const [name, surplus] = written.words;
  if (name === undefined) throw context.error('needs the name of a saved search');
  if (surplus !== undefined)
    throw context.error(`does not know what "${surplus.text}" is; quote the name`, surplus.position);
  for (const { name: token, value, position } of written.options) {
    if (/["\\]/.test(value)) {
      throw context.error(
        `cannot put a value with " or \\ in the place of $${token}$: Splunk does not document what becomes of it; leave it out, or write %22 and %5C where the search decodes them`,
        position,
      );
    }
  }
  const tokens = new Map(written.options.map((option) => [option.name, option.value]));
  return () => context.search.runSavedSearch(name.text, tokens);
});
