import { takeBounds } from '../runtime/bounds';
import { command, perRow } from '../runtime/transform';
import { searchEvents } from '../runtime/events';
import { compilePredicate } from '../predicate';
import { needsExtraction } from '../runtime/reads';
import { checkSubsearches, resolveSubsearches } from '../runtime/subsearch';

/**
 * `search <predicate>`: first in a pipeline it selects events, newest first, elsewhere rows. Times that it names itself
 * replace the search's. Its subsearches run before it.
 */
export const search = command('predicate', 'may', (written, context) => {
  const { search: run } = context;
  checkSubsearches(written.predicate, context);
  if (context.first) {
    return async function* () {
      const { bounds, rest } = takeBounds(await resolveSubsearches(written.predicate, context), context);
      yield* searchEvents(run.events, {
        predicate: rest,
        earliest: bounds.earliest ?? run.earliest,
        latest: bounds.latest ?? run.latest,
        indexEarliest: bounds._index_earliest ?? run.indexEarliest ?? -Infinity,
        indexLatest: bounds._index_latest ?? run.indexLatest ?? Infinity,
        now: run.now,
        extract: needsExtraction(context.following),
      });
    };
  }
  return async function* (input) {
    const predicate = await resolveSubsearches(written.predicate, context);
    const { bounds, rest } = takeBounds(predicate, context);
    const [bound] = Object.keys(bounds);
    if (bound !== undefined) throw context.error(`can have ${bound} only where it begins a search`);
    const matches = compilePredicate(rest, { now: run.now });
    yield* perRow((row) => (matches(row) ? row : undefined))(input);
  };
});
