import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cpus, release } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuild } from './support/building.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { digest } from './support/inputs.mjs';
import { buildFolder, requireNode, root, run, SetupError } from './support/project.mjs';

const usage = `Usage: npm run bench:hunt [-- OPTION...]
  --records N  records to hunt through (1000000)
  --files N    gzip files that hold them (100)
  --days N     days that they are spread over (365)
  --repeat N   hunts, of which the best counts (1)
  --write      write docs/performance-hunt.md`;

const SEED = 20_260_302;

/** The detections of the story; those beyond them read more. */
const STORY = [
  'aws detect attach to role policy',
  'aws detect permanent key creation',
  'aws detect role creation',
  'aws detect sts assume role abuse',
  'aws detect sts get session token abuse',
];

await run(async () => {
  requireNode();
  const { write, ...shape } = options();
  if (process.platform !== 'linux')
    throw new SetupError('The benchmark reads CPU and memory from /proc: run it on Linux.');
  await ensureDependencies();
  await ensureBuild();
  const { cache, nodeTools, pythonWith } = await import('../bench/run/tools.mjs');
  const { learnedPairs, pairDifference } = await import('../bench/hunt/pairs.mjs');
  const { huntPage, huntTable } = await import('../bench/hunt/page.mjs');

  const folder = await filesOf(cache, shape);
  const { node, version } = await nodeTools();
  const requirements = fileURLToPath(new URL('../bench/hunt/requirements.txt', import.meta.url));
  const python = await pythonWith('duckdb', requirements);

  const scratch = mkdtempSync(path.join(cache, 'hunt-'));
  try {
    const hunt = await best(shape.repeat, () => {
      rmSync(scratch, { recursive: true, force: true });
      const out = ['--quiet', '--format', 'json', '--out', path.join(scratch, 'findings.json')];
      mkdirSync(scratch);
      const five = ['--detections', STORY.join(',')];
      return [node, path.join(buildFolder, 'workbench.js'), folder, ...five, '--work', scratch, ...out];
    });
    const query = fileURLToPath(new URL('../bench/hunt/firstseen.py', import.meta.url));
    const duck = await best(shape.repeat, () => [python, query, path.join(folder, '**', '*.json.gz')]);
    process.stdout.write(`${huntTable(shape, { hunt, duck })}\n`);
    const ours = learnedPairs(readFileSync(path.join(scratch, 'crossaccount_baseline.csv'), 'utf8'));
    const theirs = duck.output.trimEnd().split('\n').sort();
    const difference = pairDifference(ours, theirs);
    const agreement = difference ?? `Both found the same ${ours.length} pairs, first and last seen at the same times.`;
    process.stdout.write(`\n${agreement}\n`);
    if (write && difference === undefined) {
      const machine = `${cpus().length} cores of ${cpus()[0].model.trim()}, Linux ${release()}, ${version}`;
      const page = huntPage(shape, { hunt, duck }, { packed: bytesIn(folder), agreement, machine });
      writeFileSync(path.join(root, 'docs', 'performance-hunt.md'), page);
    }
    return difference === undefined ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

/** The folder of records, made once. */
async function filesOf(cache, { records, files, days }) {
  const { organisation } = await import('../bench/generate/organisation.mjs');
  const { randomFrom } = await import('../bench/generate/random.mjs');
  const { writeFiles } = await import('../bench/generate/files.mjs');
  const { once } = await import('../bench/run/tools.mjs');
  const folder = path.join(cache, `trail-${records}-${files}-${days}`);
  await once(`${folder}.done`, digest(['bench/generate']), () => {
    process.stderr.write('Making the records (once)...\n');
    if (existsSync(folder)) rmSync(folder, { recursive: true });
    const random = randomFrom(SEED);
    const { packed, raw } = writeFiles(folder, random, organisation(random), { records, files, days, sts: 0.1 });
    process.stderr.write(`${Math.round(raw / 1e6)} MB, packed ${Math.round(packed / 1e6)} MB\n`);
  });
  return folder;
}

function bytesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0);
}

/** The best of each figure, and the last output. */
async function best(repeat, commandOf) {
  const { timed } = await import('../bench/hunt/run.mjs');
  let found;
  for (let turn = 0; turn < repeat; turn += 1) {
    const cost = await timed(commandOf());
    const least = (name) => Math.min(cost[name], found?.[name] ?? Infinity);
    found = { ...cost, seconds: least('seconds'), cpu: least('cpu'), peak: least('peak') };
  }
  return found;
}

function options() {
  const defaults = { records: '1000000', files: '100', days: '365', repeat: '1' };
  let values;
  try {
    const named = Object.entries(defaults).map(([name, standard]) => [name, { type: 'string', default: standard }]);
    const write = { type: 'boolean', default: false };
    ({ values } = parseArgs({ options: { ...Object.fromEntries(named), write } }));
  } catch (error) {
    throw new SetupError(`${error.message}\n${usage}`);
  }
  const { write, ...texts } = values;
  const shape = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Number(text)]));
  if (Object.values(shape).every((number) => Number.isInteger(number) && number >= 1)) return { ...shape, write };
  throw new SetupError(`Every option takes a whole number from 1 on.\n${usage}`);
}
