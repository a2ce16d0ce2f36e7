import { performance } from 'node:perf_hooks';
import { SetupError } from './project.mjs';

/**
 * A step of the tests. `run` gives nothing for a step that simply passed, or what there is to tell; it throws to fail.
 * @typedef {{ name: string, fatal?: boolean, run: () => Promise<Outcome | void> }} Step
 * @typedef {{ passed?: number, failed?: number, skipped?: readonly string[], output?: string, notes?: readonly string[] }} Outcome
 *   counts (a step without tests counts as one), what was skipped and why, what to print on failure, and what to print always
 * @typedef {{ name: string, passed: number, failed: number, skipped: readonly string[], notes: readonly string[], fatal: boolean }} Result
 *   `fatal`: nothing after it can run
 */

const colour = process.stdout.isTTY && !process.env['NO_COLOR'];
const paint = (code, text) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);

/** Runs the steps in order, so many at a time, and prints a line for each when it ends. @returns {Promise<Result[]>} */
export async function runSteps(together, steps) {
  const results = [];
  const waiting = [...steps.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, step] = next;
      results[index] = await runStep(step);
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return results;
}

async function runStep(step) {
  const started = performance.now();
  const outcome = await step.run().then((told) => told ?? {}, explain);
  const skipped = outcome.skipped ?? [];
  const failed = outcome.failed ?? 0;
  const passed = outcome.passed ?? (failed === 0 && skipped.length === 0 ? 1 : 0);
  const verdict =
    failed > 0 ? paint(31, 'FAIL') : passed === 0 && skipped.length > 0 ? paint(33, 'skip') : paint(32, 'ok  ');
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const counts = outcome.passed === undefined ? '' : `  ${passed} passed${failed > 0 ? `, ${failed} failed` : ''}`;
  process.stdout.write(`${verdict}  ${step.name.padEnd(24)} ${seconds.padStart(6)} s${counts}\n`);
  if (failed > 0 && outcome.output) process.stdout.write(`${outcome.output.trimEnd().replace(/^/gm, '      ')}\n`);
  for (const note of outcome.notes ?? []) process.stdout.write(`      ${note}\n`);
  return {
    name: step.name,
    passed,
    failed,
    skipped,
    notes: outcome.notes ?? [],
    fatal: failed > 0 && step.fatal === true,
  };
}

function explain(error) {
  return { failed: 1, output: error instanceof SetupError ? error.message : String(error.stack) };
}

/**
 * Prints what failed, what was skipped, and the closing line of counts, which others read.
 * @param {readonly Result[]} results
 * @returns {number} the exit code
 */
export function summarise(results) {
  const sum = (count) => results.reduce((total, result) => total + count(result), 0);
  const failures = results.filter(({ failed }) => failed > 0);
  process.stdout.write('\n');
  if (failures.length > 0) process.stdout.write(`Failed: ${failures.map(({ name }) => name).join(', ')}\n`);
  for (const { name, skipped } of results) {
    for (const reason of skipped) process.stdout.write(`Skipped in ${name}: ${reason}\n`);
  }
  const failed = sum((result) => result.failed);
  process.stdout.write(
    `${sum((result) => result.passed)} passed, ${failed} failed, ${sum(({ skipped }) => skipped.length)} skipped\n`,
  );
  return failed > 0 ? 1 : 0;
}
