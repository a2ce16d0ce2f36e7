import { ensureDependencies } from './support/dependencies.mjs';
import { keepVersions } from './support/content.mjs';
import { requireNode, run } from './support/project.mjs';

await run(async () => {
  requireNode();
  await ensureDependencies();
  return keepVersions();
});
