/** Bytes written one after the other into one buffer, which grows by doubling and can be used again. */

const LETTERS_AND_DIGITS = new Uint8Array(128);
for (const byte of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')) {
  LETTERS_AND_DIGITS[byte] = 1;
}
const QUOTE = 0x22;
const ASCII = 0x80;
/** UTF-8 takes at most three bytes for a UTF-16 unit. */
const LONGEST_UNIT = 3;
/** Shorter texts are written faster here than by a call into Node. */
const SHORT = 64;

/** Bytes that are written one after the other, into memory that grows with them. */
export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
  }

  /** Number of bytes written since the last `reset`. */
  get length(): number {
    return this.#length;
  }

  /** Begins again. */
  reset(): void {
    this.#length = 0;
  }

  byte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  /** The same byte `count` times. */
  repeated(byte: number, count: number): void {
    this.#reserve(count);
    for (let index = 0; index < count; index += 1) this.#bytes[this.#length + index] = byte;
    this.#length += count;
  }

  /** A text as UTF-8, as it stands. */
  text(text: string): void {
    this.#reserve(text.length * LONGEST_UNIT);
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
  }

  /** A field of CSV in splunkd's style: quoted unless it is empty or all ASCII letters and digits. */
  field(value: string): void {
    const { length } = value;
    this.#reserve(length * LONGEST_UNIT + 2);
    const bytes = this.#bytes;
    const start = this.#length;
    let index = 0;
    while (index < length) {
      const unit = value.charCodeAt(index);
      if (unit >= ASCII || LETTERS_AND_DIGITS[unit] === 0) break;
      bytes[start + index] = unit;
      index += 1;
    }
    if (index === length) this.#length = start + length;
    else if (length > SHORT || !this.#quoteShort(value)) this.#quote(value);
  }

  /** Writes ASCII without quotes between quotes; false when it is anything else, and nothing is written. */
  #quoteShort(value: string): boolean {
    const bytes = this.#bytes;
    const start = this.#length + 1;
    for (let index = 0; index < value.length; index += 1) {
      const unit = value.charCodeAt(index);
      if (unit >= ASCII || unit === QUOTE) return false;
      bytes[start + index] = unit;
    }
    bytes[start - 1] = QUOTE;
    bytes[start + value.length] = QUOTE;
    this.#length = start + value.length + 1;
    return true;
  }

  #quote(value: string): void {
    this.byte(QUOTE);
    this.text(value.includes('"') ? value.replaceAll('"', '""') : value);
    this.byte(QUOTE);
  }

  /** All bytes, those written first; valid until more is written. */
  get all(): Buffer {
    return this.#bytes;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#length + count));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
