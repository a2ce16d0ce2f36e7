/** Where the strings that matter stand in the record that was walked last. */
import { ROLE_TYPE } from '../record';
import type { CloudTrailRecord, Path } from '../record';
import { COUNT, ENTRY, KEPT } from './names';
import type { Place } from './names';

const NO_BYTES = Buffer.alloc(0);

/** A record read by the walker. A string that was not noted ends where it starts. */
export class Found implements CloudTrailRecord {
  #bytes: Buffer = NO_BYTES;
  #doubled = false;
  readonly #starts = new Int32Array(COUNT);
  readonly #ends = new Int32Array(COUNT);
  readonly #escaped = new Uint8Array(COUNT);
  readonly #texts = new Array<string | undefined>(COUNT).fill(undefined);

  /** Forgets everything. */
  begin(bytes: Buffer, doubled: boolean): void {
    this.#bytes = bytes;
    this.#doubled = doubled;
    this.#clear(0, COUNT);
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
    const text = this.#bytes.toString('utf8', start, end);
    return this.#escaped[number] === 1 ? unescaped(text, this.#doubled) : text;
  }
}

/** What a JSON string means; JSON.parse knows. */
function unescaped(text: string, doubled: boolean): string {
  const meant: unknown = JSON.parse(`"${doubled ? text.replaceAll('""', '"') : text}"`);
  return typeof meant === 'string' ? meant : '';
}
