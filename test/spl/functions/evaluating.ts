import { compile } from '../../../app/spl/expressions/compile';
import { parseExpression } from '../../../app/spl/grammar/parse';
import type { Result, Value } from '../../../app/spl/value';

/** 2024-05-15T13:37:05Z. */
export const now = 1_715_780_225;

/** What an expression gives for a row of these fields. */
export function evaluate(text: string, fields: Readonly<Record<string, Value>> = {}): Result {
  return compile(parseExpression(text), { now })(new Map(Object.entries(fields)));
}

/** What each expression of a table gives, to be compared with the table. */
export function evaluated(
  table: Readonly<Record<string, Result>>,
  fields: Readonly<Record<string, Value>> = {},
): Record<string, Result> {
  return Object.fromEntries(Object.keys(table).map((text) => [text, evaluate(text, fields)]));
}
