import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { frameHead, framesOf, writeFrame, type SpooledEvent } from './frame';
import { reasonOf } from './reason';
import { UsageError } from './shell';

export const secondsADay = 86_400;

const bufferedBytes = 16 * 1024 * 1024;
/** A day's file goes on in another part beyond this size: Node reads no file of 2 GiB at once. */
const partBytes = 1024 * 1024 * 1024;

/** What a spool has written, as plain data: how many events each day has, and in how many parts its file lies. */
export interface SpoolIndex {
  readonly folder: string;
  readonly counts: ReadonlyMap<number, number>;
  readonly parts: ReadonlyMap<number, { count: number; bytes: number }>;
}

/**
 * Sorts events by UTC day without holding them all: one file a day in `folder`, appended to when enough has gathered, so that no
 * file stays open however many days there are.
 */
export class Spool {
  private readonly folder: string;
  private readonly waiting = new Map<number, Buffer[]>();
  private waitingBytes = 0;
  private readonly counts: Map<number, number>;
  private readonly parts: Map<number, { count: number; bytes: number }>;

  /** @param index what another has written there; nothing unless told */
  public constructor(folder: string, index?: SpoolIndex) {
    this.folder = folder;
    this.counts = new Map(index?.counts);
    this.parts = new Map(index?.parts);
    mkdirSync(folder, { recursive: true });
  }

  /** What is written, so that another thread can read it. */
  public index(): SpoolIndex {
    return { folder: this.folder, counts: this.counts, parts: this.parts };
  }

  /** Takes an event; `bytes` are copied. `time` in epoch seconds, not negative. */
  public add(bytes: Buffer, time: number, source: number): void {
    const frame = Buffer.allocUnsafe(frameHead + bytes.length);
    writeFrame(frame, 0, bytes, time, source);
    this.wait(frame, time);
  }

  /** Takes events as frames, one behind the other, and keeps that memory until it is written out. */
  public addFrames(frames: Buffer): void {
    let at = 0;
    for (const { bytes, time } of framesOf(frames)) {
      const end = at + frameHead + bytes.length;
      this.wait(frames.subarray(at, end), time);
      at = end;
    }
  }

  private wait(frame: Buffer, time: number): void {
    const day = Math.floor(time / secondsADay);
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

  /** How many events there are. */
  public get size(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** How many events a day has. */
  public count(day: number): number {
    return this.counts.get(day) ?? 0;
  }

  /** The events of a day, newest first; of the same time, the one of the later source first, of one source the one added last. */
  public read(day: number): SpooledEvent[] {
    const events: SpooledEvent[] = [];
    for (let part = 1; part <= (this.parts.get(day)?.count ?? 0); part++) {
      for (const event of framesOf(readFileSync(this.file(day, part)))) events.push(event);
    }
    return events.reverse().sort((a, b) => b.time - a.time || b.source - a.source);
  }

  private file(day: number, part: number): string {
    return path.join(this.folder, `${day}.${part}`);
  }
}
