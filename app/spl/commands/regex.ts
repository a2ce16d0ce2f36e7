import { command, perRow } from '../runtime/transform';
import { compileRegex } from '../regex';
import { asText, valuesOf } from '../value';

/** `regex field=pattern`, `regex field!=pattern`: rows whose field (`_raw` unless named) matches, or does not; of a multivalue any value. */
export const regex = command('regex', 'never', (written) => {
  const pattern = compileRegex(written.pattern, '');
  const { field, negated } = written;
  const matches = (text: string): boolean => pattern.test(text);
  return perRow((row) => (valuesOf(row.get(field)).map(asText).some(matches) === negated ? undefined : row));
});
