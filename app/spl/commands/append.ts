import { command } from '../runtime/transform';
import { numberOption, options } from '../runtime/options';

/** Search Reference, append: the most rows that a subsearch gives. */
const DEFAULT_MAXIMUM = 50_000;

/** `append [maxout=<int>] [ <subsearch> ]`: the subsearch's rows after the others. More than maxout are an error, where Splunk would cut them off silently. */
export const append = command('subsearch', 'never', (written, context) => {
  const given = options(written.options, ['maxout', 'maxtime', 'timeout'], context);
  const limit = numberOption(given, 'maxout', DEFAULT_MAXIMUM, context);
  const subsearch = context.search.plan(written.pipeline);
  return async function* (input) {
    yield* input;
    let count = 0;
    for await (const batch of subsearch()) {
      count += batch.length;
      if (limit > 0 && count > limit) {
        throw context.error(
          `got more than ${limit} rows from its subsearch, which Splunk would cut off; narrow it or raise maxout`,
        );
      }
      yield batch;
    }
  };
});
