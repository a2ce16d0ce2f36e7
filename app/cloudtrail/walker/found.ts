/** Where the strings that matter stand in the record that was walked last. */
import { ROLE_TYPE } from '../record';
import type { CloudTrailRecord, Path } from '../record';
import { COUNT, ENTRY, KEPT } from './names';
import type { Place } from './names';

const NO_BYTES = Buffer.alloc(0);

/** The notes, by the numbers of the strings. A string that was not noted ends where it starts. */
export interface Notes {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 for a string with escapes of JSON. */
  readonly escaped: Uint8Array;
}

/** A record read by a walker. */
export class Found implements CloudTrailRecord {
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #escaped: Uint8Array;
  readonly #texts = new Array<string | undefined>(COUNT).fill(undefined);
  #bytes: Buffer = NO_BYTES;
  #doubled = false;

  /** @param notes - where a walker writes them by itself, if it does */
  constructor(notes?: Notes) {
    this.#starts = notes?.starts ?? new Int32Array(COUNT);
    this.#ends = notes?.ends ?? new Int32Array(COUNT);
    this.#escaped = notes?.escaped ?? new Uint8Array(COUNT);
  }

  /** Forgets everything. */
  begin(bytes: Buffer, doubled: boolean): void {
    this.stand(bytes, doubled);
    this.#clear(0, COUNT);
  }

  /** The notes are of these bytes. */
  stand(bytes: Buffer, doubled: boolean): void {
    this.#bytes = bytes;
    this.#doubled = doubled;
    this.#texts.fill(undefined);
  }

  /** Notes that the string `number` is between these quotes, with escapes of JSON or without. */
  note(number: number, start: number, end: number, escaped: boolean): void {
    this.#starts[number] = start;
    this.#ends[number] = end;
    this.#escaped[number] = escaped ? 1 : 0;
  }

  /** Takes back what was noted at a place and inside of it: another value has taken its place. */
  wipe(place: Place): void {
    this.#clear(place.first, place.last);
  }

  /** An entry of `resources` ends. */
  keepResource(): void {
    const arn = this.#isEmpty(ENTRY.ARN) ? ENTRY.arn : ENTRY.ARN;
    if (this.#isEmpty(KEPT.first)) this.#copy(arn, KEPT.first);
    if (!this.#isEmpty(KEPT.hasRole) || this.#decode(ENTRY.type) !== ROLE_TYPE) return;
    this.#copy(ENTRY.type, KEPT.hasRole);
    this.#copy(arn, KEPT.role);
  }

  text(path: Path): string {
    return this.#text(path);
  }

  roleResource(): string {
    return this.#text(KEPT.role);
  }

  firstResource(): string {
    return this.#text(KEPT.first);
  }

  /** The walker declines a record whose response may say so. */
  reportsFailure(): boolean {
    return false;
  }

  #clear(first: number, last: number): void {
    for (let number = first; number < last; number += 1) {
      this.#starts[number] = 0;
      this.#ends[number] = 0;
      this.#texts[number] = undefined;
    }
  }

  #copy(from: number, to: number): void {
    this.note(to, this.#starts[from] ?? 0, this.#ends[from] ?? 0, this.#escaped[from] === 1);
  }

  #isEmpty(number: number): boolean {
    return this.#starts[number] === this.#ends[number];
  }

  #text(number: number): string {
    return (this.#texts[number] ??= this.#decode(number));
  }

  #decode(number: number): string {
    const start = this.#starts[number] ?? 0;
    const end = this.#ends[number] ?? 0;
    if (start === end) return '';
    const text = this.#bytes.toString(undefined, start, end);
    return this.#escaped[number] === 1 ? unescaped(text, this.#doubled) : text;
  }
}

/** What a JSON string means; JSON.parse knows. */
function unescaped(text: string, doubled: boolean): string {
  const meant: unknown = JSON.parse(`"${doubled ? text.replaceAll('""', '"') : text}"`);
  return typeof meant === 'string' ? meant : '';
}
