import { ensureBuild } from './support/building.mjs';
import { runQuietly } from './support/children.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { ensurePage } from './support/page.mjs';
import { requireNode, root, run } from './support/project.mjs';

// Draws the views for the docs; `-- --to FOLDER --width 1280 --theme light --path PATH PATHS` for other pictures.
await run(async () => {
  requireNode();
  await ensureDependencies();
  await ensureBuild();
  await ensurePage({ tests: true });
  const program = ['--import', 'tsx', 'scripts/browser/draw.ts', ...process.argv.slice(2)];
  return runQuietly(process.execPath, program, { cwd: root });
});
