import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ensureBuild } from './support/building.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { appFolder, requireNode, root, run, SetupError } from './support/project.mjs';

const usage = `Usage: npm run bench:tables [-- OPTION...]
  --facts N    facts of the large table (1000000)
  --events N   records that are judged with it (100000)
  --repeat N   runs of each, of which the best counts (3)
  --day N      accesses of the day that is learned (1000000)
  --write      write the section of docs/performance.md`;

const FEW = 1000;

await run(async () => {
  requireNode();
  const { facts, events, repeat, day, write } = options();
  if (process.platform !== 'linux')
    throw new SetupError('The benchmark reads CPU and memory from /proc: run it on Linux.');
  await ensureDependencies();
  await ensureBuild();
  const { cache, nodeTools } = await import('../bench/run/tools.mjs');
  const { learningTable, SECTION, tablesSection, tablesTable } = await import('../bench/tables/report.mjs');
  const { learnDay } = await import('../bench/tables/learning.mjs');
  const { withSection } = await import('../bench/run/section.mjs');
  const { baselineOf } = await import('../bench/tables/tables.mjs');
  const [few, many] = [await baselineOf(cache, FEW), await baselineOf(cache, facts)];

  const costs = await judgingCosts(cache, [few, many], [1, events], repeat);
  const [[fewOne, fewAll], [manyOne, manyAll]] = costs;
  const eventCost = (one, all) => ((all.cpu - one.cpu) / (events - 1)) * 1e6;
  const [fewEvent, manyEvent] = [eventCost(fewOne, fewAll), eventCost(manyOne, manyAll)];
  const stored = await readingCost(many, repeat);
  const loading = { ...manyOne, cpu: manyOne.cpu - fewOne.cpu };
  const { node, version } = await nodeTools();
  const learned = [];
  for (const accesses of [Math.max(1, Math.round(day / 10)), day]) {
    tell(`learning a day of ${accesses} accesses`);
    learned.push(await learnDay(cache, node, accesses));
  }
  tell('');
  const measured = { facts, few: FEW, events, loading, stored, fewEvent, manyEvent, learned };
  process.stdout.write(`${tablesTable(measured)}\n\n${learningTable(learned)}\n`);
  if (!write) return;
  const machine = `${cpus().length} cores of ${cpus()[0].model.trim()}, Linux ${release()}, ${version}`;
  const file = path.join(root, 'docs', 'performance.md');
  writeFileSync(file, withSection(readFileSync(file, 'utf8'), SECTION, tablesSection(measured, machine)));
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
        day: { type: 'string', default: '1000000' },
        write: { type: 'boolean', default: false },
      },
    });
    const { write } = values;
    const [facts, events, repeat, day] = [values.facts, values.events, values.repeat, values.day].map(Number);
    if ([facts, events - 1, repeat, day].every((count) => Number.isInteger(count) && count >= 1)) {
      return { facts, events, repeat, day, write };
    }
  } catch (error) {
    throw new SetupError(`${error.message}\n${usage}`);
  }
  throw new SetupError(`--facts, --repeat and --day take whole numbers from 1 on, --events from 2 on.\n${usage}`);
}

/** What is going on, on one line of a terminal that is written again and again. */
function tell(text) {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : text === '' ? '' : `${text}\n`);
}
