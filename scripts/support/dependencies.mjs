import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root, SetupError } from './project.mjs';
import { npmCommand, runQuietly } from './children.mjs';

/** npm writes what it installed to a lock of its own inside node_modules; that lock and ours must agree. */
function installed() {
  let hidden;
  try {
    hidden = JSON.parse(readFileSync(path.join(root, 'node_modules/.package-lock.json'), 'utf8'));
  } catch {
    return false;
  }
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(wanted.packages).every(
    ([folder, entry]) => folder === '' || entry.optional || hidden.packages?.[folder]?.version === entry.version,
  );
}

/**
 * Installs the locked packages when they are missing or no longer those of the lock; quick when there is nothing to do.
 * @returns {Promise<boolean>} whether anything was installed
 * @throws {SetupError} when npm fails
 */
export async function ensureDependencies() {
  if (installed()) return false;
  process.stderr.write('Installing the packages of package-lock.json (once)...\n');
  const [npm, before, options] = npmCommand();
  const args = ['ci', '--include=dev', '--progress=false', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await runQuietly(npm, [...before, ...args], { cwd: root, ...options }).catch(() => 127);
  if (code !== 0) {
    throw new SetupError(
      code === 127
        ? 'npm was not found: install Node.js 20 or newer together with npm and try again.'
        : 'npm could not install the packages (its reason is above): check the connection to the npm registry, then run "npm ci".',
    );
  }
  return true;
}
