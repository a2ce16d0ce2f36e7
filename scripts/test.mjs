import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './support/dependencies.mjs';
import { requireNode, root, run, SetupError } from './support/project.mjs';
import { contentctlStep } from './support/contentctl.mjs';
import { runSteps, summarise } from './support/steps.mjs';
import {
  appInspectStep,
  buildStep,
  contentStep,
  packageStep,
  pageTypesStep,
  testSteps,
  toolStep,
} from './support/checks.mjs';

const usage =
  'Usage: npm test [-- [--heavy] [STEP...]]; a STEP is a part of a step\'s name, such as "lint" or "test: protocol".';

function options() {
  try {
    const { values, positionals } = parseArgs({ options: { heavy: { type: 'boolean' } }, allowPositionals: true });
    return { heavy: values.heavy ?? false, only: positionals };
  } catch (error) {
    throw new SetupError(`${error.message}. ${usage}`);
  }
}

await run(async () => {
  requireNode();
  const { heavy, only } = options();
  const wanted = (step) => only.length === 0 || only.some((part) => step.name.includes(part));
  const data = path.resolve(root, process.env['CROSSACCOUNT_TEST_DATA'] ?? '../shared');

  const setUp = [{ name: 'set-up', fatal: true, run: async () => void (await ensureDependencies()) }];
  // Each stage needs what the one before it made; within a stage two steps run at a time, or one where they are timed.
  const stages = [
    {
      together: 2,
      steps: [
        buildStep,
        toolStep('types', ['typescript/bin/tsc', '--noEmit']),
        toolStep('lint', ['eslint/bin/eslint.js', '.']),
        toolStep('formatting', ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']),
      ].filter((step) => step === buildStep || wanted(step)),
    },
    {
      together: 1,
      steps: [contentStep, contentctlStep, ...(heavy ? [pageTypesStep] : []), ...testSteps({ heavy, data })].filter(
        wanted,
      ),
    },
    { together: 1, steps: [packageStep, appInspectStep].filter((step) => wanted(step) || wanted(appInspectStep)) },
  ];

  const results = await runSteps(1, setUp);
  for (const { together, steps } of stages) {
    if (results.every((result) => result.fatal !== true)) results.push(...(await runSteps(together, steps)));
  }
  if (!existsSync(data)) {
    const folder = path.relative(root, data);
    process.stdout.write(
      `\nNo test data at ${folder} (CROSSACCOUNT_TEST_DATA names its folder): the tests that read it are skipped.\n`,
    );
  }
  return summarise(results);
});
