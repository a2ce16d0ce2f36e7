/**
 * A reply as a splice: runs of the sent bytes, each followed by bytes of our own. Its length is known before a byte is
 * copied, which the header line needs; it is then put together a piece at a time, so that a reply of a hundred megabytes takes
 * the memory of its own columns only.
 *
 *     sent   |...row 1...|        |...row 2...|
 *     own                |,x,y\n|             |,z,,\n|
 */
import { ByteWriter } from './bytewriter';

/** A body to be written, piece by piece; each piece is valid until the next one is asked for. */
export interface Pieces {
  /** Bytes of all pieces. */
  readonly length: number;
  pieces(): Iterable<Buffer>;
}

export const NO_PIECES: Pieces = { length: 0, pieces: () => [] };

const PIECE = 256 * 1024;
/** A longer run is a piece by itself and is not copied. */
const LONG_RUN = PIECE / 4;
/** Numbers noted for a run: its start, its end, and where the own bytes behind it end. */
const NOTED = 3;

/** Used again for each chunk. */
export class Splice implements Pieces {
  /** The bytes of our own; those written so far follow the last run. */
  readonly own = new ByteWriter(PIECE);
  #sent: Buffer = Buffer.alloc(0);
  #noted = new Int32Array(NOTED * 1024);
  #count = 0;
  #sentLength = 0;
  #piece: Buffer | undefined;

  /** Begins a reply to these bytes. */
  begin(sent: Buffer): void {
    this.#sent = sent;
    this.own.reset();
    this.#count = 0;
    this.#sentLength = 0;
    this.run(0, 0);
  }

  /** Sent bytes follow. */
  run(start: number, end: number): void {
    const at = this.#count;
    if (at + NOTED > this.#noted.length) {
      const longer = new Int32Array(this.#noted.length * 2);
      longer.set(this.#noted);
      this.#noted = longer;
    }
    if (at > 0) this.#noted[at - 1] = this.own.length;
    this.#noted[at] = start;
    this.#noted[at + 1] = end;
    this.#count = at + NOTED;
    this.#sentLength += end - start;
  }

  get length(): number {
    return this.#sentLength + this.own.length;
  }

  *pieces(): Generator<Buffer, void, undefined> {
    const piece = (this.#piece ??= Buffer.allocUnsafeSlow(PIECE));
    const sent = this.#sent;
    const { own } = this;
    this.#noted[this.#count - 1] = own.length;
    let filled = 0;
    let ownStart = 0;
    for (let at = 0; at < this.#count; at += 1) {
      // A run's start and end alternate with the end of the own bytes behind it.
      const isRun = at % NOTED === 0;
      const start = isRun ? (this.#noted[at] ?? 0) : ownStart;
      if (isRun) at += 1;
      const end = this.#noted[at] ?? 0;
      const from = isRun ? sent : own.all;
      if (!isRun) ownStart = end;
      const length = end - start;
      if (filled + length > PIECE || length > LONG_RUN) {
        if (filled > 0) yield piece.subarray(0, filled);
        filled = 0;
      }
      if (length > LONG_RUN) yield from.subarray(start, end);
      else filled += from.copy(piece, filled, start, end);
    }
    if (filled > 0) yield piece.subarray(0, filled);
  }
}
