import { ensureDependencies } from './support/dependencies.mjs';
import { checkContent } from './support/content.mjs';
import { requireNode, run } from './support/project.mjs';

await run(async () => {
  requireNode();
  await ensureDependencies();
  return checkContent();
});
