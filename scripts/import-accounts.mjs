import { ensureDependencies } from './support/dependencies.mjs';
import { requireNode, run } from './support/project.mjs';

// Paths on the command line are the caller's own, so that the program runs in this process and its folder.
await run(async () => {
  requireNode();
  await ensureDependencies();
  const { tsImport } = await import('tsx/esm/api');
  await tsImport('../bin/import-accounts.ts', import.meta.url);
});
