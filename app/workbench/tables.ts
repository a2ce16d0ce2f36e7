import type { Collections } from '../spl';

/** A table as CSV, piece by piece: it may be too large for one text. */
export type CsvPieces = () => Iterable<string>;

/** Collections that stay in memory: a run writes its tables once, when it is complete. */
export function unflushed(collections: Collections): Collections {
  return { open: (name, fields) => collections.open(name, fields), flush: () => undefined };
}
