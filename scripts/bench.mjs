import { cpus, release } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './support/building.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { requireNode, root, run, SetupError } from './support/project.mjs';

const usage = `Usage: npm run bench [-- OPTION...]
  --events N   records of each stream (100000)
  --passes N   how often each stream is sent in one search (5)
  --repeat N   runs of each program, of which the best counts (3)
  --curve      also from 10 thousand to 10 million events
  --write      write docs/performance.md
  --alone      only the command itself, on this Node.js: nothing is fetched`;

const largest = 10_000_000;

await run(async () => {
  requireNode();
  const { events, passes, repeat, curve, write, alone } = options();
  if (process.platform !== 'linux')
    throw new SetupError('The benchmark reads CPU and memory from /proc: run it on Linux.');
  await ensureDependencies();
  await ensureBuild();
  const { cache } = await import('../bench/run/tools.mjs');
  const { lookupsIn, streamOf, STREAMS } = await import('../bench/run/streams.mjs');
  const { onlyOurs, peers } = await import('../bench/run/peers.mjs');
  const { measure } = await import('../bench/run/measure.mjs');
  const report = await import('../bench/run/report.mjs');

  const folder = path.join(cache, 'streams');
  const lookups = await lookupsIn(cache);
  const { programs, version } = await (alone ? onlyOurs(lookups) : peers(lookups));
  const measured = [];
  for (const shape of STREAMS) {
    tell(`${shape.name}: making the stream`);
    const stream = await streamOf(folder, shape, events);
    measured.push({ stream, rows: shape.rows, costs: await measure(stream, passes, programs, repeat, tell) });
  }
  const points = curve ? await curvePoints(folder, programs.ours) : [];
  tell('');
  process.stdout.write(`${report.costTable(measured, programs)}\n`);
  if (!alone) process.stdout.write(`\n${report.goalTable(measured)}\n`);
  if (curve) process.stdout.write(`\n${report.curveTable(points)}\n`);
  if (!write) return;
  const machine = `${cpus().length} cores of ${cpus()[0].model.trim()}, Linux ${release()}, ${version}`;
  const page = report.performancePage({ measured, programs, points, machine, repeat, passes });
  const { sectionOf, withSection } = await import('../bench/run/section.mjs');
  const { SECTION: sessions } = await import('../bench/run/originreport.mjs');
  const { SECTION: tables } = await import('../bench/tables/report.mjs');
  const { SECTION: views } = await import('../bench/page/report.mjs');
  const file = path.join(root, 'docs', 'performance.md');
  const before = readFileSync(file, 'utf8');
  // bench:origin, bench:tables and bench:page wrote those.
  const kept = (text, title) => withSection(text, title, sectionOf(before, title));
  writeFileSync(file, [sessions, tables, views].reduce(kept, page));
});

/** The command alone, on ever more events. */
async function curvePoints(folder, program) {
  const { drive } = await import('../bench/run/drive.mjs');
  const { repeated, streamOf, STREAMS } = await import('../bench/run/streams.mjs');
  const points = [];
  for (let events = 10_000; events <= largest; events *= 10) {
    tell(`${events} events`);
    const stream = await streamOf(folder, STREAMS[0], Math.min(events, 100_000));
    const { requests } = repeated(stream, events / stream.events);
    points.push({ events, cost: await drive(program.command, requests, { env: program.env }) });
  }
  return points;
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        events: { type: 'string', default: '100000' },
        passes: { type: 'string', default: '5' },
        repeat: { type: 'string', default: '3' },
        curve: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        alone: { type: 'boolean', default: false },
      },
    });
    const [events, passes, repeat] = [values.events, values.passes, values.repeat].map(Number);
    if (values.alone && values.write)
      throw new SetupError('--write needs the others to compare with: leave out --alone.');
    if ([events, passes, repeat].every((number) => Number.isInteger(number) && number >= 1)) {
      return { ...values, events, passes, repeat };
    }
  } catch (error) {
    throw error instanceof SetupError ? error : new SetupError(`${error.message}\n${usage}`);
  }
  throw new SetupError(`--events, --passes and --repeat take whole numbers from 1 on.\n${usage}`);
}

/** What is going on, on one line of a terminal that is written again and again. */
function tell(text) {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : text === '' ? '' : `${text}\n`);
}
