/** The names that matter, as a tree: which member of which object holds a string that the rules read. */
import { PATHS } from '../record';
import type { Path } from '../record';

/** What is read of each entry of `resources`, and what is kept of all of them. */
const ENTRY = ['type', 'ARN', 'arn'] as const;
const KEPT = ['role', 'hasRole', 'first'] as const;

export type Note = Path | `resources.${(typeof ENTRY | typeof KEPT)[number]}`;

const TABLE_SIZE = 64;

/** A place in a record. The strings at and inside it have the numbers from `first` up to, but not with, `last`. */
export class Place {
  /** The name of this member. */
  readonly name: Buffer;
  readonly kind: 'string' | 'object' | 'list' | 'unknown';
  readonly first: number;
  readonly last: number;
  readonly #table: readonly (Place | undefined)[];
  readonly #factor: number;

  constructor(name: string, kind: Place['kind'], first: number, last: number, members: readonly Place[]) {
    this.name = Buffer.from(name);
    this.kind = kind;
    this.first = first;
    this.last = last;
    [this.#table, this.#factor] = spread(members);
  }

  /** The member that is named by these bytes; {@link UNKNOWN} when it does not matter. */
  member(bytes: Buffer, start: number, end: number): Place {
    const length = end - start;
    const place = this.#table[bucket(bytes, start, end, this.#factor)];
    if (place?.name.length !== length) return UNKNOWN;
    const { name } = place;
    for (let at = 0; at < length; at += 1) if (name[at] !== bytes[start + at]) return UNKNOWN;
    return place;
  }
}

/** Names of one object differ in length, first byte or third byte from the end; the factor tells them apart by these alone. */
function bucket(bytes: Buffer, start: number, end: number, factor: number): number {
  const marks = (end - start) * 64 + (bytes[start] ?? 0) * 8 + (bytes[end - 3] ?? 0);
  return ((marks * factor) >>> 8) % TABLE_SIZE;
}

/** A table in which no two names meet, and the factor that keeps them apart. */
function spread(places: readonly Place[]): [table: readonly (Place | undefined)[], factor: number] {
  for (let factor = 1; factor < 10_000; factor += 2) {
    const table = new Array<Place | undefined>(TABLE_SIZE).fill(undefined);
    const meets = places.some((place) => {
      const { name } = place;
      const at = bucket(name, 0, name.length, factor);
      const taken = table[at] !== undefined;
      table[at] = place;
      return taken;
    });
    if (!meets) return [table, factor];
  }
  throw new Error(`No hash keeps apart ${places.map(({ name }) => name.toString()).join(', ')}.`);
}

/** Numbers are given where a string is met in the tree, so that an object's strings follow each other. */
const numbers = new Map<string, number>();

function stringPlace(path: string, name: string): Place {
  const number = numbers.size;
  numbers.set(path, number);
  return new Place(name, 'string', number, number + 1, []);
}

function objectPlace(prefix: string, name: string, paths: readonly string[]): Place {
  const first = numbers.size;
  const names = new Set(paths.map((path) => path.split('.', 1)[0] ?? ''));
  const members = [...names].map((member) => {
    const inside = paths.filter((path) => path.startsWith(`${member}.`)).map((path) => path.slice(member.length + 1));
    return inside.length === 0
      ? stringPlace(`${prefix}${member}`, member)
      : objectPlace(`${prefix}${member}.`, member, inside);
  });
  return new Place(name, 'object', first, numbers.size, prefix === '' ? [...members, RESOURCES] : members);
}

/** Anything that no rule reads, and what is inside of it. */
export const UNKNOWN = new Place('', 'unknown', 0, 0, []);

/** An entry of `resources`. */
export const RESOURCE = objectPlace('resources.', 'resources', ENTRY);
for (const kept of KEPT) numbers.set(`resources.${kept}`, numbers.size);
/** The list `resources`; its range holds the entry at hand and what is kept of the entries. */
export const RESOURCES = new Place('resources', 'list', RESOURCE.first, numbers.size, []);

/** The whole record. */
export const RECORD = objectPlace('', '', PATHS);

/** How many strings can be noted. */
export const COUNT = numbers.size;

/** The same as an object: a constant path is then looked up once, when the code that asks for it is compiled. */
const NUMBERS: Readonly<Record<string, number>> = Object.fromEntries(numbers);

/** The number of a string by its path. */
export function numberOf(path: Note): number {
  const number = NUMBERS[path];
  if (number === undefined) throw new Error(`The path ${path} is not in the tree of names.`);
  return number;
}

/** The member `responseElements` of the record. */
export const RESPONSE = memberOf(RECORD, 'responseElements');

function memberOf(place: Place, name: string): Place {
  const bytes = Buffer.from(name);
  return place.member(bytes, 0, bytes.length);
}
