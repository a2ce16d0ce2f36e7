import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileContent } from './content.mjs';
import { compileCore, coreFile, coreSources } from './core.mjs';
import { digest, filesBelow } from './inputs.mjs';
import { holding } from './lock.mjs';
import { appFolder, appId, buildFolder, projectVersion, root, SetupError } from './project.mjs';

/** What the bundles are made from, and what the app is put together from besides them. */
const sources = ['app', 'bin', 'package.json', 'package-lock.json', 'tsconfig.json', 'webpack.config.mjs'];
const builders = ['scripts/support/building.mjs', 'scripts/support/content.mjs'];
const folders = ['default', 'metadata', 'static', 'lookups', 'README'];
const loose = ['LICENSE', 'app.manifest'];
const programs = { 'crossaccount.sh': 'bin/crossaccount.sh', 'crossaccount.js': 'bin/crossaccount.cjs' };

/** Which files of node_modules webpack put into the command's bundle: what is told of third parties is made of this. */
export const modulesFile = path.join(buildFolder, 'crossaccount.modules.json');

const bundles = ['crossaccount.bundle.js', 'crossaccount.modules.json', 'workbench.js'];

/**
 * Makes `build/` right: the walker's core, the bundles, then the unpacked app. Each part is left alone while nothing that it is made from has
 * changed, so that a second call costs a few milliseconds.
 * @returns {Promise<boolean>} whether anything was built
 * @throws {SetupError} naming what is wrong and where
 */
export function ensureBuild() {
  return holding(path.join(buildFolder, '.lock'), build);
}

async function build() {
  // The repository's package.json says "module"; what is built here is CommonJS, as it must be where no package.json is.
  writeIfOther(path.join(buildFolder, 'package.json'), '{ "type": "commonjs" }\n');
  await unlessFresh('core', coreSources, [path.relative(buildFolder, coreFile)], compileCore);
  const bundled = await unlessFresh('bundles', sources, bundles, bundle);
  const assembled = await unlessFresh(
    'app',
    [...sources, ...builders, ...folders, ...loose, 'searches'],
    [`${appId}/bin/crossaccount.js`, `${appId}/default/savedsearches.conf`],
    assemble,
  );
  return bundled || assembled;
}

/**
 * Makes something, unless nothing that it is made from has changed since it was made.
 * @param {string} name of the stamp in build/
 * @param {readonly string[]} inputs relative to the repository
 * @param {readonly string[]} outputs relative to build/
 * @param {() => Promise<void>} make
 * @returns {Promise<boolean>} whether it was made
 */
export async function unlessFresh(name, inputs, outputs, make) {
  const stamp = path.join(buildFolder, `.${name}.stamp`);
  const wanted = digest(inputs);
  const fresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (fresh && outputs.every((output) => existsSync(path.join(buildFolder, output)))) return false;
  rmSync(stamp, { force: true });
  await make();
  writeFileSync(stamp, wanted);
  return true;
}

async function bundle() {
  process.stderr.write('Bundling the command and the workbench...\n');
  const { default: webpack } = await import('webpack');
  const { default: configuration } = await import('../../webpack.config.mjs');
  const stats = await new Promise((resolve, reject) => {
    const compiler = webpack(configuration);
    compiler.run((error, result) => compiler.close(() => (error ? reject(error) : resolve(result))));
  });
  if (stats.hasErrors()) {
    throw new SetupError(
      `The sources cannot be bundled:\n${stats.toString({ all: false, errors: true, colors: false })}`,
    );
  }
  writeFileSync(modulesFile, `${JSON.stringify(foreignModules(stats.compilation), null, 2)}\n`);
}

function foreignModules({ chunks, chunkGraph }) {
  const command = [...chunks].find(({ name }) => name === 'crossaccount.bundle');
  return [...chunkGraph.getChunkModules(command)]
    .flatMap((module) => module.modules ?? [module])
    .flatMap(({ resource }) =>
      resource === undefined ? [] : [path.relative(root, resource).replaceAll(path.sep, '/')],
    )
    .filter((file) => file.startsWith('node_modules/'))
    .sort();
}

/** The app grows in a folder of its own and takes its place whole, so that an interrupted build leaves no half of it. */
async function assemble() {
  checkVersions();
  process.stderr.write('Putting the app together...\n');
  const growing = path.join(buildFolder, `.${appId}.${process.pid}`);
  rmSync(growing, { recursive: true, force: true });
  try {
    for (const file of [...filesBelow(folders), ...loose]) copy(file, path.join(growing, file));
    for (const [name, file] of Object.entries(programs)) copy(file, path.join(growing, 'bin', name));
    cpSync(path.join(buildFolder, 'crossaccount.bundle.js'), path.join(growing, 'bin/crossaccount.bundle.js'));
    if ((await compileContent(growing)) !== 0) {
      throw new SetupError('The content in searches/ cannot be compiled: put right what is named above.');
    }
    const old = `${growing}.old`;
    if (existsSync(appFolder)) renameSync(appFolder, old);
    renameSync(growing, appFolder);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(growing, { recursive: true, force: true });
  }
}

function copy(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(path.join(root, from), to);
}

function writeIfOther(file, text) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

/** Splunk and AppInspect read the version in three places, npm in a fourth. */
function checkVersions() {
  const version = projectVersion();
  const conf = readFileSync(path.join(root, 'default/app.conf'), 'utf8');
  const manifest = JSON.parse(readFileSync(path.join(root, 'app.manifest'), 'utf8'));
  const said = [...conf.matchAll(/^version *= *(.*)$/gm)].map((match) => ['default/app.conf', match[1]]);
  for (const [file, other] of [...said, ['app.manifest', manifest.info.id.version]]) {
    if (other !== version) {
      throw new SetupError(`${file} says version ${other} and package.json says ${version}: make them equal.`);
    }
  }
}
