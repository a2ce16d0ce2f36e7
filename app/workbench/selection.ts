import { anyOf, mostMarks, neededEvents, termsText, type AppConf, type Predicate } from '../spl';
import { isContentWithWitnesses } from './coverage';
import { coverageSearches, learningSearch, recorderOf, rememberingSearches } from './detections';

/**
 * The terms without any of which a record matters to no search of a replay, as an index would know them; all records among them
 * where a search must see each of them.
 * @throws SplError when a search cannot be read
 */
export function termsOfReplay(app: AppConf, detections: readonly string[]): readonly Predicate[] {
  const areContent = coverageSearches.every((name) => isContentWithWitnesses(neededEvents(app, name)));
  const searches = [learningSearch, ...rememberingSearches, ...detections.map(recorderOf)];
  const needed = [...searches.map((name) => neededEvents(app, name).terms), termsOfJudging(app, detections)];
  const all: Predicate[] = areContent ? needed : [{ kind: 'all' }, ...needed];
  const terms = [...new Map(all.map((one) => [termsText(one), one])).values()];
  return terms.length <= mostMarks ? terms : [...terms.slice(0, mostMarks - 1), anyOf(terms.slice(mostMarks - 1))];
}

/**
 * The terms without any of which a record matters to no search that has records judged.
 * @throws SplError when a search cannot be read
 */
export function termsOfJudging(app: AppConf, detections: readonly string[]): Predicate {
  return anyOf([...rememberingSearches, ...detections.map(recorderOf)].map((name) => neededEvents(app, name).terms));
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
