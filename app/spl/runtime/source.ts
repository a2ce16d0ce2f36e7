import type { Predicate } from '../nodes/predicate';

/** One indexed event: its text and the fields that indexing gives it. */
export interface Event {
  readonly raw: string;
  /** Epoch seconds, with fraction. */
  readonly time: number;
  /** Epoch seconds of indexing; the time of the event where nothing else is known. */
  readonly indexTime?: number;
  readonly source: string;
  readonly sourcetype: string;
  readonly index: string;
  readonly host: string;
}

/** Epoch seconds; `latest` is exclusive, as in Splunk. */
export interface TimeRange {
  readonly earliest: number;
  readonly latest: number;
}

/** Where events come from. */
export interface EventSource {
  /**
   * Batches of the events within the range, newest first.
   * @param terms terms joined by AND and OR (see `necessaryTerms`): events whose text does not hold them may be left out
   */
  scan(range: TimeRange, terms?: Predicate): AsyncIterable<readonly Event[]>;
}

const BATCH = 1000;

/** Events held in memory; those of one time come in the order they were given. */
export function eventsInMemory(events: readonly Event[]): EventSource {
  const newestFirst = [...events].sort((a, b) => b.time - a.time);
  return {
    async *scan({ earliest, latest }) {
      const within = newestFirst.filter(({ time }) => time >= earliest && time < latest);
      for (let at = 0; at < within.length; at += BATCH) yield await Promise.resolve(within.slice(at, at + BATCH));
    },
  };
}
