import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { runQuietly } from './children.mjs';
import { digest } from './inputs.mjs';
import { holding } from './lock.mjs';
import { buildFolder, root, SetupError } from './project.mjs';

const workspace = path.join(root, 'dashboards');
const folder = path.join(buildFolder, 'page');
const stamp = path.join(buildFolder, '.page.stamp');
const inputs = [
  'dashboards/src',
  'dashboards/bundle.mjs',
  'dashboards/templates.mjs',
  'dashboards/package.json',
  'dashboards/package-lock.json',
];

/** The packages of the lock that this machine needs; those for tests only on demand. */
function wanted(withTests) {
  const { packages } = JSON.parse(readFileSync(path.join(workspace, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).filter(
    ([place, entry]) => place !== '' && !entry.optional && (withTests || !entry.dev),
  );
}

function installed(place, version) {
  try {
    return JSON.parse(readFileSync(path.join(workspace, place, 'package.json'), 'utf8')).version === version;
  } catch {
    return false;
  }
}

/**
 * Installs the packages of `dashboards/` when they are missing or no longer those of its lock, and says how far it is.
 * @param {{ tests: boolean }} options `tests`: with what the browser tests need, too
 * @throws {SetupError} when npm fails
 */
export async function ensureDashboards({ tests }) {
  const packages = wanted(tests);
  if (packages.every(([place, { version }]) => installed(place, version))) return;
  const count = () => packages.filter(([place]) => existsSync(path.join(workspace, place, 'package.json'))).length;
  const line = () => `Installing Splunk's dashboard packages (500 MB, once): ${count()} of ${packages.length}`;
  const isTerminal = process.stderr.isTTY === true;
  process.stderr.write(isTerminal ? line() : `Installing Splunk's dashboard packages (500 MB, once)...\n`);
  const ticking = setInterval(() => isTerminal && process.stderr.write(`\r${line()}`), 1000);
  const args = [
    'ci',
    ...(tests ? ['--include=dev'] : ['--omit=dev']),
    '--ignore-scripts',
    '--progress=false',
    '--no-audit',
    '--no-fund',
  ];
  const viaNpm = process.env['npm_execpath'];
  const options = { cwd: workspace, env: { ...process.env, npm_config_loglevel: 'error' } };
  const code = await (
    viaNpm?.endsWith('.js')
      ? runQuietly(process.execPath, [viaNpm, ...args], options)
      : runQuietly('npm', args, { ...options, shell: process.platform === 'win32' })
  ).catch(() => 127);
  clearInterval(ticking);
  if (isTerminal) process.stderr.write('\r\x1b[K');
  if (code !== 0) {
    throw new SetupError(
      'npm could not install the dashboard packages, so there is no page: check the connection to the npm registry and start again, or say --no-page.',
    );
  }
}

/**
 * Makes `build/page`, the page's script and style, unless it is there and nothing that it is made from has changed.
 * @throws {SetupError} when packages cannot be installed or the sources cannot be bundled
 */
export function ensurePage({ tests = false } = {}) {
  return holding(path.join(buildFolder, '.page.lock'), async () => {
    const state = digest(inputs);
    const isFresh =
      existsSync(path.join(folder, 'page.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state;
    if (!isFresh || tests) await ensureDashboards({ tests });
    if (isFresh) return;
    process.stderr.write('Bundling the page...\n');
    const growing = `${folder}.${process.pid}`;
    const code = await runQuietly(process.execPath, ['bundle.mjs', growing], { cwd: workspace });
    if (code !== 0) throw new SetupError('The page cannot be bundled: put right what is named above.');
    rmSync(folder, { recursive: true, force: true });
    renameSync(growing, folder);
    writeFileSync(stamp, state);
  });
}
