import { closeSync, openSync, readSync } from 'node:fs';
import { eventAt, frameHead, frameLength, type SpooledEvent } from './frame';

/*
 * External merge sort: a file holds runs, each sorted, and of each a window is in memory. The run whose next event comes first
 * gives it and stands back in line (a heap):
 *
 *     file     | run 0 . . . . | run 1 . . . . . | run 2 . . |
 *                  [window]        [window]       [window]
 *                       \             |              /
 *                        ----- newest of the three --
 */

/** Frames of a file that are sorted as they are to be read, all with the same marks. */
export interface Run {
  readonly offset: number;
  /** Bytes. */
  length: number;
  readonly marks: number;
}

/** Bytes of all windows together, and of one at least. */
const windowsBytes = 16 * 1024 * 1024;
const smallestWindow = 32 * 1024;

/** Newest first; of the same time, the one of the later source first, of one source the one added last. */
export function newestFirst(a: SpooledEvent, b: SpooledEvent): number {
  return b.time - a.time || b.source - a.source || b.serial - a.serial;
}

/** The events of runs of a file, newest first. */
export function* mergeRuns(path: string, runs: readonly Run[]): Generator<SpooledEvent, void, undefined> {
  if (runs.length === 0) return;
  const window = Math.max(smallestWindow, Math.floor(windowsBytes / runs.length));
  const file = openSync(path, 'r');
  try {
    const line = runs.map((run) => new Cursor(file, run, window));
    for (let at = line.length >> 1; at >= 0; at--) sink(line, at);
    for (let first = line[0]; first !== undefined; first = line[0]) {
      yield first.event;
      if (!first.next()) {
        const last = line.pop();
        if (last === undefined || line.length === 0) return;
        line[0] = last;
      }
      sink(line, 0);
    }
  } finally {
    closeSync(file);
  }
}

/** Where the reading of a run is. */
class Cursor {
  public event: SpooledEvent;
  readonly #file: number;
  readonly #window: number;
  /** The part of the file that is not in the window yet. */
  #offset: number;
  #left: number;
  #bytes = Buffer.alloc(0);
  #at = 0;

  public constructor(file: number, { offset, length }: Run, window: number) {
    this.#file = file;
    this.#window = window;
    this.#offset = offset;
    this.#left = length;
    this.event = this.#take();
  }

  /** Goes on to the next event; false at the end. */
  public next(): boolean {
    if (this.#at === this.#bytes.length && this.#left === 0) return false;
    this.event = this.#take();
    return true;
  }

  #take(): SpooledEvent {
    if (this.#bytes.length - this.#at < frameHead) this.#fill(this.#window);
    const length = frameLength(this.#bytes, this.#at);
    if (this.#bytes.length - this.#at < length) this.#fill(Math.max(this.#window, length));
    const event = eventAt(this.#bytes, this.#at);
    this.#at += length;
    return event;
  }

  /** Makes a new window of what is left of the last one and what follows; events keep the old one as long as they need it. */
  #fill(size: number): void {
    const rest = this.#bytes.subarray(this.#at);
    const more = Math.min(size - rest.length, this.#left);
    const bytes = Buffer.allocUnsafeSlow(rest.length + more);
    rest.copy(bytes);
    for (let at = rest.length; at < bytes.length;) {
      const read = readSync(this.#file, bytes, at, bytes.length - at, this.#offset);
      if (read === 0) throw new Error('A file of sorted events was cut short while it was read.');
      at += read;
      this.#offset += read;
    }
    this.#left -= more;
    this.#bytes = bytes;
    this.#at = 0;
  }
}

/** Puts the cursor at that place of the heap where it belongs. */
function sink(heap: Cursor[], from: number): void {
  let at = from;
  const sinking = heap[at];
  if (sinking === undefined) return;
  for (;;) {
    let below = 2 * at + 1;
    const [left, right] = [heap[below], heap[below + 1]];
    if (left === undefined) break;
    let first = left;
    if (right !== undefined && newestFirst(right.event, left.event) < 0) {
      first = right;
      below++;
    }
    if (newestFirst(first.event, sinking.event) > 0) break;
    heap[at] = first;
    at = below;
  }
  heap[at] = sinking;
}
