import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { termsText, type Predicate } from '../spl';
import { eventAt, frameHead, frameLength, numberFrame, writeFrame, type SpooledEvent } from './frame';
import { reasonOf } from './reason';
import { mergeRuns, newestFirst, type Run } from './runs';
import { UsageError } from './shell';

export const secondsADay = 86_400;

const bufferedBytes = 16 * 1024 * 1024;

/** What a spool has written, as plain data. */
export interface SpoolIndex {
  readonly folder: string;
  readonly terms: readonly Predicate[];
  readonly days: ReadonlyMap<number, SpooledDay>;
}

interface SpooledDay {
  readonly count: number;
  /** Of its file. */
  readonly bytes: number;
  readonly runs: readonly Run[];
}

const emptyDay: SpooledDay = { count: 0, bytes: 0, runs: [] };

interface Waiting extends SpooledEvent {
  readonly frame: Buffer;
}

/**
 * Sorts events by UTC day and within it by time without holding them all: what has gathered is written, sorted, behind the file of its
 * day, and such runs are merged when the day is read (see `runs.ts`). No file stays open however many days there are.
 */
export class Spool {
  /** The terms that marks stand for. */
  readonly #terms: readonly Predicate[];
  readonly #marks: ReadonlyMap<string, number>;
  readonly #folder: string;
  readonly #waiting = new Map<number, Waiting[]>();
  readonly #days: Map<number, SpooledDay>;
  #waitingBytes = 0;
  #added = 0;

  /**
   * @param terms those of which events are marked with what they hold; a search for the same terms reads no other events
   * @param index what another has written there; nothing unless told
   */
  public constructor(folder: string, terms: readonly Predicate[] = [], index?: SpoolIndex) {
    this.#folder = folder;
    this.#terms = terms;
    this.#marks = new Map(terms.map((one, at) => [termsText(one), 1 << at]));
    this.#days = new Map(index?.days);
    mkdirSync(folder, { recursive: true });
  }

  /** A spool of what another has written. */
  public static of(index: SpoolIndex): Spool {
    return new Spool(index.folder, index.terms, index);
  }

  /** What is written, so that another thread can read it. */
  public index(): SpoolIndex {
    return { folder: this.#folder, terms: this.#terms, days: this.#days };
  }

  /** Takes an event; `bytes` are copied. `time` in epoch seconds, not negative. */
  public add(bytes: Buffer, time: number, source: number, marks = 0): void {
    const frame = Buffer.allocUnsafe(frameHead + bytes.length);
    writeFrame(frame, 0, { bytes, time, source, marks });
    this.addFrames(frame);
  }

  /** Takes events as frames, one behind the other, and keeps that memory, which it changes, until it is written out. */
  public addFrames(frames: Buffer): void {
    for (let at = 0; at < frames.length;) {
      const end = at + frameLength(frames, at);
      numberFrame(frames, at, this.#added++);
      const event = eventAt(frames, at);
      const day = Math.floor(event.time / secondsADay);
      const waiting = this.#waiting.get(day) ?? [];
      this.#waiting.set(day, waiting);
      waiting.push({ ...event, frame: frames.subarray(at, end) });
      this.#waitingBytes += end - at;
      at = end;
    }
    if (this.#waitingBytes > bufferedBytes) this.flush();
  }

  /**
   * Writes out what has gathered; to be called before reading.
   * @throws UsageError when the disk does not take it
   */
  public flush(): void {
    for (const [day, waiting] of this.#waiting) {
      const { count, bytes, runs } = this.#days.get(day) ?? emptyDay;
      const added: Run[] = [];
      let end = bytes;
      const sorted = waiting.sort((a, b) => a.marks - b.marks || newestFirst(a, b));
      for (const { marks, frame } of sorted) {
        const last = added.at(-1);
        if (last?.marks === marks) last.length += frame.length;
        else added.push({ offset: end, length: frame.length, marks });
        end += frame.length;
      }
      this.#append(
        day,
        sorted.map(({ frame }) => frame),
      );
      this.#days.set(day, { count: count + waiting.length, bytes: end, runs: [...runs, ...added] });
    }
    this.#waiting.clear();
    this.#waitingBytes = 0;
  }

  #append(day: number, frames: readonly Buffer[]): void {
    try {
      appendFileSync(this.#file(day), Buffer.concat(frames));
    } catch (error) {
      throw new UsageError(
        `Events cannot be sorted by day in ${this.#folder}: ${reasonOf(error)}; name a folder with room by --work.`,
      );
    }
  }

  /** The UTC day numbers that have events, ascending. */
  public days(): number[] {
    return [...this.#days.keys()].sort((a, b) => a - b);
  }

  /** How many events there are. */
  public get size(): number {
    return [...this.#days.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** How many events a day has. */
  public count(day: number): number {
    return this.#days.get(day)?.count ?? 0;
  }

  /** How many bytes they take. */
  public bytes(day: number): number {
    return this.#days.get(day)?.bytes ?? 0;
  }

  /** What marks of events say of these terms; undefined where nothing. */
  public markOf(terms: Predicate): number | undefined {
    return this.#marks.get(termsText(terms));
  }

  /**
   * The events of a day, newest first; of the same time, the one of the later source first, of one source the one added last.
   * @param mark only events that have it; all of them unless told
   */
  public read(day: number, mark?: number): Generator<SpooledEvent, void, undefined> {
    const { runs } = this.#days.get(day) ?? emptyDay;
    return mergeRuns(this.#file(day), mark === undefined ? runs : runs.filter(({ marks }) => (marks & mark) !== 0));
  }

  #file(day: number): string {
    return path.join(this.#folder, String(day));
  }
}
