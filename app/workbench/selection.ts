import { anyOf, mostMarks, neededEvents, sameTerms, type AppConf, type Predicate } from '../spl';
import { isContentWithWitnesses } from './coverage';
import { coverageSearches, learningSearch, recorderOf, rememberingSearches } from './detections';

/**
 * The terms without any of which a record matters to no search of a replay, as an index would know them; all records among them
 * where a search must see each of them.
 * @throws SplError when a search cannot be read
 */
export function termsOfReplay(app: AppConf, detections: readonly string[]): readonly Predicate[] {
  const areContent = coverageSearches.every((name) => isContentWithWitnesses(neededEvents(app, name)));
  const terms: Predicate[] = areContent ? [] : [{ kind: 'all' }];
  for (const name of [learningSearch, ...rememberingSearches, ...detections.map(recorderOf)]) {
    const { terms: needed } = neededEvents(app, name);
    if (!terms.some((one) => sameTerms(one, needed))) terms.push(needed);
  }
  return terms.length <= mostMarks ? terms : [...terms.slice(0, mostMarks - 1), anyOf(terms.slice(mostMarks - 1))];
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
