import { command, perRow } from '../runtime/transform';
import { options } from '../runtime/options';
import { wildcard } from '../runtime/wildcard';
import { fieldNames } from '../runtime/words';
import type { Row, Value } from '../value';

/** `table field...`: only these fields, in this order; a wildcard stands for the fields of the row that it matches, in their order. */
export const table = command('words', 'never', (written, context) => {
  options(written.options, [], context);
  const columns = fieldNames(written.words, context).map((name) => ({
    name,
    pattern: name.includes('*') ? wildcard(name) : undefined,
  }));
  return perRow((row) => {
    const kept: Row = new Map<string, Value>();
    for (const { name, pattern } of columns) {
      const names = pattern === undefined ? [name] : [...row.keys()].filter((field) => pattern.test(field));
      for (const field of names) {
        const value = row.get(field);
        if (value !== undefined && !kept.has(field)) kept.set(field, value);
      }
    }
    return kept;
  });
});
