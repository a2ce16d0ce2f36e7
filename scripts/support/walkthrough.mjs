import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildFolder, root } from './project.mjs';

const shown = /<!-- shows: explain ([0-9a-f]+) -->\n[\s\S]*?<!-- end -->/g;

/**
 * The page about an attack with what the local run prints for the sample, up to the raw records. Needs `build/`.
 * @param {string} page Markdown with `<!-- shows: explain ID -->` and `<!-- end -->` around each place
 * @returns {string}
 * @throws {Error} if the sample has no such finding
 */
export function withExplanations(page) {
  return page.replace(shown, (_, id) => `<!-- shows: explain ${id} -->\n\n${boxed(explanation(id))}\n\n<!-- end -->`);
}

function explanation(id) {
  const program = path.join(buildFolder, 'workbench.js');
  const run = spawnSync(process.execPath, [program, 'explain', id, 'examples', '--quiet'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`explain ${id} failed: ${run.stderr}`);
  const [told = ''] = run.stdout.split('\n## Records\n');
  return told.trim();
}

const boxed = (text) => `\`\`\`\`markdown\n${text}\n\`\`\`\``;
