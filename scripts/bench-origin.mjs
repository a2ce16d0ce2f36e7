import { cpus, release } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './support/building.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { requireNode, root, run, SetupError } from './support/project.mjs';

const usage = `Usage: npm run bench:origin [-- OPTION...]
  --events N   records (1000000)
  --live N     sessions that are alive at once (100000)
  --repeat N   runs with origin=true and without, of which the best count (1)
  --write      write the section of docs/performance.md
  --alone      on this Node.js: nothing is fetched`;

await run(async () => {
  requireNode();
  const { events, live, repeat, write, alone } = options();
  if (process.platform !== 'linux')
    throw new SetupError('The benchmark reads CPU and memory from /proc: run it on Linux.');
  await ensureDependencies();
  await ensureBuild();
  const { cache, nodeTools } = await import('../bench/run/tools.mjs');
  const { oursOn } = await import('../bench/run/peers.mjs');
  const { measureSessions, sessionsIn } = await import('../bench/run/sessions.mjs');
  const { originSection, originTable, SECTION } = await import('../bench/run/originreport.mjs');
  const { withSection } = await import('../bench/run/section.mjs');

  tell(`making the stream`);
  const sessions = await sessionsIn(path.join(cache, 'streams'), { events, live });
  const { node, version } = alone
    ? { node: process.execPath, version: `Node.js ${process.versions.node}` }
    : await nodeTools();
  const measured = await measureSessions(sessions, oursOn(node), repeat, tell);
  tell('');
  process.stdout.write(`${originTable(sessions, measured)}\n`);
  if (write) {
    const machine = `${cpus().length} cores of ${cpus()[0].model.trim()}, Linux ${release()}, ${version}`;
    const page = path.join(root, 'docs', 'performance.md');
    const section = originSection(sessions, measured, machine);
    writeFileSync(page, withSection(readFileSync(page, 'utf8'), SECTION, section));
  }
  return measured.told.wrong === 0 ? 0 : 1;
});

function options() {
  try {
    const { values } = parseArgs({
      options: {
        events: { type: 'string', default: '1000000' },
        live: { type: 'string', default: '100000' },
        repeat: { type: 'string', default: '1' },
        write: { type: 'boolean', default: false },
        alone: { type: 'boolean', default: false },
      },
    });
    const numbers = { events: Number(values.events), live: Number(values.live), repeat: Number(values.repeat) };
    if (Object.values(numbers).every((number) => Number.isInteger(number) && number >= 1)) {
      return { ...values, ...numbers };
    }
  } catch (error) {
    throw new SetupError(`${error.message}\n${usage}`);
  }
  throw new SetupError(`--events, --live and --repeat take whole numbers from 1 on.\n${usage}`);
}

/** What is going on, on one line of a terminal that is written again and again. */
function tell(text) {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : text === '' ? '' : `${text}\n`);
}
