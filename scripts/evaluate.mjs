import { ensureBuild } from './support/building.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { runQuietly } from './support/children.mjs';
import { requireNode, root, run } from './support/project.mjs';

await run(async () => {
  requireNode();
  await ensureDependencies();
  await ensureBuild();
  const evaluation = ['--import', 'tsx', 'bench/evaluate/main.ts', ...process.argv.slice(2)];
  return runQuietly(process.execPath, evaluation, { cwd: root, stdio: 'inherit' });
});
