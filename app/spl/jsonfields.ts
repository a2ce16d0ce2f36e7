import { mvOf } from './value';
import type { Value } from './value';

/** Where extraction stops. */
export interface JsonLimits {
  /** Characters that are read. */
  readonly characters: number;
  /** Fields that are made; values of those that exist are still taken. */
  readonly fields: number;
}

interface Container {
  /** What the names of its members begin with. */
  readonly path: string;
  readonly array: boolean;
}

const space = /[ \t\r\n]*/y;
const bare = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;

/**
 * The fields in a JSON object or array, as Splunk extracts them at search time and with `spath`: `a.b` for members, `a{}` and
 * `a{}.b` for elements of arrays, several values of one name as a multivalue. All values are text; numbers stay as written,
 * true, false and null are these words; empty objects and arrays give nothing.
 *
 * The text is cut at the limit of characters (limits.conf, `[kv] maxchars`, `[spath] extraction_cutoff`), and what stands before
 * the cut, or before anything that is not JSON, counts. A value that the cut may have shortened does not.
 */
export function extractJsonFields(raw: string, limits: JsonLimits): Map<string, Value> {
  const text = raw.length > limits.characters ? raw.slice(0, limits.characters) : raw;
  const found = new Map<string, string[]>();
  for (const [field, value] of leaves(text, text.length < raw.length)) {
    const values = found.get(field);
    if (values !== undefined) values.push(value);
    else if (found.size < limits.fields) found.set(field, [value]);
  }
  const fields = new Map<string, Value>();
  for (const [field, values] of found) fields.set(field, mvOf(values) ?? '');
  return fields;
}

/** Every value that is no object or array, with its path. Without recursion, as records can be nested as deep as they are long. */
function* leaves(text: string, cut: boolean): Generator<readonly [string, string]> {
  const open: Container[] = [];
  let at = skipSpace(text, 0);
  if (text[at] !== '{' && text[at] !== '[') return;
  let path = '';
  for (;;) {
    const start = text[at];
    if (start === '{' || start === '[') {
      const array = start === '[';
      open.push({ path: array ? `${path}{}` : path, array });
      at = skipSpace(text, at + 1);
      if (text[at] !== (array ? ']' : '}')) {
        const next = memberAt(text, at, open);
        if (next === undefined) return;
        ({ path, at } = next);
        continue;
      }
    } else {
      const leaf = start === '"' ? stringAt(text, at) : bareAt(text, at);
      if (leaf === undefined || (cut && leaf.end === text.length && start !== '"')) return;
      yield [path, leaf.value];
      at = skipSpace(text, leaf.end);
    }
    const next = following(text, at, open);
    if (next === undefined) return;
    ({ path, at } = next);
  }
}

interface Member {
  readonly path: string;
  readonly at: number;
}

/** The member that follows, after closing what ends here; undefined at the end. */
function following(text: string, from: number, open: Container[]): Member | undefined {
  let at = from;
  for (let container = open.at(-1); container !== undefined; container = open.at(-1)) {
    if (text[at] === ',') return memberAt(text, at + 1, open);
    if (text[at] !== (container.array ? ']' : '}')) return undefined;
    open.pop();
    at = skipSpace(text, at + 1);
  }
  return undefined;
}

/** The name and place of the value that begins here. */
function memberAt(text: string, from: number, open: readonly Container[]): Member | undefined {
  const container = open.at(-1);
  let at = skipSpace(text, from);
  if (container === undefined || container.array) return { path: container?.path ?? '', at };
  const key = text[at] === '"' ? stringAt(text, at) : undefined;
  if (key === undefined) return undefined;
  at = skipSpace(text, key.end);
  if (text[at] !== ':') return undefined;
  return { path: container.path === '' ? key.value : `${container.path}.${key.value}`, at: skipSpace(text, at + 1) };
}

interface Leaf {
  readonly value: string;
  readonly end: number;
}

function stringAt(text: string, start: number): Leaf | undefined {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, start, end)) end = text.indexOf('"', end + 1);
  if (end === -1) return undefined;
  const inner = text.slice(start + 1, end);
  const value = inner.includes('\\') ? unescaped(inner) : inner;
  return value === undefined ? undefined : { value, end: end + 1 };
}

function isEscaped(text: string, start: number, at: number): boolean {
  let first = at;
  while (first - 1 > start && text[first - 1] === '\\') first -= 1;
  return (at - first) % 2 === 1;
}

function unescaped(inner: string): string | undefined {
  try {
    const value: unknown = JSON.parse(`"${inner}"`);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function bareAt(text: string, start: number): Leaf | undefined {
  bare.lastIndex = start;
  const value = bare.exec(text)?.[0];
  return value === undefined ? undefined : { value, end: start + value.length };
}

function skipSpace(text: string, from: number): number {
  space.lastIndex = from;
  space.test(text);
  return space.lastIndex;
}
