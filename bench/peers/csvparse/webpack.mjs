import path from 'node:path';
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';
import project from '../../../webpack.config.mjs';

/**
 * Bundles the csv-parse command with the app's TypeScript, as the app itself is bundled.
 * @param {string} folder where the bundle goes
 * @param {string} modules the node_modules that has csv-parse
 * @returns {Promise<string>} the bundle
 * @throws {Error} when it cannot be bundled
 */
export async function bundleCsvParse(folder, modules) {
  const compiler = webpack({
    ...project,
    target: 'node24',
    entry: { csvparse: fileURLToPath(new URL('crossaccount.mjs', import.meta.url)) },
    output: { path: folder, filename: '[name].mjs', module: true },
    experiments: { outputModule: true },
    resolve: { ...project.resolve, modules: [modules, 'node_modules'] },
    module: { rules: [...project.module.rules, { test: /\.mjs$/, resolve: { fullySpecified: false } }] },
  });
  const stats = await new Promise((resolve, reject) => {
    compiler.run((error, result) => compiler.close(() => (error ? reject(error) : resolve(result))));
  });
  if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true, colors: false }));
  return path.join(folder, 'csvparse.mjs');
}
