import { numeral, table } from '../run/table.mjs';

/** Seconds and megabytes that a hunt through a million records is to stay below. */
const GOALS = { seconds: 15, peak: 400, records: 1_000_000 };

/**
 * @typedef {{ seconds: number, cpu: number, peak: number }} Cost
 * @typedef {{ records: number, files: number, days: number, repeat: number }} Shape
 */

/**
 * @param {Shape} shape
 * @param {{ hunt: Cost, duck: Cost }} costs
 */
export function huntTable({ records }, { hunt, duck }) {
  const rows = [['program', 'seconds', 'CPU s', 'peak MB', 'events/s']];
  for (const [name, { seconds, cpu, peak }] of [
    ['the whole hunt', hunt],
    ['DuckDB, first-seen pairs of accounts only', duck],
  ]) {
    rows.push([name, numeral(seconds, 1), numeral(cpu, 1), numeral(peak), numeral(records / seconds)]);
  }
  return table(rows, 1);
}

/**
 * The page of the documentation.
 * @param {Shape} shape
 * @param {{ hunt: Cost, duck: Cost }} costs
 * @param {{ packed: number, agreement: string, machine: string }} about `packed`: bytes of the files; `agreement`: a sentence on what
 *   both found
 */
export function huntPage(shape, costs, { packed, agreement, machine }) {
  return `# Performance of the local run

Written by \`npm run bench:hunt -- --write\`; measure it on your own machine with \`npm run bench:hunt\`.

## How it is measured

${numeral(shape.records)} records, made by the seeded generator in \`bench/generate\`, lie in ${numeral(shape.files)} gzip files (${numeral(packed / 1e6)} MB) and are spread over
${numeral(shape.days)} days; one in ten is an STS call. The whole hunt reads them, runs the five detections and the learning day by day, and
writes findings and tables. DuckDB (\`bench/hunt/firstseen.py\`) reads the same files and asks one of the questions of the hunt. CPU
seconds are user and system time of a program and all that it starts; peak memory is what these have resident together, pages that
they share counted for each, looked at ten times a second. Best of ${numeral(shape.repeat)}.

Measured on ${machine}.

## Cost

${huntTable(shape, costs)}

${agreement}
${shape.records === GOALS.records ? goals(costs.hunt) : ''}`;
}

function goals({ seconds, peak }) {
  const reached = (value, most) => (value < most ? 'yes' : '**no**');
  return `
## Goals

${table(
  [
    ['goal', 'measured', 'reached'],
    [`the whole hunt in less than ${GOALS.seconds} s`, numeral(seconds, 1), reached(seconds, GOALS.seconds)],
    [`peak memory under ${GOALS.peak} MB`, numeral(peak), reached(peak, GOALS.peak)],
  ],
  1,
)}
`;
}
