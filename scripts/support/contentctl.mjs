import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { capture } from './children.mjs';
import { writeContentctl } from './content.mjs';
import { root } from './project.mjs';

const pinned = 'contentctl==5.6.2';
const venv = path.join(root, '.cache/contentctl');
const inside = (name) => path.join(venv, process.platform === 'win32' ? 'Scripts' : 'bin', name);

/**
 * Puts contentctl into a Python virtual environment of its own, once.
 * @returns {Promise<string | undefined>} why it cannot be had on this machine, if so
 */
async function lacking() {
  const stamp = path.join(venv, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === pinned) return undefined;
  const versions = ['python3.12', 'python3.11', 'python3'];
  let python;
  for (const name of versions) {
    const { code } = await capture(name, ['-c', 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))']);
    if (code === 0) python ??= name;
  }
  if (python === undefined) return `${pinned} needs Python 3.11 to 3.13, which is not here`;
  rmSync(venv, { recursive: true, force: true });
  mkdirSync(path.dirname(venv), { recursive: true });
  process.stderr.write(`Installing ${pinned} into .cache/contentctl (once)...\n`);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '1', pinned];
  for (const [program, args] of [
    [python, ['-m', 'venv', venv]],
    [inside('python'), pip],
  ]) {
    if ((await capture(program, args)).code !== 0) return `${pinned} cannot be installed: is PyPI out of reach?`;
  }
  writeFileSync(stamp, pinned);
  return undefined;
}

/** A second opinion on `searches/`: the vendor's former tool reads them in its own layout, without the network. */
export const contentctlStep = {
  name: 'contentctl',
  run: async () => {
    const reason = await lacking();
    if (reason !== undefined) return { skipped: [reason] };
    const folder = path.join(root, 'build/contentctl');
    rmSync(folder, { recursive: true, force: true });
    // It wants the folders of all kinds, and empties none.
    for (const kind of ['playbooks', 'dashboards', 'removed']) mkdirSync(path.join(folder, kind), { recursive: true });
    if ((await writeContentctl(folder)) !== 0) return { failed: 1 };
    const env = { ...process.env, PYTHONIOENCODING: 'utf-8', NO_COLOR: '1' };
    const { code, output } = await capture(inside('contentctl'), ['validate'], { cwd: folder, env });
    return code === 0 ? {} : { failed: 1, output };
  },
};
