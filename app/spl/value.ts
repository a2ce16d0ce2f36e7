/** One value of a field. Events and commands deliver strings; arithmetic delivers numbers. */
export type Scalar = string | number;

/** What a field holds: one scalar, or a multivalue of two or more. A field without a value is absent, which is SPL's null. */
export type Value = Scalar | readonly Scalar[];

/** One result: field name to value, in the order of arrival. An absent field is null. */
export type Row = Map<string, Value>;

/** What an expression gives: a value, a boolean (which no field can hold), or null. */
export type Result = Value | boolean | null;

/** Text that Splunk reads as a number: decimal digits, optional sign, fraction and exponent. */
const numeric = /^[ \t]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t]*$/;

/** Narrows a value to its multivalue form. */
export function isMultivalue(value: Result | undefined): value is readonly Scalar[] {
  return Array.isArray(value);
}

/** The field value for a list of values: null for none, the scalar itself for one, else the multivalue. */
export function mvOf(values: readonly Scalar[]): Value | null {
  return values.length > 1 ? values : (values[0] ?? null);
}

/** The values of a field in order; none for an absent one. */
export function valuesOf(value: Value | null | undefined): readonly Scalar[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'object' ? value : [value];
}

/** The text of a scalar, as shown in a result and written to CSV. */
export function asText(scalar: Scalar): string {
  return typeof scalar === 'string' ? scalar : String(scalar);
}

/** The number that a value is or spells (`"10"`, `"-1.5"`, `"1e3"`); null for other text, multivalues and absence. */
export function asNumber(value: Result | undefined): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !numeric.test(value)) return null;
  return Number(value);
}

/** Orders text by code point, not by locale, so that every machine sorts alike. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Orders two scalars for sort, min and max: as numbers when both are numbers, else as text. */
export function compareValues(left: Scalar, right: Scalar): number {
  const leftNumber = asNumber(left);
  const rightNumber = leftNumber === null ? null : asNumber(right);
  if (leftNumber !== null && rightNumber !== null) return leftNumber - rightNumber;
  return compareText(asText(left), asText(right));
}

/** Whether a condition holds: null, as in SQL, is not true. */
export function isTrue(result: Result): boolean {
  return result === true;
}
