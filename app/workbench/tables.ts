import type { Collections } from '../spl';

/** Collections that stay in memory: a run writes its tables once, when it is complete. */
export function unflushed(collections: Collections): Collections {
  return { open: (name, fields) => collections.open(name, fields), flush: () => undefined };
}
