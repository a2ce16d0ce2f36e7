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
 * Our command as splunkd starts it, on the Node.js that runs this.
 * @param {string} lookups the folder of the tables
 * @returns {{ programs: { ours: Program }, version: string }}
 */
export function onlyOurs(lookups) {
  return { version: `Node.js ${process.versions.node}`, programs: { ours: ours(lookups, process.execPath) } };
}

/**
 * Our command on the Node.js of the benchmark, and what it is measured against; programs that are missing are fetched.
 * @param {string} lookups the folder of the tables
 * @returns {Promise<{ programs: { ours: Program, splunklib: Program, fewFields: Program, csvParse: Program }, version: string }>}
 */
export async function peers(lookups) {
  const { node, modules, version } = await nodeTools();
  const python = await pythonWith('splunklib', path.join(splunklib, 'requirements.txt'));
  const csvParse = await bundleCsvParse(cache, modules);
  const env = { CROSSACCOUNT_LOOKUPS: lookups, PYTHONPYCACHEPREFIX: path.join(cache, 'pycache') };
  const python3 = (file) => [python, path.join(splunklib, file)];
  return {
    version,
    programs: {
      ours: ours(lookups, node),
      splunklib: {
        name: 'splunklib, the same work',
        command: python3('crossaccount.py'),
        env,
        equal: true,
        runs: 2,
      },
      fewFields: { name: 'splunklib, ten fields', command: python3('fewfields.py'), env, equal: false, runs: 2 },
      csvParse: { name: 'csv-parse, the same work', command: [node, csvParse], env, equal: true, runs: 1 },
    },
  };
}

/** Our command without tables, on a Node.js of one's choice. */
export function oursOn(node) {
  return ours(path.join(cache, 'no-lookups'), node);
}

function ours(lookups, node) {
  return {
    name: 'crossaccount',
    command: ['/bin/sh', path.join(appFolder, 'bin', 'crossaccount.sh')],
    env: { CROSSACCOUNT_LOOKUPS: lookups, CROSSACCOUNT_NODE: node },
    equal: true,
    runs: Infinity,
  };
}
