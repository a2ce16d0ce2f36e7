import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './support/building.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { buildFolder, requireNode, run } from './support/project.mjs';

// The workbench then runs in this very process: its exit code, its signals and its standard streams are the caller's own.
await run(async () => {
  requireNode();
  await ensureDependencies();
  await ensureBuild();
  const workbench = path.join(buildFolder, 'workbench.js');
  process.argv[1] = workbench;
  await import(pathToFileURL(workbench).href);
});
