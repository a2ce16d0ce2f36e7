import path from 'node:path';
import { ensureBuild } from './support/building.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { requireNode, root, run } from './support/project.mjs';

await run(async () => {
  requireNode();
  await ensureDependencies();
  await ensureBuild();
  const { writePackage } = await import('./support/packaging.mjs');
  process.stderr.write(`Wrote ${path.relative(root, await writePackage())}\n`);
});
