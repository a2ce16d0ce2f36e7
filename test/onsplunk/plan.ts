import { snakeCase } from '../../app/content';
import type { AppConf } from '../../app/spl';

/** A search of the test; `range` in epoch seconds. */
export interface Planned {
  readonly name: string;
  readonly spl: string;
  readonly range: readonly [earliest: number, latest: number];
}

/** Days at the end of the records that are hunted; those before them are learned. */
const HUNTED_DAYS = 5;
const DAY = 86_400;

/** The tables that the searches write, which must be empty before and are emptied afterwards. */
export function tablesOf(app: AppConf): string[] {
  return [...app.collections.keys()].sort();
}

/**
 * Every search of the app in an order in which they build on each other, over an index of its own: first what is indexed and what
 * the command makes of it, then learning, hunting, recording, telling; the tables at the end.
 * @param times of the records, epoch seconds
 */
export function planOf(
  app: AppConf,
  index: string,
  times: readonly number[],
): { readonly searches: Planned[]; readonly left: string[] } {
  const start = Math.floor(Math.min(...times) / DAY) * DAY;
  const end = (Math.floor(Math.max(...times) / DAY) + 1) * DAY;
  const learned = [start, end - HUNTED_DAYS * DAY] as const;
  const whole = [start, end] as const;
  const hunted = [end - HUNTED_DAYS * DAY, end] as const;
  const names = [...app.savedSearches.keys()].sort();
  const saved = (kind: string): string[] => names.filter((name) => name.endsWith(` - ${kind}`));
  const isRisk = (name: string): boolean => textOf(app, name).includes('`crossaccount_recorded`');
  const ordered = [
    ...saved('Baseline').filter((name) => !name.includes('baseline update')),
    ...saved('Baseline').filter((name) => name.includes('baseline update')),
    ...saved('Rule').filter((name) => !isRisk(name)),
    ...saved('Recorder'),
    ...saved('Rule').filter(isRisk),
    ...saved('Investigation'),
  ];
  const rangeOf = (name: string) =>
    name.includes('baseline update') ? learned : name.endsWith(' - Baseline') ? whole : hunted;
  const first = [
    {
      name: 'the records, as they are indexed',
      spl: `index=${index} | fields _time _raw | eval record=sha256(_raw) | table _time record`,
    },
    {
      name: 'the columns of the command, beside those that were there',
      spl: `index=${index} | fields _time source _raw | eval kept=sha256(_raw) | crossaccount | table kept source xa_*`,
    },
  ];
  const needing = (name: string): boolean => /\$\w+\$/.test(textOf(app, name));
  return {
    searches: [
      ...first.map((search) => ({ ...search, range: whole })),
      ...ordered
        .filter((name) => !needing(name))
        .map((name) => ({ name, spl: over(index, textOf(app, name)), range: rangeOf(name) })),
      ...tablesOf(app).map((table) => ({ name: `the table ${table}`, spl: `| inputlookup ${table}`, range: whole })),
    ],
    left: ordered.filter(needing),
  };
}

function textOf(app: AppConf, name: string): string {
  return app.savedSearches.get(name)?.get('search') ?? '';
}

/** No macro of the app is changed: its index is written out. */
function over(index: string, spl: string): string {
  return spl.replaceAll('`crossaccount_index`', `index=${index}`);
}

/** An index name that nobody has, of letters, digits and _. */
export function scratchIndex(random: string): string {
  return `crossaccount_test_${snakeCase(random)}`;
}
