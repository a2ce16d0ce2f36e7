import { anyOf, mostMarks, neededEvents, termsText, type AppConf, type Predicate, type UsedTables } from '../spl';
import { isContentWithWitnesses } from './coverage';
import { coverageSearches, learningSearch, recorderOf, rememberingSearches } from './detections';
import { baselineTable } from './layers';

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
 * Whether the searches that learn facts share no table with those that hunt, but for the baseline, which these may read as it stood
 * before each day: then learning may run ahead.
 * @throws SplError when a search cannot be read
 */
export function learnsApart(app: AppConf, detections: readonly string[]): boolean {
  const learning = tablesOf(app, [...coverageSearches, learningSearch]);
  const hunting = tablesOf(app, [...rememberingSearches, ...detections.map(recorderOf)]);
  if (learning === undefined || hunting === undefined) return false;
  return [...hunting.all].every(
    (table) => !learning.all.has(table) || (table === baselineTable && !hunting.written.has(table)),
  );
}

/** The tables of searches; undefined where they cannot be told. */
function tablesOf(app: AppConf, names: readonly string[]): UsedTables | undefined {
  const tables = { all: new Set<string>(), written: new Set<string>() };
  for (const name of names) {
    const needed = neededEvents(app, name);
    if (needed.tables === undefined) return undefined;
    for (const table of needed.tables.all) tables.all.add(table);
    for (const table of needed.tables.written) tables.written.add(table);
  }
  return tables;
}
