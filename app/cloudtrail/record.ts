import type { Unreadable } from './access';
import { firstError } from './syntax';

/** A JSON object as it came: any member may be missing or of any type. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether `value` is a JSON object; arrays and null are not. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The member at `path`, or undefined where any step is no object or lacks it. Only own members count, so that a step
 * named `constructor` or `__proto__` never reaches JavaScript's own objects.
 */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (!isObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

/** The string at `path`; empty where it is missing or anything but a string: a number in a string's place is no value. */
export function text(value: unknown, ...path: readonly string[]): string {
  const found = member(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** The entries of the array at `path`; none where it is missing or no array. */
export function list(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = member(value, ...path);
  return Array.isArray(found) ? found : [];
}

/**
 * Parses one record. Bytes are read as UTF-8, broken ones as U+FFFD; of duplicate keys the last wins. Never throws:
 * what is no JSON object comes back with the reason, which never quotes the record.
 */
export function parseRecord(raw: Buffer | string): { readonly record: JsonObject } | Unreadable {
  let json: string;
  try {
    json = typeof raw === 'string' ? raw : raw.toString('utf8');
  } catch {
    return {
      error: `The record of ${raw.length} bytes is too large to read; look for events that were merged into one.`,
    };
  }
  if (json.trim() === '') return { error: 'The record is empty; expected one CloudTrail record, a JSON object.' };
  let record: unknown;
  try {
    record = JSON.parse(json);
  } catch {
    return { error: describeFailure(json) };
  }
  if (isObject(record)) return { record };
  return {
    error: `The record is a JSON ${kindOf(record)}, not an object; index each entry of the "Records" list as its own event.`,
  };
}

function describeFailure(json: string): string {
  const position = firstError(json);
  if (position === undefined)
    return 'The record is nested too deeply to read; it cannot come from CloudTrail unchanged.';
  if (position === json.length)
    return `The record is cut off after ${position} characters; raise TRUNCATE for this sourcetype in props.conf.`;
  return `The record is not JSON from character ${position + 1} on; check where this sourcetype breaks events.`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
