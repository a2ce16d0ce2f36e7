import type { SplError } from '../error';
import type { Expression } from '../nodes/expression';
import { compileRegex } from '../regex';
import { asNumber, asText, isMultivalue } from '../value';
import type { Result, Row, Scalar, Value } from '../value';

/** An expression made ready: from a row to a value, a boolean, or null. */
export type Evaluate = (row: Row) => Result;

/** A function call as its definition sees it; the number of arguments has been checked. */
export interface Call {
  readonly name: string;
  readonly args: readonly Evaluate[];
  readonly expressions: readonly Expression[];
  /** Epoch seconds at which the search began. */
  readonly now: number;
  /** An error that names the function and its place; the message continues "the function name() ...". */
  readonly error: (message: string) => SplError;
}

/** One eval function of Splunk's Search Reference. */
export interface EvalFunction {
  readonly least: number;
  /** Infinity for functions that take any number of arguments. */
  readonly most: number;
  readonly compile: (call: Call) => Evaluate;
}

/** A family of functions by name. */
export type Family = Readonly<Record<string, EvalFunction>>;

/** A function that takes from `least` to `most` arguments. */
export function takes(least: number, most: number, compile: (call: Call) => Evaluate): EvalFunction {
  return { least, most, compile };
}

/** The argument at a place, unread. */
export function argument(call: Call, at: number): Evaluate {
  const found = call.args[at];
  if (found === undefined) throw call.error(`lacks its argument ${at + 1}`);
  return found;
}

/** Reads an argument that may be any value of a field. @throws SplError on a boolean */
export function valueAt(call: Call, at: number): (row: Row) => Value | null {
  const evaluate = argument(call, at);
  return (row) => {
    const result = evaluate(row);
    if (typeof result === 'boolean') throw call.error(`cannot take true or false as argument ${at + 1}`);
    return result;
  };
}

/** Reads an argument that is one value. @throws SplError on a multivalue, for which the Search Reference states no result */
export function scalarAt(call: Call, at: number): (row: Row) => Scalar | null {
  const read = valueAt(call, at);
  return (row) => {
    const value = read(row);
    if (isMultivalue(value)) {
      throw call.error(
        `met a multivalue as argument ${at + 1}, for which Splunk's documents do not settle the result; use mvindex or mvmap`,
      );
    }
    return value;
  };
}

/** Reads an argument as text; a number is written out. */
export function textAt(call: Call, at: number): (row: Row) => string | null {
  const read = scalarAt(call, at);
  return (row) => {
    const scalar = read(row);
    return scalar === null ? null : asText(scalar);
  };
}

/** Reads an argument as a number; null for text that is none. */
export function numberAt(call: Call, at: number): (row: Row) => number | null {
  const read = scalarAt(call, at);
  return (row) => asNumber(read(row));
}

/** Reads an argument that is a condition. @throws SplError on a value */
export function conditionAt(call: Call, at: number): (row: Row) => boolean | null {
  const evaluate = argument(call, at);
  return (row) => {
    const result = evaluate(row);
    if (result === null || typeof result === 'boolean') return result;
    throw call.error(`needs a condition as argument ${at + 1}; compare with something`);
  };
}

/** The text of an argument that is written as a literal. */
export function literalAt(call: Call, at: number): string | undefined {
  const expression = call.expressions[at];
  return expression?.kind === 'literal' ? asText(expression.value) : undefined;
}

/** Reads a text argument and makes something of it, once for a literal, else whenever the text changes. */
export function preparedAt<T>(call: Call, at: number, prepare: (text: string) => T): (row: Row) => T | null {
  const literal = literalAt(call, at);
  if (literal !== undefined) {
    const prepared = prepare(literal);
    return () => prepared;
  }
  const read = textAt(call, at);
  let last: { readonly text: string; readonly prepared: T } | undefined;
  return (row) => {
    const text = read(row);
    if (text === null) return null;
    if (last?.text !== text) last = { text, prepared: prepare(text) };
    return last.prepared;
  };
}

/** Reads an argument that is a regular expression. @throws SplError that names the function, on a pattern not understood */
export function regexAt(call: Call, at: number, flags: string): (row: Row) => RegExp | null {
  return preparedAt(call, at, (pattern) => regexOf(call, pattern, flags));
}

/** A regular expression that a function was given. @throws SplError that names the function, on a pattern not understood */
export function regexOf(call: Call, pattern: string, flags: string): RegExp {
  try {
    return compileRegex(pattern, flags);
  } catch (error) {
    throw call.error(`cannot use its pattern: ${error instanceof Error ? error.message : String(error)}`);
  }
}
