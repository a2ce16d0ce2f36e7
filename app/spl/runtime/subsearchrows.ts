import type { Pipeline } from '../nodes/pipeline';
import type { Context, Rows } from './transform';

/** Search Reference, append, appendcols and join: the most rows that a subsearch gives unless told. */
export const MOST_ROWS = 50_000;

/**
 * Makes a command's subsearch ready. More rows than `limit` (0 for any number) are an error as they come, where Splunk would
 * cut them off without a word.
 * @throws SplError when one of its commands cannot be run
 */
export function subsearchRows(pipeline: Pipeline, limit: number, context: Context): () => Rows {
  const run = context.search.plan(pipeline);
  return async function* () {
    let count = 0;
    for await (const batch of run()) {
      count += batch.length;
      if (limit > 0 && count > limit) {
        throw context.error(
          `got more than ${limit} rows from its subsearch, which Splunk would cut off; narrow it or raise maxout`,
        );
      }
      yield batch;
    }
  };
}
