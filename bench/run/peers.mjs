import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { appFolder } from '../../scripts/support/project.mjs';
import { bundleCsvParse } from '../peers/csvparse/webpack.mjs';
import { cache, nodeTools, pythonWith } from './tools.mjs';

const splunklib = fileURLToPath(new URL('../peers/splunklib', import.meta.url));

/**
 * A command that is measured. `equal`: its answers must be those of ours; `runs`: how often at most, since some are slow.
 * @typedef {{ name: string, command: readonly string[], env: Record<string, string>, equal: boolean, runs: number }} Program
 */

/**
 * Our command as splunkd starts it, and what it is measured against; programs that are missing are fetched.
 * @param {string} lookups the folder of the tables
 * @returns {Promise<{ programs: { ours: Program, splunklib: Program, fewFields: Program, csvParse: Program }, version: string }>}
 */
export async function peers(lookups) {
  const { node, modules, version } = await nodeTools();
  const python = await pythonWith('splunklib', path.join(splunklib, 'requirements.txt'));
  const csvParse = await bundleCsvParse(cache, modules);
  const program = (name, command, equal, runs) => ({
    name,
    command,
    equal,
    runs,
    env: { CROSSACCOUNT_LOOKUPS: lookups, CROSSACCOUNT_NODE: node, PYTHONPYCACHEPREFIX: path.join(cache, 'pycache') },
  });
  const launcher = path.join(appFolder, 'bin', 'crossaccount.sh');
  const python3 = (file) => [python, path.join(splunklib, file)];
  return {
    version,
    programs: {
      ours: program('crossaccount', ['/bin/sh', launcher], true, Infinity),
      splunklib: program('splunklib, the same work', python3('crossaccount.py'), true, 2),
      fewFields: program('splunklib, ten fields', python3('fewfields.py'), false, 2),
      csvParse: program('csv-parse, the same work', [node, csvParse], true, 1),
    },
  };
}
