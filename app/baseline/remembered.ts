/** The tables as they are remembered on a day: facts idle for too long before it are as good as deleted. */
import { dayOf } from './learn';
import type { Facts, Tables } from './tables';

const COVERAGE = 'coverage|';

/** Accounts whose coverage is kept at hand; records can name any number of them. */
const MOST_ACCOUNTS = 10_000;

/**
 * Whether a fact is forgotten on a day: it was seen before it, but on none of the `idleDays` days before. Where it cannot be told
 * it is not: of eight listed days the fifth and the sixth may have others between them.
 */
export function isForgotten(days: readonly number[], day: number, idleDays: number): boolean {
  let last: number | undefined;
  for (const other of days) if (other < day) last = other;
  if (last === undefined || day - last <= idleDays) return false;
  const [, , , , fifth, sixth] = days;
  return !(days.length === 8 && fifth !== undefined && sixth !== undefined && fifth < day && day <= sixth);
}

/**
 * The tables as they are remembered at a time (epoch seconds; undefined for all that they hold): times of one day share what was
 * found out about it. Coverage is learned ahead of judging, so later days of it count. Dispositions are never forgotten.
 */
export function remembering(tables: Tables, idleDays: number): (time: number | undefined) => Tables {
  let day: number | undefined;
  let today = tables;
  return (time) => {
    if (time === undefined) return tables;
    const asked = dayOf(time);
    if (asked !== day) today = rememberedOn(tables, asked, idleDays);
    day = asked;
    return today;
  };
}

function rememberedOn(tables: Tables, day: number, idleDays: number): Tables {
  const { baseline } = tables;
  const covered = new Map<string, boolean>();
  const get: Facts['get'] = (text) => {
    const row = baseline.get(text);
    if (row === undefined) return undefined;
    const last = row.days[row.days.length - 1];
    // Nearly every fact that is asked for was seen lately.
    if (last === undefined || (last < day && day - last <= idleDays)) return row;
    const forgotten = text.startsWith(COVERAGE) ? last < day - idleDays : isForgotten(row.days, day, idleDays);
    return forgotten ? undefined : row;
  };
  const has: Facts['has'] = (text) => {
    const known = covered.get(text);
    if (known !== undefined) return known;
    if (covered.size >= MOST_ACCOUNTS) covered.clear();
    const found = get(text) !== undefined;
    covered.set(text, found);
    return found;
  };
  return { ...tables, baseline: { get, has } };
}
