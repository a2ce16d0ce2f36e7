import { booleanOption, options, textOption } from '../runtime/options';
import { command, perRow } from '../runtime/transform';
import { singleField } from '../runtime/words';
import { asText, valuesOf } from '../value';

/** What Splunk adds from its database; this engine knows countries only. */
const COLUMNS = ['City', 'Country', 'Region', 'lat', 'lon'];

/**
 * `iplocation [prefix=<text>] field`: `Country` of an address, by the countries that the engine was given; an empty text where it is
 * not known, as City, Region, lat and lon always are.
 */
export const iplocation = command('words', 'never', (written, context) => {
  const given = options(written.options, ['prefix', 'allfields', 'lang'], context);
  const prefix = textOption(given, 'prefix') ?? '';
  const allFields = given.get('allfields');
  if (allFields !== undefined && booleanOption(given, 'allfields', false, context)) {
    throw context.error('knows countries only, so it does not have allfields=true', allFields.position);
  }
  const lang = given.get('lang');
  if (lang !== undefined && lang.value !== 'en') {
    throw context.error(`has the names of countries in English (lang=en), not in "${lang.value}"`, lang.position);
  }
  const field = singleField(written.words, context);
  const { country } = context.search;
  return perRow((row) => {
    const [address, second] = valuesOf(row.get(field));
    if (second !== undefined) {
      throw context.error(
        `met the multivalue field "${field}", for which Splunk's documents do not settle the result; mvexpand it`,
      );
    }
    for (const column of COLUMNS) row.set(`${prefix}${column}`, '');
    if (address !== undefined) row.set(`${prefix}Country`, country(asText(address)) ?? '');
    return row;
  });
});
