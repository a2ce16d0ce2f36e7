/** The compiled walker of `core/walk.ts`: a few kilobytes of WebAssembly, a window on the bytes that are walked, and the notes. */
import { CORE } from './core/bytes';
import { Found } from './found';
import { COUNT, RECORD, RESOURCE, RESOURCES, RESPONSE, UNKNOWN } from './names';
import type { Place } from './names';
import { FAULT } from './scan';

/** As in `core/walk.ts`. */
const WINDOW = 128 * 1024;
const PADDING = 64;
const PLACE = 128;
const PLACE_NAME = 8;
const PLACE_TABLE = 64;
const LONGEST_NAME = PLACE_TABLE - PLACE_NAME;
const KINDS: readonly Place['kind'][] = ['unknown', 'string', 'object', 'list'];
const MORE = -2;

/** What `core/walk.ts` exports; the values are addresses in its memory. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly window: { readonly value: number };
  readonly places: { readonly value: number };
  readonly starts: { readonly value: number };
  readonly ends: { readonly value: number };
  readonly escaped: { readonly value: number };
  readonly walk: (from: number, filled: number) => number;
}

/** As far as it is used here; the types of Node.js leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Exports };
};

/** Walks records of CSV fields. */
export class Core {
  /** The record that was walked last, valid until the next one is walked. */
  readonly found: Found;
  readonly #walk: Exports['walk'];
  readonly #window: Buffer;
  /** What the window shows. */
  #bytes: Buffer | undefined;
  #from = 0;
  #filled = 0;

  constructor({ memory: { buffer }, window, places, starts, ends, escaped, walk }: Exports) {
    this.found = new Found({
      starts: new Int32Array(buffer, starts.value, COUNT),
      ends: new Int32Array(buffer, ends.value, COUNT),
      escaped: new Uint8Array(buffer, escaped.value, COUNT),
    });
    this.#walk = walk;
    this.#window = Buffer.from(buffer, window.value, WINDOW + PADDING);
    writePlaces(Buffer.from(buffer, places.value));
  }

  /**
   * Walks the record whose text begins at `start`, behind the opening quote of a CSV field.
   * @returns as `walk` of `./walk` does; the notes are positions in the window
   */
  walk(bytes: Buffer, start: number): number {
    const isShown = bytes === this.#bytes && start >= this.#from && start < this.#from + this.#filled;
    if (!isShown) this.#show(bytes, start);
    let end = this.#walk(start - this.#from, this.#filled);
    if (end === MORE && start > this.#from && this.#from + this.#filled < bytes.length) {
      this.#show(bytes, start);
      end = this.#walk(0, this.#filled);
    }
    if (end < 0 || end > this.#filled) return FAULT;
    this.found.stand(this.#window, true);
    return this.#from + end;
  }

  #show(bytes: Buffer, start: number): void {
    this.#filled = bytes.copy(this.#window, 0, start, start + WINDOW);
    this.#window.fill(0, this.#filled, this.#filled + PADDING);
    this.#bytes = bytes;
    this.#from = start;
  }
}

/** The compiled walker; undefined where this machine cannot run it, for want of its instructions or of address space. */
export function openCore(): Core | undefined {
  const exports = instantiate();
  return exports === undefined ? undefined : new Core(exports);
}

function instantiate(): Exports | undefined {
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(CORE, 'base64'))).exports;
  } catch {
    return undefined;
  }
}

/** Writes the tree of names, each place at its number. */
function writePlaces(table: Buffer): void {
  const places = [UNKNOWN, RECORD, RESOURCES, RESOURCE, RESPONSE];
  for (const place of places)
    for (const member of place.table) if (member !== undefined && !places.includes(member)) places.push(member);
  for (const [number, place] of places.entries()) {
    const at = number * PLACE;
    table.writeUInt32LE(place.factor, at);
    table[at + 4] = KINDS.indexOf(place.kind);
    table[at + 5] = place.first;
    table[at + 6] = place.last;
    table[at + 7] = place.name.length;
    if (place.name.length > LONGEST_NAME) throw new RangeError(`The name ${place.name.toString()} is too long.`);
    place.name.copy(table, at + PLACE_NAME);
    for (const [bucket, member] of place.table.entries()) {
      if (member !== undefined) table[at + PLACE_TABLE + bucket] = places.indexOf(member);
    }
  }
}
