import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect, weigh } from './appinspect.mjs';
import { ensureBuild } from './building.mjs';
import { capture } from './children.mjs';
import { ensurePage } from './page.mjs';
import { packageFile, root, Unreachable } from './project.mjs';

const inModules = (file) => path.join(root, 'node_modules', file);

async function node(args) {
  const { code, output } = await capture(process.execPath, args, { cwd: root });
  return code === 0 ? {} : { failed: 1, output };
}

/** A development tool run as its own program. @param {readonly string[]} args the first is its file in node_modules */
export function toolStep(name, [file, ...args]) {
  return { name, run: () => node([inModules(file), ...args]) };
}

/** The tests that follow start what it builds. */
export const buildStep = { name: 'build', fatal: true, run: async () => void (await ensureBuild()) };

export const contentStep = { name: 'content', run: () => node(['--import', 'tsx', 'bin/content.ts', 'check']) };

/** What the step below wrote: with a runtime, or without where the npm registry is out of reach. */
let withRuntime = true;

/** Packaging loads an installed package, so it is a process of its own: set-up may have installed that package just now. */
export const packageStep = {
  name: 'package',
  run: async () => {
    const script = path.join(root, 'scripts/package.mjs');
    const { code, output } = await capture(process.execPath, [script], { cwd: root });
    withRuntime = code !== unreachable;
    if (withRuntime) return code === 0 ? {} : { failed: 1, output };
    const { failed = 0, ...told } = await node([script, '--no-runtime']);
    return { ...told, failed, skipped: [output.trim()] };
  },
};

const { exitCode: unreachable } = new Unreachable();

export const appInspectStep = {
  name: 'AppInspect',
  run: async () => {
    if (process.env['CROSSACCOUNT_SKIP_APPINSPECT'] === '1') return { skipped: ['CROSSACCOUNT_SKIP_APPINSPECT=1'] };
    const rules = JSON.parse(readFileSync(path.join(root, 'scripts/appinspect.json'), 'utf8'));
    const { problems, notes } = weigh(await inspect(packageFile(withRuntime)), rules, withRuntime);
    return problems.length > 0 ? { failed: 1, output: problems.join('\n') } : { notes };
  },
};

/** Of the page's sources, which need the types of their own workspace: hundreds of megabytes. */
export const pageTypesStep = {
  name: 'types: page',
  run: async () => {
    await ensurePage({ tests: true });
    return node([inModules('typescript/bin/tsc'), '--noEmit', '-p', 'dashboards']);
  },
};

/** Folders whose tests take long, or need hundreds of megabytes of packages. */
const heavyFolders = new Set(['heavy', 'browser']);

/**
 * One step for each folder of test/. Heavy ones only on demand.
 * @param {{ heavy: boolean, data: string }} options `data`: the folder of real CloudTrail, which tests skip without
 */
export function testSteps({ heavy, data }) {
  const folders = readdirSync(path.join(root, 'test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && (heavy || !heavyFolders.has(entry.name)))
    .map((entry) => entry.name)
    .sort();
  return folders.map((folder) => ({
    name: `test: ${folder}`,
    run: async () => {
      if (folder === 'browser') await ensurePage({ tests: true });
      return mocha(folder, data);
    },
  }));
}

async function mocha(folder, data) {
  const report = path.join(tmpdir(), `crossaccount-${process.pid}-${folder}.json`);
  const { timeout } = JSON.parse(readFileSync(path.join(root, '.mocharc.json'), 'utf8'));
  const reporter = [
    '--reporter',
    path.join(root, 'scripts/support/reporter.cjs'),
    '--reporter-option',
    `output=${report}`,
  ];
  const limits = [
    '--no-config',
    '--forbid-only',
    '--timeout',
    String(heavyFolders.has(folder) ? 30 * 60_000 : timeout),
  ];
  const args = [
    '--import',
    'tsx',
    inModules('mocha/bin/mocha.js'),
    ...limits,
    ...reporter,
    `test/${folder}/**/*.test.ts`,
  ];
  const env = { ...process.env, CROSSACCOUNT_TEST_DATA: data, FORCE_COLOR: '0' };
  const { code, output } = await capture(process.execPath, args, { cwd: root, env });
  try {
    const { passed, failed, skipped } = JSON.parse(readFileSync(report, 'utf8'));
    // A run that ends badly without a failed test, in a hook of the process say, has failed all the same.
    return { passed, failed: failed || (code === 0 ? 0 : 1), skipped, output };
  } catch {
    return { failed: 1, output };
  } finally {
    rmSync(report, { force: true });
  }
}
