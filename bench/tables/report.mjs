import { numeral, table } from '../run/table.mjs';

/** The heading of the section of `docs/performance.md`. */
export const SECTION = 'Large tables';

/**
 * @typedef {{ seconds: number, cpu: number, peak: number }} Cost
 * @typedef {{ facts: number, few: number, events: number, loading: Cost, stored: Cost, fewEvent: number, manyEvent: number,
 *   learned: readonly Awaited<ReturnType<typeof import('./learning.mjs').learnDay>>[] }} Measured `loading`: of the command with all
 *   facts, its CPU without what it takes with few; `fewEvent`, `manyEvent`: microseconds of CPU an event
 */

/** What is wanted of large tables, what was measured, and whether that is reached. @param {Measured} measured */
export function tablesTable({ facts, few, loading, stored, fewEvent, manyEvent, learned }) {
  const reached = (yes) => (yes ? 'yes' : '**no**');
  const dearer = (manyEvent / fewEvent - 1) * 100;
  const day = learned.at(-1);
  const rows = [
    ['goal', 'measured', 'reached'],
    [`${numeral(facts)} facts from CSV under 2 s of CPU`, `${numeral(loading.cpu, 2)} s`, reached(loading.cpu < 2)],
    ['the command under 250 MB with them', `${numeral(loading.peak)} MB`, reached(loading.peak < 250)],
    [
      'from the loopback KV Store under 6 s',
      `${numeral(stored.seconds, 2)} s, ${numeral(stored.cpu, 2)} s of CPU, ${numeral(stored.peak)} MB`,
      reached(stored.seconds < 6),
    ],
    [
      `an event at most 20% dearer than with ${numeral(few)}`,
      `${numeral(manyEvent, 1)} instead of ${numeral(fewEvent, 1)} µs, ${numeral(dearer, 1)}%`,
      reached(dearer <= 20),
    ],
    [
      `a day of ${numeral(day.accesses)} accesses learned under 60 s`,
      `${numeral(day.seconds, 1)} s`,
      reached(day.seconds < 60),
    ],
  ];
  return table(rows, 2);
}

/** What it costs to learn a day. @param {Measured['learned']} learned */
export function learningTable(learned) {
  const rows = [['accesses of the day', 'distinct facts', 'seconds', 'CPU s', 'peak MB']];
  for (const { accesses, facts, seconds, cpu, peak } of learned) {
    rows.push([numeral(accesses), numeral(facts), numeral(seconds, 1), numeral(cpu, 1), numeral(peak)]);
  }
  return table(rows, 0);
}

/** The section of `docs/performance.md`. @param {Measured} measured */
export function tablesSection(measured, machine) {
  return `## ${SECTION}

Written by \`npm run bench:tables -- --write\`. The facts are read from CSV by the command, and page by page over REST from the local
run's KV Store by the command's client; ${numeral(measured.events)} STS calls are judged with few facts and with many. A day is learned as the local
run does, reading its files and hunting for one detection included. Measured on ${machine}.

${tablesTable(measured)}

${learningTable(measured.learned)}`;
}
