import { mvOf } from '../value';
import type { Row, Scalar, Value } from '../value';

/** Sets a field; null removes it, as a field that is not in a row is null. */
export function setField(row: Row, field: string, value: Value | null): void {
  if (value === null) row.delete(field);
  else row.set(field, value);
}

/** Sets a field to several values, one, or none. */
export function setValues(row: Row, field: string, values: readonly Scalar[]): void {
  setField(row, field, mvOf(values) ?? null);
}
