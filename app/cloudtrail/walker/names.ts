/** The names that matter, as a tree: which member of which object holds a string that the rules read. */
import { Path } from '../record';

const PATHS = Object.values(Path).filter((path) => typeof path === 'string');

/** What is read of each entry of `resources`: numbered behind the paths. */
export const ENTRY = { type: PATHS.length, ARN: PATHS.length + 1, arn: PATHS.length + 2 } as const;
/** What is kept of all entries. */
export const KEPT = { role: PATHS.length + 3, hasRole: PATHS.length + 4, first: PATHS.length + 5 } as const;
/** How many strings can be noted. */
export const COUNT = PATHS.length + 6;

const TABLE_SIZE = 64;

/** A place in a record. The strings at and inside it have the numbers from `first` up to, but not with, `last`. */
export class Place {
  /** The name of this member. */
  readonly name: Buffer;
  readonly kind: 'string' | 'object' | 'list' | 'unknown';
  readonly first: number;
  readonly last: number;
  /** Which member stands at which {@link bucket} of its name, by this factor. */
  readonly table: readonly (Place | undefined)[];
  readonly factor: number;

  constructor(name: string, kind: Place['kind'], first: number, last: number, members: readonly Place[]) {
    this.name = Buffer.from(name);
    this.kind = kind;
    this.first = first;
    this.last = last;
    [this.table, this.factor] = spread(members);
  }

  /** The member that is named by these bytes; {@link UNKNOWN} when it does not matter. */
  member(bytes: Buffer, start: number, end: number): Place {
    const length = end - start;
    const place = this.table[bucket(bytes, start, end, this.factor)];
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

/** Anything that no rule reads, and what is inside of it. */
export const UNKNOWN = new Place('', 'unknown', 0, 0, []);

/** An entry of `resources`. */
export const RESOURCE = new Place('', 'object', ENTRY.type, KEPT.role, [
  new Place('type', 'string', ENTRY.type, ENTRY.ARN, []),
  new Place('ARN', 'string', ENTRY.ARN, ENTRY.arn, []),
  new Place('arn', 'string', ENTRY.arn, KEPT.role, []),
]);

/** The list `resources`; its range holds the entry at hand and what is kept of the entries. */
export const RESOURCES = new Place('resources', 'list', ENTRY.type, COUNT, []);

/** The whole record. */
export const RECORD = new Place('', 'object', 0, COUNT, [...membersOf(PATHS, 0), RESOURCES]);

/** The members of an object from the paths inside of it, which are numbered from `first` on. */
function membersOf(paths: readonly string[], first: number): Place[] {
  const members: Place[] = [];
  for (let at = 0; at < paths.length;) {
    const name = paths[at]?.split('.', 1)[0] ?? '';
    const inside = paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
    const last = at + Math.max(1, inside.length);
    if (inside.length > 0 && paths[last - 1]?.startsWith(`${name}.`) !== true) {
      throw new Error(`The paths inside of ${name} do not follow each other.`);
    }
    const kind = inside.length > 0 ? 'object' : 'string';
    members.push(new Place(name, kind, first + at, first + last, membersOf(inside, first + at)));
    at = last;
  }
  return members;
}

/** The member `responseElements` of the record. */
export const RESPONSE = memberOf(RECORD, 'responseElements');

function memberOf(place: Place, name: string): Place {
  const bytes = Buffer.from(name);
  return place.member(bytes, 0, bytes.length);
}
