import { command, perRow } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { setField, setValues } from '../runtime/fields';
import { booleanOption, options } from '../runtime/options';
import type { Lookup } from '../tables/tables';
import { asText, valuesOf } from '../value';
import type { Row } from '../value';

interface Pair {
  readonly column: number;
  readonly field: string;
}

/**
 * `lookup [local=<bool>] table match [AS field]... [OUTPUT|OUTPUTNEW column [AS field]...]`. Without outputs every column that
 * is not matched. OUTPUTNEW leaves a row alone that has one of the fields already. Several matching rows give a multivalue;
 * an empty cell gives no value. Where no row matches, nothing is put out; as Splunk's documents do not settle whether OUTPUT
 * then clears a field that was there, that is an error.
 */
export const lookup = command('lookup', 'never', (written, context) => {
  booleanOption(options(written.options, ['local', 'update'], context), 'local', false, context);
  if (written.where !== null) throw context.error('takes no where; inputlookup does');
  const found = findLookup(written.table, context);
  const { table, definition } = found;
  if (written.match.length === 0) throw context.error('needs a field to match');
  const match = written.match.map((pair) => asPair(pair, found, context));
  const outputs =
    written.output === null
      ? table.columns
          .map((field, column) => ({ field, column }))
          .filter(({ column }) => match.every((pair) => pair.column !== column))
      : written.fields.map((pair) => asPair(pair, found, context));
  const ask = table.matcher(
    match.map(({ column }) => column),
    definition.caseSensitive,
  );
  const onlyNew = written.output === 'OUTPUTNEW';

  return perRow((row) => {
    if (onlyNew && outputs.some(({ field }) => row.has(field))) return row;
    const values = matchValues(row, match, context);
    const matches = values === undefined ? [] : ask(values).slice(0, definition.maxMatches);
    const [only] = matches;
    if (only !== undefined && matches.length === 1) {
      for (const { field, column } of outputs) {
        const cell = only[column] ?? '';
        setField(row, field, cell === '' ? null : cell);
      }
      return row;
    }
    for (const { field, column } of outputs) {
      if (matches.length === 0) {
        if (row.has(field)) throw unsettled(field, context);
        continue;
      }
      const cells = matches.map((match) => match[column] ?? '');
      setValues(
        row,
        field,
        cells.filter((cell) => cell !== ''),
      );
    }
    return row;
  });
});

function asPair({ table: name, event }: { table: string; event: string }, { table }: Lookup, context: Context): Pair {
  const column = table.columns.indexOf(name);
  if (column === -1) throw context.error(`finds no column "${name}" in its table; it has ${table.columns.join(', ')}`);
  return { column, field: event };
}

function matchValues(row: Row, match: readonly Pair[], context: Context): string[] | undefined {
  const texts: string[] = [];
  for (const { field } of match) {
    const values = valuesOf(row.get(field));
    const [value] = values;
    if (values.length > 1) {
      throw context.error(
        `met the multivalue field "${field}", for which Splunk's documents do not settle the match; mvexpand it`,
      );
    }
    if (value === undefined) return undefined;
    texts.push(asText(value));
  }
  return texts;
}

function unsettled(field: string, context: Context): Error {
  return context.error(
    `matched no row for a result that has "${field}" already, and Splunk's documents do not settle whether it stays; write OUTPUTNEW, or remove it before`,
  );
}

/** @throws SplError when the app has no such lookup */
export function findLookup(name: string, context: Context): Lookup {
  const found = context.search.tables.find(name);
  if (found === undefined)
    throw context.error(`finds no lookup "${name}" in transforms.conf of ${context.search.app.id}`);
  return found;
}
