import { textFilter, type Event, type EventSource, type Predicate, type TimeRange } from '../spl';
import type { SpooledEvent } from './frame';
import { secondsADay, type Spool } from './spool';

const batchEvents = 1000;
const batchBytes = 8 * 1024 * 1024;

/** Days of more bytes are read anew by each search: they would fill the memory. */
const mostBytes = 16 * 1024 * 1024;
/** A day, the one that searches look behind to, and the one before, which was used last when a day begins. */
const daysKept = 3;

/**
 * The spooled events as the engine reads an index: newest first, only those that hold the terms of a search where the spool has them
 * marked, texts made when they are asked for. The days that were read last are kept, as many searches read the same ones.
 * @param sources the file of each source number
 */
export function eventsOf(spool: Spool, sources: readonly string[]): EventSource {
  const kept = new Map<number, readonly StoredEvent[]>();
  return sourceOf(spool, function* (day, mark) {
    if (spool.bytes(day) > mostBytes) {
      for (const event of spool.read(day, mark)) yield new StoredEvent(event, sources);
      return;
    }
    const events = kept.get(day) ?? Array.from(spool.read(day), (event) => new StoredEvent(event, sources));
    kept.delete(day);
    kept.set(day, events);
    for (const oldest of kept.keys()) if (kept.size > daysKept) kept.delete(oldest);
    for (const event of events) if (mark === undefined || (event.marks & mark) !== 0) yield event;
  });
}

/**
 * Those of the spooled events that are chosen.
 * @param choose which events of a day count
 */
export function chosenEventsOf(
  spool: Spool,
  sources: readonly string[],
  choose: (events: Iterable<SpooledEvent>) => Iterable<SpooledEvent>,
): EventSource {
  return sourceOf(spool, function* (day, mark) {
    for (const event of choose(spool.read(day, mark))) yield new StoredEvent(event, sources);
  });
}

/** @param read the events of a day, newest first; with a mark only those that have it */
function sourceOf(
  spool: Spool,
  read: (day: number, mark: number | undefined) => Generator<StoredEvent, void, undefined>,
): EventSource {
  return {
    async *scan({ earliest, latest }: TimeRange, terms: Predicate = { kind: 'all' }) {
      const mark = spool.markOf(terms);
      const holdsTerms = mark === undefined ? textFilter(terms) : (): boolean => true;
      for (const day of spool.days().reverse()) {
        if ((day + 1) * secondsADay <= earliest || day * secondsADay >= latest) continue;
        let batch: Event[] = [];
        let bytes = 0;
        for (const event of read(day, mark)) {
          if (event.time < earliest) break;
          if (event.time >= latest || !holdsTerms(event.bytes)) continue;
          batch.push(event);
          bytes += event.bytes.length;
          if (batch.length < batchEvents && bytes < batchBytes) continue;
          yield await Promise.resolve(batch);
          batch = [];
          bytes = 0;
        }
        if (batch.length > 0) yield batch;
      }
    },
  };
}

/** An event whose text is decoded once, when something reads it: counting by time and source never does. */
class StoredEvent implements Event {
  public readonly sourcetype = 'aws:cloudtrail';
  public readonly index = 'cloudtrail';
  public readonly host = 'files';
  public readonly time: number;
  public readonly source: string;
  public readonly marks: number;
  public readonly bytes: Buffer;
  #raw: string | undefined;

  public constructor({ time, source, marks, bytes }: SpooledEvent, sources: readonly string[]) {
    this.time = time;
    this.source = sources[source] ?? '';
    this.marks = marks;
    this.bytes = bytes;
  }

  public get raw(): string {
    this.#raw ??= this.bytes.toString('utf8');
    return this.#raw;
  }
}
