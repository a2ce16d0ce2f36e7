import { z } from 'zod';

/**
 * A search that the page asks for: SPL or a saved search by name, with times as Splunk's inputs write them, and the commands that go
 * on from its rows, one SPL text for each link of a chain; none yet, for a search whose rows others will go on from.
 */
export const askedSchema = z.strictObject({
  spl: z.string().max(200_000).optional(),
  savedSearch: z.string().max(1000).optional(),
  then: z.array(z.string().max(200_000)).max(20).optional(),
  earliest: z.string().max(100).optional(),
  latest: z.string().max(100).optional(),
});

export type Asked = z.infer<typeof askedSchema>;

/** A cell: a multivalue is a list, null is no value. */
export type Cell = string | readonly string[] | null;

export interface Found {
  readonly fields: readonly string[];
  /** One list of cells for each field, all of the same length. */
  readonly columns: readonly (readonly Cell[])[];
  /** How many rows the search gave; `columns` hold the first of them. */
  readonly total: number;
  readonly warnings: readonly string[];
  /** Whether it changed tables. */
  readonly wrote: boolean;
}

/** A search that failed may have changed tables, too. */
export type Answer = Found | { readonly error: string; readonly wrote: boolean };
