import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './support/building.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { requireNode, root, run, SetupError } from './support/project.mjs';

const usage = 'Usage: npm run package [-- --no-runtime]; --no-runtime leaves Node.js out, for who brings their own.';

function options() {
  try {
    const { values } = parseArgs({ options: { 'no-runtime': { type: 'boolean', default: false } } });
    return { withRuntime: !values['no-runtime'] };
  } catch (error) {
    throw new SetupError(`${error.message}. ${usage}`);
  }
}

await run(async () => {
  requireNode();
  const { withRuntime } = options();
  await ensureDependencies();
  await ensureBuild();
  const { ensurePackage } = await import('./support/packaging.mjs');
  const { written, file, bytes, sha256 } = await ensurePackage(withRuntime);
  const size = `${(bytes / 1e6).toFixed(1)} MB`;
  process.stderr.write(
    `${written ? 'Wrote' : 'Up to date:'} ${path.relative(root, file)} (${size}, sha256 ${sha256})\n`,
  );
});
