import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './support/building.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { digest } from './support/inputs.mjs';
import { ensurePage } from './support/page.mjs';
import { requireNode, root, run, SetupError } from './support/project.mjs';

const usage = `Usage: npm run bench:page [-- OPTION...]
  --volume N   records of AWS services an account and day (29: 100 thousand records in all)
  --seed N     of the organisation that is simulated (7)
  --repeat N   turns, of whose figures the median counts (3)
  --write      write the section of docs/performance.md`;

const SHAPE = ['--accounts', '24', '--days', '60'];

await run(async () => {
  requireNode();
  const { volume, seed, repeat, write } = options();
  await ensureDependencies();
  await ensureBuild();
  await ensurePage({ tests: true });
  const { cache } = await import('../bench/run/tools.mjs');
  const { pageSection, panelsTable, SECTION, viewsTable } = await import('../bench/page/report.mjs');
  const { withSection } = await import('../bench/run/section.mjs');

  const { folder, records } = await simulationOf(cache, volume, seed);
  process.stderr.write(`${records} records of seed ${seed}\n`);
  const scratch = mkdtempSync(path.join(cache, 'page-'));
  try {
    const measured = JSON.parse(outputOf('bench/page/measure.ts', folder, scratch, String(repeat)));
    process.stdout.write(`${viewsTable(measured)}\n\n${panelsTable(measured)}\n`);
    if (!write) return;
    const machine = `${cpus().length} cores of ${cpus()[0].model.trim()}, Linux ${release()}, Node.js ${process.versions.node}`;
    const file = path.join(root, 'docs', 'performance.md');
    const section = pageSection(measured, { records, seed, repeat, machine });
    writeFileSync(file, withSection(readFileSync(file, 'utf8'), SECTION, section));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

/** The folder of a simulation, made once, and how many records it has. */
async function simulationOf(cache, volume, seed) {
  const { once } = await import('../bench/run/tools.mjs');
  const folder = path.join(cache, `organisation-${volume}-${seed}`);
  const counted = `${folder}.records`;
  await once(`${folder}.done`, digest(['app/simulator', 'bin/simulator.ts']), () => {
    process.stderr.write('Simulating the organisation (once)...\n');
    if (existsSync(folder)) rmSync(folder, { recursive: true });
    const shape = [...SHAPE, '--volume', String(volume), '--seed', String(seed)];
    writeFileSync(counted, /^\d+/.exec(outputOf('bin/simulator.ts', ...shape, '--out', folder))?.[0] ?? '');
  });
  return { folder, records: Number(readFileSync(counted, 'utf8')) };
}

/** What a program of the repository prints. */
function outputOf(program, ...args) {
  const stdio = ['ignore', 'pipe', 'inherit'];
  const options = { cwd: root, stdio, encoding: 'utf8', maxBuffer: Infinity };
  return execFileSync(process.execPath, ['--import', 'tsx', program, ...args], options);
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        volume: { type: 'string', default: '29' },
        seed: { type: 'string', default: '7' },
        repeat: { type: 'string', default: '3' },
        write: { type: 'boolean', default: false },
      },
    });
    const [volume, seed, repeat] = [values.volume, values.seed, values.repeat].map(Number);
    if ([volume, seed, repeat].every((number) => Number.isInteger(number) && number >= 1)) {
      return { volume, seed, repeat, write: values.write };
    }
  } catch (error) {
    throw new SetupError(`${error.message}\n${usage}`);
  }
  throw new SetupError(`--volume, --seed and --repeat take whole numbers from 1 on.\n${usage}`);
}
