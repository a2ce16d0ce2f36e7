import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Longer than any build: a lock older than this was left behind, whoever has its process number now. */
const stale = 5 * 60_000;

/**
 * Does some work while no other process does work under the same lock; waits its turn.
 * @template Result
 * @param {string} file the lock, which holds the number of the process that has it
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function holding(file, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  while (!take(file)) await delay(50);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (abandoned(file)) rmSync(file, { force: true });
    return false;
  }
}

/** A process that was ended in the middle of its work leaves its lock. */
function abandoned(file) {
  const written = statSync(file, { throwIfNoEntry: false });
  if (written === undefined) return false;
  if (Date.now() - written.mtimeMs > stale) return true;
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    // A lock without a number yet is just being taken.
    if (owner > 0) process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
