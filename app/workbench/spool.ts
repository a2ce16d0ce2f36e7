import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { reasonOf } from './reason';
import { UsageError } from './shell';

export const secondsADay = 86_400;

/** One event of a day: where its bytes lie, when it was, which file it came from. */
export interface SpooledEvent {
  readonly bytes: Buffer;
  /** Epoch seconds. */
  readonly time: number;
  readonly source: number;
}

const headBytes = 16;
const bufferedBytes = 32 * 1024 * 1024;
/** A day's file goes on in another part beyond this size: Node reads no file of 2 GiB at once. */
const partBytes = 1024 * 1024 * 1024;

/**
 * Sorts events by UTC day without holding them all: one file a day in `folder`, appended to when enough has gathered, so that no
 * file stays open however many days there are.
 */
export class Spool {
  private readonly folder: string;
  private readonly waiting = new Map<number, Buffer[]>();
  private waitingBytes = 0;
  private readonly counts = new Map<number, number>();
  private readonly parts = new Map<number, { count: number; bytes: number }>();

  public constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Takes an event; `bytes` are copied. `time` in epoch seconds, not negative. */
  public add(bytes: Buffer, time: number, source: number): void {
    const day = Math.floor(time / secondsADay);
    const frame = Buffer.allocUnsafe(headBytes + bytes.length);
    frame.writeDoubleLE(time, 0);
    frame.writeUInt32LE(source, 8);
    frame.writeUInt32LE(bytes.length, 12);
    bytes.copy(frame, headBytes);
    const waiting = this.waiting.get(day);
    if (waiting === undefined) this.waiting.set(day, [frame]);
    else waiting.push(frame);
    this.counts.set(day, (this.counts.get(day) ?? 0) + 1);
    this.waitingBytes += frame.length;
    if (this.waitingBytes > bufferedBytes) this.flush();
  }

  /**
   * Writes out what has gathered; to be called before reading.
   * @throws UsageError when the disk does not take it
   */
  public flush(): void {
    for (const [day, frames] of this.waiting) {
      const bytes = Buffer.concat(frames);
      const part = this.parts.get(day) ?? { count: 1, bytes: 0 };
      if (part.bytes > partBytes) Object.assign(part, { count: part.count + 1, bytes: 0 });
      this.append(this.file(day, part.count), bytes);
      part.bytes += bytes.length;
      this.parts.set(day, part);
    }
    this.waiting.clear();
    this.waitingBytes = 0;
  }

  private append(file: string, bytes: Buffer): void {
    try {
      appendFileSync(file, bytes);
    } catch (error) {
      throw new UsageError(
        `Events cannot be sorted by day in ${this.folder}: ${reasonOf(error)}; name a folder with room by --work.`,
      );
    }
  }

  /** The UTC day numbers that have events, ascending. */
  public days(): number[] {
    return [...this.counts.keys()].sort((a, b) => a - b);
  }

  /** How many events a day has. */
  public count(day: number): number {
    return this.counts.get(day) ?? 0;
  }

  /** The events of a day, newest first; of the same time, the one added last first. */
  public read(day: number): SpooledEvent[] {
    const events: SpooledEvent[] = [];
    for (let part = 1; part <= (this.parts.get(day)?.count ?? 0); part++) {
      for (const event of framesOf(readFileSync(this.file(day, part)))) events.push(event);
    }
    return events.reverse().sort((a, b) => b.time - a.time);
  }

  private file(day: number, part: number): string {
    return path.join(this.folder, `${day}.${part}`);
  }
}

function* framesOf(bytes: Buffer): Generator<SpooledEvent> {
  for (let at = 0; at < bytes.length;) {
    const end = at + headBytes + bytes.readUInt32LE(at + 12);
    yield {
      time: bytes.readDoubleLE(at),
      source: bytes.readUInt32LE(at + 8),
      bytes: bytes.subarray(at + headBytes, end),
    };
    at = end;
  }
}
