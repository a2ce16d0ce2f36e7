import { parseRows } from '../run/compare.mjs';

/** `from > into,first,last` of every pair of accounts in the baseline that a hunt leaves behind, sorted. */
export function learnedPairs(baselineCsv) {
  const [header, ...rows] = parseRows(baselineCsv);
  const of = (row, column) => row[header.indexOf(column)];
  return rows
    .filter((row) => of(row, 'dimension') === 'account_pair')
    .map((row) => `${of(row, 'value')},${of(row, 'first_seen')},${of(row, 'last_seen')}`)
    .sort();
}

/**
 * @param {readonly string[]} ours
 * @param {readonly string[]} theirs
 * @returns {string | undefined} how the two differ, in a sentence
 */
export function pairDifference(ours, theirs) {
  const only = (list, other) => {
    const known = new Set(other);
    return list.filter((pair) => !known.has(pair));
  };
  const [mine, other] = [only(ours, theirs), only(theirs, ours)];
  if (mine.length + other.length === 0) return undefined;
  const some = (list) => (list.length === 0 ? 'none' : `${list.length}, such as ${list[0]}`);
  return `Of ${ours.length} and ${theirs.length} pairs only the hunt has ${some(mine)}, only DuckDB ${some(other)}.`;
}
