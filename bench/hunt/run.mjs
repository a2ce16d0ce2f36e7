import { execFile } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { clearInterval, setInterval } from 'node:timers';
import { cpuOfChildren, residentTree } from '../run/proc.mjs';

/**
 * Runs a program to its end and measures it with all its children.
 * @param {readonly string[]} command
 * @param {Record<string, string>} env
 * @returns {Promise<{ seconds: number, cpu: number, peak: number, output: string }>} `peak`: megabytes of the whole tree at its
 *   largest, looked at ten times a second
 * @throws {Error} when it does not end well
 */
export async function timed([program, ...args], env = {}) {
  const before = cpuOfChildren();
  const started = performance.now();
  let peak = 0;
  const output = await new Promise((resolve, reject) => {
    const options = { env: { ...process.env, ...env }, maxBuffer: 1 << 30, encoding: 'utf8' };
    const child = execFile(program, args, options, (error, stdout) => {
      clearInterval(watch);
      if (error) reject(error);
      else resolve(stdout);
    });
    const watch = setInterval(() => {
      peak = Math.max(peak, residentTree(child.pid));
    }, 100);
  });
  return { seconds: (performance.now() - started) / 1000, cpu: cpuOfChildren() - before, peak, output };
}
