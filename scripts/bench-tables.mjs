import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ensureBuild } from './support/building.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { appFolder, requireNode, root, run, SetupError } from './support/project.mjs';

const usage = `Usage: npm run bench:tables [-- OPTION...]
  --facts N    facts of the large table (1000000)
  --events N   records that are judged with it (100000)
  --repeat N   runs of each, of which the best counts (3)`;

const FEW = 1000;

await run(async () => {
  requireNode();
  const { facts, events, repeat } = options();
  if (process.platform !== 'linux')
    throw new SetupError('The benchmark reads CPU and memory from /proc: run it on Linux.');
  await ensureDependencies();
  await ensureBuild();
  const { cache } = await import('../bench/run/tools.mjs');
  const { numeral, table } = await import('../bench/run/table.mjs');
  const { baselineOf } = await import('../bench/tables/tables.mjs');
  const [few, many] = [await baselineOf(cache, FEW), await baselineOf(cache, facts)];

  const costs = await judgingCosts(cache, [few, many], [1, events], repeat);
  const [[fewOne, fewAll], [manyOne, manyAll]] = costs;
  const eventCost = (one, all) => ((all.cpu - one.cpu) / (events - 1)) * 1e6;
  const [fewEvent, manyEvent] = [eventCost(fewOne, fewAll), eventCost(manyOne, manyAll)];
  const stored = await readingCost(many, repeat);
  const loading = manyOne.cpu - fewOne.cpu;
  const dearer = (manyEvent / fewEvent - 1) * 100;
  const reached = (yes) => (yes ? 'yes' : '**no**');
  const rows = [
    ['goal', 'measured', 'reached'],
    [`${numeral(facts)} facts from CSV under 2 s of CPU`, `${numeral(loading, 2)} s`, reached(loading < 2)],
    ['the command under 250 MB with them', `${numeral(manyOne.peak)} MB`, reached(manyOne.peak < 250)],
    [
      'from the loopback KV Store under 6 s',
      `${numeral(stored.seconds, 2)} s, ${numeral(stored.cpu, 2)} s of CPU, ${numeral(stored.peak)} MB`,
      reached(stored.seconds < 6),
    ],
    [
      `an event at most 20% dearer than with ${numeral(FEW)}`,
      `${numeral(manyEvent, 1)} instead of ${numeral(fewEvent, 1)} µs, ${numeral(dearer, 1)}%`,
      reached(dearer <= 20),
    ],
  ];
  process.stdout.write(`${table(rows, 2)}\n`);
});

/** For each folder of tables what the command costs on each number of events. */
async function judgingCosts(cache, folders, counts, repeat) {
  const { drive } = await import('../bench/run/drive.mjs');
  const { better } = await import('../bench/run/measure.mjs');
  const { onlyOurs } = await import('../bench/run/peers.mjs');
  const { streamOf, STREAMS } = await import('../bench/run/streams.mjs');
  const streams = [];
  for (const events of counts) streams.push(await streamOf(path.join(cache, 'streams'), STREAMS[1], events));
  const costs = folders.map(() => counts.map(() => undefined));
  for (let turn = 0; turn < repeat; turn += 1) {
    for (const [place, folder] of folders.entries()) {
      const { ours } = onlyOurs(folder).programs;
      for (const [at, { requests }] of streams.entries()) {
        tell(`judging ${counts[at]} events with ${path.basename(folder)}, ${turn + 1} of ${repeat}`);
        costs[place][at] = better(costs[place][at], await drive(ours.command, requests, { env: ours.env }));
      }
    }
  }
  return costs;
}

/** What it costs to read all facts over REST from a process of the local run's kind. */
async function readingCost(folder, repeat) {
  const { better } = await import('../bench/run/measure.mjs');
  const program = (name) => ['--import', 'tsx', path.join(root, 'bench', 'tables', name)];
  tell('serving the large table');
  const server = spawn(process.execPath, [...program('serve.mjs'), appFolder, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: root,
  });
  try {
    const [splunkd] = await once(createInterface(server.stdout), 'line');
    let best;
    for (let turn = 0; turn < repeat; turn += 1) {
      tell(`reading it over REST, ${turn + 1} of ${repeat}`);
      const cost = execFileSync(process.execPath, [...program('read.mjs'), splunkd], { cwd: root, encoding: 'utf8' });
      best = better(best, JSON.parse(cost));
    }
    return best;
  } finally {
    server.stdin.end();
    tell('');
  }
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        facts: { type: 'string', default: '1000000' },
        events: { type: 'string', default: '100000' },
        repeat: { type: 'string', default: '3' },
      },
    });
    const [facts, events, repeat] = [values.facts, values.events, values.repeat].map(Number);
    if ([facts, events - 1, repeat].every((count) => Number.isInteger(count) && count >= 1)) {
      return { facts, events, repeat };
    }
  } catch (error) {
    throw new SetupError(`${error.message}\n${usage}`);
  }
  throw new SetupError(`--facts and --repeat take whole numbers from 1 on, --events from 2 on.\n${usage}`);
}

/** What is going on, on one line of a terminal that is written again and again. */
function tell(text) {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : text === '' ? '' : `${text}\n`);
}
