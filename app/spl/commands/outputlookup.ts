import { command } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { booleanOption, options, textOption } from '../runtime/options';
import { KEY } from '../tables/collections';
import type { Collection } from '../tables/collections';
import { asText, valuesOf } from '../value';
import type { Row } from '../value';
import { findLookup } from './lookup';

/**
 * `outputlookup [append=<bool>] [key_field=<field>] [override_if_empty=<bool>] [create_empty=<bool>] table`: writes the rows to a
 * collection and hands them on. A row replaces the one of its key as a whole. Without append=true the collection is emptied
 * first, as Splunk does. Columns that the collection does not have are not stored. Rows need a key (Splunk makes up one, which
 * would not be the same in two runs); a multivalue has no place in a cell: mvjoin it. Files are not written.
 */
export const outputlookup = command('lookup', 'never', (written, context) => {
  const given = options(written.options, ['append', 'key_field', 'override_if_empty', 'create_empty'], context);
  const append = booleanOption(given, 'append', false, context);
  const overrideIfEmpty = booleanOption(given, 'override_if_empty', true, context);
  booleanOption(given, 'create_empty', true, context);
  if (written.match.length > 0 || written.output !== null || written.where !== null)
    throw context.error('takes only a table');
  const keyField = textOption(given, 'key_field') ?? KEY;
  const collection = context.search.tables.collection(findLookup(written.table, context));
  if (collection === undefined) {
    throw context.error(
      `cannot write "${written.table}": it is a file that the package ships; use a KV Store collection`,
    );
  }
  return async function* (input) {
    let empty = true;
    for await (const batch of input) {
      if (empty && batch.length > 0) {
        if (!append) collection.clear();
        empty = false;
      }
      for (const row of batch) collection.put(cellsOf(row, collection, keyField, context));
      yield batch;
    }
    if (empty && !append && overrideIfEmpty) collection.clear();
  };
});

function cellsOf(row: Row, collection: Collection, keyField: string, context: Context): string[] {
  return collection.columns.map((column) => {
    const field = column === KEY ? keyField : column;
    const values = valuesOf(row.get(field));
    if (values.length > 1) throw context.error(`cannot store the multivalue field "${field}" in a cell; mvjoin it`);
    const text = values[0] === undefined ? '' : asText(values[0]);
    if (column === KEY && text === '') throw context.error(`met a row without "${field}", which would be its key`);
    return text;
  });
}
