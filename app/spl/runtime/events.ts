import type { Predicate } from '../nodes/predicate';
import type { Row, Value } from '../value';
import { conjuncts, joined } from './bounds';
import type { Rows } from './transform';
import { compilePredicate } from '../predicate';
import { extractJsonFields } from '../jsonfields';
import { INDEXED, predicateFields } from './reads';
import type { Event, EventSource } from './source';
import { necessaryTerms } from './terms';

/** props.conf and limits.conf, [kv]: maxchars and limit, beyond which automatic extraction from JSON stops. */
const AUTOMATIC = { characters: 10_240, fields: 100 };

export interface EventSearch {
  readonly predicate: Predicate;
  /** Epoch seconds; latest is exclusive. */
  readonly earliest: number;
  readonly latest: number;
  readonly indexEarliest: number;
  readonly indexLatest: number;
  readonly now: number;
  /** Whether rows get the fields that are extracted from JSON. */
  readonly extract: boolean;
}

/**
 * The events that a search selects, as rows. What can be decided by an event's text and metadata is decided before it becomes
 * a row; JSON is read only if the predicate or the search asks for its fields.
 */
export async function* searchEvents(source: EventSource, search: EventSearch): Rows {
  const { earliest, latest, indexEarliest, indexLatest, now } = search;
  const terms = conjuncts(search.predicate);
  const isCheap = (term: Predicate): boolean => predicateFields(term).every((field) => INDEXED.has(field));
  const cheap = compilePredicate(joined(terms.filter(isCheap)), { now });
  const costly = terms.filter((term) => !isCheap(term));
  const also = costly.length === 0 ? undefined : compilePredicate(joined(costly), { now });
  const probe: Row = new Map<string, Value>();
  for await (const events of source.scan({ earliest, latest }, necessaryTerms(search.predicate))) {
    const rows: Row[] = [];
    for (const event of events) {
      const indexed = event.indexTime ?? event.time;
      if (indexed < indexEarliest || indexed >= indexLatest || !cheap(setFields(probe, event))) continue;
      const row = setFields(new Map<string, Value>(), event);
      if (search.extract || also !== undefined) extract(row, event);
      if (also === undefined || also(row)) rows.push(row);
    }
    if (rows.length > 0) yield rows;
  }
}

/** Sets the fields that indexing gives, nothing else. */
export function setFields(row: Row, event: Event): Row {
  return row
    .set('_raw', event.raw)
    .set('_time', event.time)
    .set('_indextime', event.indexTime ?? event.time)
    .set('host', event.host)
    .set('index', event.index)
    .set('source', event.source)
    .set('sourcetype', event.sourcetype);
}

function extract(row: Row, event: Event): void {
  for (const [field, value] of extractJsonFields(event.raw, AUTOMATIC)) if (!row.has(field)) row.set(field, value);
}
