import { textFilter, type Event, type EventSource, type Predicate, type TimeRange } from '../spl';
import type { SpooledEvent } from './frame';
import { secondsADay, type Spool } from './spool';

const batchEvents = 1000;
const batchBytes = 8 * 1024 * 1024;

/**
 * The spooled events as the engine reads an index: newest first, only those that hold the terms of a search where the spool has them
 * marked, texts made when they are asked for.
 * @param sources the file of each source number
 * @param choose which events of a day count; all of them unless told
 */
export function eventsOf(
  spool: Spool,
  sources: readonly string[],
  choose: (events: Iterable<SpooledEvent>) => Iterable<SpooledEvent> = (events) => events,
): EventSource {
  return {
    async *scan({ earliest, latest }: TimeRange, terms: Predicate = { kind: 'all' }) {
      const mark = spool.markOf(terms);
      const holdsTerms = mark === undefined ? textFilter(terms) : (): boolean => true;
      for (const day of spool.days().reverse()) {
        if ((day + 1) * secondsADay <= earliest || day * secondsADay >= latest) continue;
        let batch: Event[] = [];
        let bytes = 0;
        for (const event of choose(spool.read(day, mark))) {
          if (event.time < earliest) break;
          if (event.time >= latest || !holdsTerms(event.bytes)) continue;
          batch.push(new StoredEvent(event, sources[event.source] ?? ''));
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
  readonly #bytes: Buffer;
  #raw: string | undefined;

  public constructor(stored: SpooledEvent, source: string) {
    this.time = stored.time;
    this.source = source;
    this.#bytes = stored.bytes;
  }

  public get raw(): string {
    this.#raw ??= this.#bytes.toString('utf8');
    return this.#raw;
  }
}
