import { anyOf, neededEvents, type AppConf, type Predicate } from '../spl';
import { isContentWithWitnesses } from './coverage';
import { coverageSearches, learningSearch, recorderOf, rememberingSearches } from './detections';

/**
 * The terms without which a record matters to no search of a replay, as an index would know them; all records where a search
 * must see each of them.
 * @throws SplError when a search cannot be read
 */
export function termsOfReplay(app: AppConf, detections: readonly string[]): Predicate {
  if (!coverageSearches.every((name) => isContentWithWitnesses(neededEvents(app, name)))) return { kind: 'all' };
  const searches = [learningSearch, ...rememberingSearches, ...detections.map(recorderOf)];
  return anyOf(searches.map((name) => neededEvents(app, name).terms));
}

/**
 * Whether the searches that learn facts share no table with those that hunt, but for what the command is shown: then they may run ahead.
 * @throws SplError when a search cannot be read
 */
export function learnsApart(app: AppConf, detections: readonly string[]): boolean {
  const tablesOf = (names: readonly string[]): Set<string> | undefined => {
    const sets = names.map((name) => neededEvents(app, name).tables);
    return sets.includes(undefined) ? undefined : new Set(sets.flatMap((tables) => [...(tables ?? [])]));
  };
  const learning = tablesOf([...coverageSearches, learningSearch]);
  const hunting = tablesOf([...rememberingSearches, ...detections.map(recorderOf)]);
  return learning !== undefined && hunting !== undefined && ![...hunting].some((table) => learning.has(table));
}
