import { asText, valuesOf } from '../value';
import type { Row, Scalar } from '../value';

/** Search Reference, format: what it gives when there are no rows. */
export const NOTHING = 'NOT( )';

/** Rows as a search, the way `format` writes it; internal fields are left out. */
export function rowsAsSearch(rows: readonly Row[]): string {
  const parts = rows.map(rowText).filter((text) => text !== '');
  return parts.length === 0 ? NOTHING : `( ${parts.join(' OR ')} )`;
}

function rowText(row: Row): string {
  const terms = [...row]
    .filter(([field]) => !field.startsWith('_'))
    .map(([field, value]) => fieldText(field, valuesOf(value)));
  return terms.length === 0 ? '' : `( ${terms.join(' AND ')} )`;
}

function fieldText(field: string, values: readonly Scalar[]): string {
  const terms = values.map((value) => comparison(field, value));
  return terms.length === 1 ? terms.join('') : `( ${terms.join(' OR ')} )`;
}

/** `field="value"` as the search command reads it. */
export function comparison(field: string, value: Scalar): string {
  return `${/^[\w.{}:@-]+$/.test(field) ? field : quoted(field)}=${quoted(asText(value))}`;
}

/** A text as a string of SPL, in double quotes. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
