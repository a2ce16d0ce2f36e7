import { ensureDependencies } from './support/dependencies.mjs';
import { requireNode, root, run } from './support/project.mjs';
import { runQuietly } from './support/children.mjs';

await run(async () => {
  requireNode();
  await ensureDependencies();
  const simulator = ['--import', 'tsx', 'bin/simulator.ts', ...process.argv.slice(2)];
  return runQuietly(process.execPath, simulator, { cwd: root, stdio: 'inherit' });
});
