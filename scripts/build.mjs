import { ensureBuild } from './support/building.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { appFolder, requireNode, root, run } from './support/project.mjs';
import path from 'node:path';

await run(async () => {
  requireNode();
  await ensureDependencies();
  const built = await ensureBuild();
  process.stderr.write(`${built ? 'Built' : 'Up to date:'} ${path.relative(root, appFolder)}\n`);
});
