import { ensureDependencies } from './support/dependencies.mjs';
import { runQuietly } from './support/children.mjs';
import { requireNode, root, run } from './support/project.mjs';

await run(async () => {
  requireNode();
  await ensureDependencies();
  return runQuietly(process.execPath, ['--import', 'tsx', 'bin/docs.ts'], { cwd: root });
});
