import { numeral, table } from './table.mjs';

/**
 * What a run found.
 * @typedef {import('./drive.mjs').Cost} Cost
 * @typedef {{ stream: import('./streams.mjs').Stream, rows: number, costs: Map<string, Cost> }} Measured
 * @typedef {{ events: number, cost: Cost }} Point of the curve
 */

/** The table of all streams and programs. @param {readonly Measured[]} measured */
export function costTable(measured, programs) {
  const rows = [['stream', 'program', 'events/s', 'MB/s', 'CPU us an event', 'x splunklib', 'peak MB', 'getinfo ms']];
  for (const { stream, costs } of measured) {
    for (const [key, cost] of costs) {
      const { events, bytes, seconds, peak, getinfo } = cost;
      rows.push([
        key === 'ours' ? stream.name : '',
        programs[key].name,
        numeral(events / seconds),
        numeral(bytes / 1e6 / seconds, 1),
        numeral(microseconds(cost), 1),
        costs.has('splunklib') ? numeral(microseconds(costs.get('splunklib')) / microseconds(cost), 1) : '',
        numeral(peak),
        numeral(getinfo),
      ]);
    }
  }
  return table(rows, 2);
}

/** Of CPU an event, start and end of the process included. */
function microseconds({ cpu, events }) {
  return (cpu / events) * 1e6;
}

/** What is wanted, what was measured, and whether that is reached; losses are printed like the rest. */
export function goalTable(measured) {
  const rows = [['goal', 'stream', 'measured', 'reached']];
  const add = (goal, stream, value, decimals, reached) =>
    rows.push([goal, stream, numeral(value, decimals), reached ? 'yes' : '**no**']);
  for (const { stream, rows: chunk, costs } of measured) {
    const ours = costs.get('ours');
    const ratio = (key) => microseconds(costs.get(key)) / microseconds(ours);
    add('10 x less CPU than splunklib, the same work', stream.name, ratio('splunklib'), 1, ratio('splunklib') >= 10);
    add('5 x less CPU than splunklib, ten fields', stream.name, ratio('fewFields'), 1, ratio('fewFields') >= 5);
    const most = chunk > 5000 ? 300 : 130;
    add(`peak memory under ${most} MB`, stream.name, ours.peak, 0, ours.peak < most);
    add('getinfo answered within 45 ms', stream.name, ours.getinfo, 0, ours.getinfo <= 45);
  }
  return table(rows, 2);
}

/** How cost and memory grow with the number of events. @param {readonly Point[]} points */
export function curveTable(points) {
  const rows = [['events', 'CPU s', 'CPU us an event', 'seconds', 'peak MB']];
  for (const { events, cost } of points) {
    rows.push([
      numeral(events),
      numeral(cost.cpu, 2),
      numeral(microseconds({ cpu: cost.cpu, events }), 1),
      numeral(cost.seconds, 1),
      numeral(cost.peak),
    ]);
  }
  return table(rows, 0);
}

/** `docs/performance.md`, from what was measured. */
export function performancePage({ measured, programs, points, machine, repeat, passes }) {
  const { events } = measured[0].stream;
  return `# Performance

Written by \`npm run bench -- --write\`; measure it on your own machine with \`npm run bench\`.

## How it is measured

A driver stands in for splunkd: it starts a command on two pipes and sends each chunk only when the one before is answered
whole. A stream holds ${numeral(events)} records of about 2 KB, made by a seeded generator in \`bench/generate\`, and is sent
${numeral(passes)} times over in one search of ${numeral(passes * events)} events (csv-parse: once, as it is slow); what shorter searches cost stands in the table of
the curve. The tables of judging hold 100,000 facts; the command runs with \`baseline=csv facts=true\`, so that every column is
filled that a record can fill. CPU is user and system time of the whole process, start, tables and end included. Each figure is
the best of up to ${repeat} runs (of up to 2 for splunklib, of one for csv-parse), taken in turns. Answers of the programs that do
the same work are compared, every column of every record; a difference ends the benchmark.

- *splunklib, the same work*: record reading, judgement and score with Splunk's Python SDK (\`bench/peers/splunklib\`).
- *splunklib, ten fields*: a small command that fills ten fields of AssumeRole rows only.
- *csv-parse, the same work*: the app's own record reading and judging, with an object for every row as most Node.js commands have.

Measured on ${machine}.

## Cost

${costTable(measured, programs)}

## Goals

${goalTable(measured)}
${points.length === 0 ? '' : curveSection(points)}
## Where it loses

- Small searches: a process starts and reads its tables for every search, so on a few thousand events that is most of the cost,
  as it is for the other programs. CPU an event in the table of the curve shows it.
- Where every record is an STS call there is more to read, judge and write of each, and the lead over the others is smaller.
- Larger chunks need more memory, as a chunk's reply is buffered whole before its length can be written.
`;
}

function curveSection(points) {
  return `
## From few events to many

The stream of selected fields with 10% STS calls, from the second line on the same chunks again and again:

${curveTable(points)}
`;
}
