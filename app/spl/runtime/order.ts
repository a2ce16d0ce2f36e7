import type { SortKey } from '../nodes/pipeline';
import { asNumber, asText, valuesOf } from '../value';
import type { Row } from '../value';

/** What a row is sorted by: null where the field is missing, which comes last in either direction (Search Reference, sort). */
type Measure = number | string | null;

/**
 * The rows in order; equal ones keep theirs. `auto` sorts a field by number when all its values are numbers, by address when
 * all are IPv4 addresses, else by text.
 */
export function sortRows(rows: readonly Row[], keys: readonly Pick<SortKey, 'field' | 'descending' | 'as'>[]): Row[] {
  const columns = keys.map((key) => ({ measures: measuresOf(rows, key), sign: key.descending ? -1 : 1 }));
  const order = rows.map((_, at) => at);
  order.sort((a, b) => {
    for (const { measures, sign } of columns) {
      const difference = compare(measures[a] ?? null, measures[b] ?? null, sign);
      if (difference !== 0) return difference;
    }
    return a - b;
  });
  return order.flatMap((at) => rows[at] ?? []);
}

function compare(a: Measure, b: Measure, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * sign;
}

function measuresOf(rows: readonly Row[], { field, as }: Pick<SortKey, 'field' | 'as'>): Measure[] {
  const texts = rows.map((row) => textOf(row, field));
  switch (as) {
    case 'num':
      return texts.map(numberIn);
    case 'ip':
      return texts.map(addressIn);
    case 'str':
      return texts;
    case 'auto':
      return allBy(texts, numberIn) ?? allBy(texts, addressIn) ?? texts;
  }
}

/** The measures when every text has one. */
function allBy(texts: readonly Measure[], measure: (text: Measure) => number | null): Measure[] | undefined {
  const measures: Measure[] = [];
  for (const text of texts) {
    const number = measure(text);
    if (text !== null && number === null) return undefined;
    measures.push(number);
  }
  return measures;
}

function textOf(row: Row, field: string): string | null {
  const value = row.get(field);
  if (value === undefined) return null;
  return valuesOf(value).map(asText).join('\n');
}

function numberIn(text: Measure): number | null {
  return text === null ? null : asNumber(text);
}

function addressIn(text: Measure): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(String(text));
  if (parts === null) return null;
  return parts.slice(1).reduce((address, part) => address * 256 + Number(part), 0);
}
