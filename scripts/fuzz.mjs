import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureDependencies } from './support/dependencies.mjs';
import { requireNode, root, run, SetupError } from './support/project.mjs';

const usage = 'Usage: npm run fuzz [-- SECONDS [SEED]]; ten minutes and another seed each time unless told.';
const standardSeconds = 600;

function numberIn(text, otherwise) {
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new SetupError(`${text} is no whole number. ${usage}`);
  return Number(text);
}

/** Fuzzes the readers; what breaks is printed with its seed, small enough to become a test. */
await run(async () => {
  requireNode();
  const [seconds, seed] = process.argv.slice(2);
  const env = {
    ...process.env,
    CROSSACCOUNT_FUZZ_SECONDS: String(numberIn(seconds, standardSeconds)),
    CROSSACCOUNT_FUZZ_SEED: String(numberIn(seed, Math.floor(Math.random() * 2 ** 31))),
  };
  await ensureDependencies();
  const data = path.resolve(root, env['CROSSACCOUNT_TEST_DATA'] ?? '../shared');
  if (!existsSync(data))
    process.stdout.write('No test data (CROSSACCOUNT_TEST_DATA): only our own records are the start.\n');
  const mocha = path.join(root, 'node_modules/mocha/bin/mocha.js');
  const args = ['--import', 'tsx', mocha, '--no-config', '--reporter', 'spec', 'test/fuzz/**/*.test.ts'];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 128));
  });
});
