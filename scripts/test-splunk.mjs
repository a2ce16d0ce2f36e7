import { ensureBuild } from './support/building.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { runQuietly } from './support/children.mjs';
import { requireNode, root, run } from './support/project.mjs';

await run(async () => {
  requireNode();
  await ensureDependencies();
  await ensureBuild();
  // Ctrl-C reaches the test too, which cleans up; this process waits for it.
  process.on('SIGINT', () => undefined);
  const trial = ['--import', 'tsx', 'test/onsplunk/main.ts', ...process.argv.slice(2)];
  return runQuietly(process.execPath, trial, { cwd: root, stdio: 'inherit' });
});
