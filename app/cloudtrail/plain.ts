import type { Unreadable } from './access';
import { FAILURE, Path, ROLE_TYPE } from './record';
import type { CloudTrailRecord, Raw } from './record';
import { firstError } from './syntax';

/** Characters. No record of CloudTrail is as long. */
const LONG = 2 ** 20;

/** A JSON object as it came: any member may be missing or of any type. */
type JsonObject = Readonly<Record<string, unknown>>;

/** Whether `value` is a JSON object; arrays and null are not. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The member at `path`, or undefined where any step is no object or lacks it. Only own members count, so that a step
 * named `constructor` or `__proto__` never reaches JavaScript's own objects.
 */
function member(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (!isObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

/** The string at `path`; empty where it is missing or anything but a string: a number in a string's place is no value. */
function text(value: unknown, ...path: readonly string[]): string {
  const found = member(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** The record as JSON.parse gives it: the reference for every faster way to read one. */
class ParsedRecord implements CloudTrailRecord {
  readonly #record: JsonObject;

  constructor(record: JsonObject) {
    this.#record = record;
  }

  text(path: Path): string {
    return text(this.#record, ...Path[path].split('.'));
  }

  roleResource(): string {
    return entryArn(this.#resources().find((entry) => text(entry, 'type') === ROLE_TYPE));
  }

  firstResource(): string {
    return (
      this.#resources()
        .map(entryArn)
        .find((arn) => arn !== '') ?? ''
    );
  }

  reportsFailure(): boolean {
    return text(this.#record, 'responseElements', this.text(Path.eventName)) === FAILURE;
  }

  #resources(): readonly unknown[] {
    const resources = member(this.#record, 'resources');
    return Array.isArray(resources) ? resources : [];
  }
}

function entryArn(entry: unknown): string {
  return text(entry, 'ARN') || text(entry, 'arn');
}

/**
 * Parses one record with JSON.parse. Bytes are read as UTF-8, broken ones as U+FFFD; of duplicate keys the last wins. Never
 * throws: what is no JSON object comes back with the reason, which never quotes the record.
 */
export function parseRecord(raw: Raw): CloudTrailRecord | Unreadable {
  if (typeof raw === 'string') return parseText(raw);
  const bytes = Buffer.isBuffer(raw) ? raw : raw.content();
  let json: string;
  try {
    json = bytes.toString('utf8');
  } catch {
    return {
      error: `The record of ${bytes.length} bytes is too large to read; look for events that were merged into one.`,
    };
  }
  return parseText(json);
}

function parseText(json: string): CloudTrailRecord | Unreadable {
  if (json.trim() === '') return { error: 'The record is empty; expected one CloudTrail record, a JSON object.' };
  // JSON.parse makes objects of all that stands before a fault, or of a list that is no record: gigabytes of a long text.
  if (json.length > LONG) {
    const position = firstError(json);
    if (position !== undefined) return { error: describeFault(json, position) };
    if (json.trimStart().startsWith('[')) return notAnObject('array');
  }
  let record: unknown;
  try {
    record = JSON.parse(json);
  } catch {
    return { error: describeFailure(json) };
  }
  return isObject(record) ? new ParsedRecord(record) : notAnObject(kindOf(record));
}

function notAnObject(kind: string): Unreadable {
  return {
    error: `The record is a JSON ${kind}, not an object; index each entry of the "Records" list as its own event.`,
  };
}

function describeFailure(json: string): string {
  const position = firstError(json);
  if (position !== undefined) return describeFault(json, position);
  return 'The record is nested too deeply to read; it cannot come from CloudTrail unchanged.';
}

function describeFault(json: string, position: number): string {
  if (position === json.length)
    return `The record is cut off after ${position} characters; raise TRUNCATE for this sourcetype in props.conf.`;
  return `The record is not JSON from character ${position + 1} on; check where this sourcetype breaks events.`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
