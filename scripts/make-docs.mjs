import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureBuild } from './support/building.mjs';
import { runQuietly } from './support/children.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { requireNode, root, run } from './support/project.mjs';
import { withExplanations } from './support/walkthrough.mjs';

await run(async () => {
  requireNode();
  await ensureDependencies();
  const made = await runQuietly(process.execPath, ['--import', 'tsx', 'bin/docs.ts'], { cwd: root });
  if (made !== 0) return made;
  await ensureBuild();
  const page = path.join(root, 'docs/walkthrough.md');
  writeFileSync(page, withExplanations(readFileSync(page, 'utf8')));
  return 0;
});
