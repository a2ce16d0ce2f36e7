import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOn, type Ran } from './corpus';
import { readOptions, usage, type Options } from './options';
import { evidencePage } from './page';
import { huntReal } from './real';
import { raisedSignals } from './tables';

const root = fileURLToPath(new URL('../..', import.meta.url));
const workbench = path.join(root, 'build', 'workbench.js');
const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(argv: readonly string[]): Promise<number> {
  let options: Options | 'help';
  try {
    options = readOptions(argv, () => randomInt(1, 1_000_000));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 2;
  }
  if (options === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const scratch = mkdtempSync(path.join(tmpdir(), 'evaluate-'));
  try {
    const page = await evaluate(options, scratch);
    process.stdout.write(page);
    if (options.write) writeFileSync(path.join(root, 'docs', 'evidence.md'), page);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function evaluate({ seeds, shape, without, real }: Options, scratch: string): Promise<string> {
  say(`Seeds: ${seeds.join(',')}`);
  const runs: Ran[] = [];
  for (const seed of seeds) {
    say(`Seed ${seed}: simulating and hunting...`);
    runs.push(await runOn({ ...shape, seed }, workbench, scratch));
  }
  const folder = real ?? path.resolve(root, process.env.CROSSACCOUNT_TEST_DATA ?? '../shared', 'cloudtrail');
  const present = real !== undefined || existsSync(folder);
  if (present) say('Hunting the real records...');
  else say('No real records: CROSSACCOUNT_TEST_DATA names no folder that has them, so their table is left out.');
  return evidencePage({
    shape,
    runs,
    without: without ?? raisedSignals(runs),
    real: present ? await huntReal(workbench, folder, scratch) : undefined,
  });
}

process.exitCode = await main(process.argv.slice(2));
