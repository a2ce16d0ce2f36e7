import { booleanOption, options, textOption } from '../runtime/options';
import { command } from '../runtime/transform';
import { nameMatcher } from '../runtime/wildcard';
import { fieldNames } from '../runtime/words';
import { asNumber } from '../value';
import type { Row, Value } from '../value';

/**
 * `addtotals [row=<bool>] [fieldname=<field>] [col=<bool>] [labelfield=<field>] [label=<text>] [field...]`: the sum of the numbers of each row
 * as `Total`, and with col=true a row with the sum of each column at the end. Internal fields are no part of it.
 */
export const addtotals = command('words', 'never', (written, context) => {
  const given = options(written.options, ['row', 'fieldname', 'col', 'labelfield', 'label'], context);
  const ofRows = booleanOption(given, 'row', true, context);
  const ofColumns = booleanOption(given, 'col', false, context);
  const total = textOption(given, 'fieldname') ?? 'Total';
  const labelField = textOption(given, 'labelfield');
  const label = textOption(given, 'label') ?? 'Total';
  const named = written.words.length === 0 ? () => true : nameMatcher(fieldNames(written.words, context));
  const numbers = (row: Row): [string, number][] =>
    [...row].flatMap(([field, value]): [string, number][] => {
      const number = field.startsWith('_') || !named(field) ? null : asNumber(value);
      return number === null ? [] : [[field, number]];
    });
  return async function* (input) {
    const sums = new Map<string, number>();
    for await (const batch of input) {
      for (const row of batch) {
        if (ofRows)
          row.set(
            total,
            numbers(row).reduce((sum, [, number]) => sum + number, 0),
          );
        if (ofColumns) for (const [field, number] of numbers(row)) sums.set(field, (sums.get(field) ?? 0) + number);
      }
      yield batch;
    }
    if (sums.size === 0) return;
    const last: Row = new Map<string, Value>(sums);
    if (labelField !== undefined) last.set(labelField, label);
    yield [last];
  };
});
