/** What analysts decided, for one who asks of every fact: few are decided on, and hashing each text would cost more than the rest. */
import { readDispositions } from '../baseline';
import type { TableRows, Tables } from '../baseline';

/** A power of two. */
const MARKS = 2 ** 16;

/** As {@link readDispositions}. */
export function readDecisions(table: TableRows): Tables['dispositions'] {
  return new SeldomMap(readDispositions(table));
}

/** A map that is asked for far more texts than it has. A few characters of a text tell most of those that are not in the map. */
export class SeldomMap<Value> implements Pick<ReadonlyMap<string, Value>, 'get' | 'size'> {
  readonly #map: ReadonlyMap<string, Value>;
  readonly #marks = new Uint8Array(MARKS);

  constructor(map: ReadonlyMap<string, Value>) {
    this.#map = map;
    for (const text of map.keys()) this.#marks[markOf(text)] = 1;
  }

  get size(): number {
    return this.#map.size;
  }

  get(text: string): Value | undefined {
    return this.#marks[markOf(text)] === 1 ? this.#map.get(text) : undefined;
  }
}

/** Texts begin alike, so that their ends are looked at. */
function markOf(text: string): number {
  let mark = text.length;
  for (let at = Math.max(0, text.length - 24); at < text.length; at += 3)
    mark = (Math.imul(mark, 31) + text.charCodeAt(at)) | 0;
  return (mark ^ (mark >>> 16)) & (MARKS - 1);
}
