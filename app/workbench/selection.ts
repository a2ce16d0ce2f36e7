import { anyOf, neededEvents, type AppConf, type Predicate } from '../spl';
import { isContentWithWitnesses } from './coverage';
import { coverageSearches, learningSearches, recorderOf } from './detections';

/**
 * The terms without which a record matters to no search of a replay, as an index would know them; all records where a search
 * must see each of them.
 * @throws SplError when a search cannot be read
 */
export function termsOfReplay(app: AppConf, detections: readonly string[]): Predicate {
  if (!coverageSearches.every((name) => isContentWithWitnesses(neededEvents(app, name)))) return { kind: 'all' };
  return anyOf([...learningSearches, ...detections.map(recorderOf)].map((name) => neededEvents(app, name).terms));
}
