import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildFolder } from '../../scripts/support/project.mjs';
import { digest } from '../../scripts/support/inputs.mjs';
import { writeFiles } from '../generate/files.mjs';
import { organisation } from '../generate/organisation.mjs';
import { randomFrom } from '../generate/random.mjs';
import { timed } from '../hunt/run.mjs';
import { once } from '../run/tools.mjs';

const SEED = 20_260_406;

/**
 * Learns one day of so many STS calls, as the local run does: reading the files and hunting for one detection are part of it.
 * @param {string} cache
 * @param {string} node
 * @param {number} accesses
 * @returns {Promise<{ accesses: number, facts: number, seconds: number, cpu: number, peak: number }>} `facts`: distinct ones in the
 *   table that is left; `peak`: megabytes of the run and all that it starts
 */
export async function learnDay(cache, node, accesses) {
  const folder = await dayOf(cache, accesses);
  const work = mkdtempSync(path.join(cache, 'learn-'));
  try {
    const detection = ['--detections', 'aws detect role creation', '--learning', '0'];
    const output = ['--quiet', '--format', 'json', '--work', work, '--out', path.join(work, 'findings.json')];
    const program = path.join(buildFolder, 'workbench.js');
    const { seconds, cpu, peak } = await timed([node, program, folder, ...detection, ...output]);
    const lines = readFileSync(path.join(work, 'crossaccount_baseline.csv'), 'utf8').trimEnd().split('\n');
    return { accesses, facts: lines.length - 1, seconds, cpu, peak };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The folder of a day's records, made once. */
async function dayOf(cache, records) {
  const folder = path.join(cache, `day-${records}`);
  await once(`${folder}.done`, digest(['bench/generate']), () => {
    if (existsSync(folder)) rmSync(folder, { recursive: true });
    const random = randomFrom(SEED);
    const files = Math.max(1, Math.round(records / 10_000));
    writeFiles(folder, random, organisation(random), { records, files, days: 1, sts: 1 });
  });
  return folder;
}
