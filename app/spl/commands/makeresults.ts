import { readCsv } from '../../protocol';
import { command, inBatches } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { booleanOption, numberOption, options, textOption } from '../runtime/options';
import { noWords } from '../runtime/words';
import { setField } from '../runtime/fields';
import type { Row, Value } from '../value';

/**
 * `makeresults [count=<int>] [annotate=<bool>]`: rows with `_time`, the time of the search; what annotate adds is null and so
 * no field. `makeresults format=csv|json data=<text>`: rows from a table, or from a JSON array of objects, in the search itself.
 */
export const makeresults = command('words', 'must', (written, context) => {
  const given = options(written.options, ['count', 'annotate', 'format', 'data'], context);
  noWords(written.words, context);
  const count = numberOption(given, 'count', 1, context);
  booleanOption(given, 'annotate', false, context);
  const format = textOption(given, 'format');
  const data = textOption(given, 'data');
  if (format !== undefined && !/^(csv|json)$/i.test(format)) {
    throw context.error(`has the formats csv and json, not "${format}"`);
  }
  if ((format === undefined) !== (data === undefined)) {
    throw context.error('takes format=csv or format=json together with data=');
  }
  const isJson = format?.toLowerCase() === 'json';
  const { now } = context.search;
  const rows = (): Row[] =>
    data === undefined
      ? Array.from({ length: count }, () => new Map<string, Value>([['_time', now]]))
      : isJson
        ? objectRows(data, context)
        : tableRows(data);
  return async function* () {
    yield* await Promise.resolve(inBatches(rows()));
  };
});

function tableRows(data: string): Row[] {
  const { columns, rows } = readCsv(data);
  return [...rows].map((cells) => {
    const row: Row = new Map<string, Value>();
    for (const [at, column] of columns.entries()) {
      const cell = cells[at] ?? '';
      if (cell !== '') row.set(column, cell);
    }
    return row;
  });
}

function objectRows(data: string, context: Context): Row[] {
  const parsed = parseJson(data);
  if (!Array.isArray(parsed)) throw context.error('needs a JSON array of objects as its data');
  return parsed.map((one: unknown) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) {
      throw context.error('needs a JSON array of objects as its data');
    }
    const row: Row = new Map<string, Value>();
    for (const [field, value] of Object.entries(one)) setField(row, field, cellOf(value));
    return row;
  });
}

/** Undefined for what is no JSON, which no JSON is. */
function parseJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** An object or array stays JSON. */
function cellOf(value: unknown): Value | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
}
