import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { modulesFile } from './building.mjs';
import { root, SetupError } from './project.mjs';
import { runtimeVersion } from './runtime.mjs';

/**
 * Software of others in the package.
 * @typedef {{ name: string, version?: string, licence: string, text: string, file: string, purl?: string, cpe?: string,
 *   integrity?: string, inside?: string }} Component
 *   `licence`: the SPDX id; `text`: what it says; `file`: where in the app; `integrity`: as npm tells it, `sha512-...`;
 *   `inside`: the name of the component that brings it
 */

/** Files that a package of npm took over from elsewhere, under a licence of their own. */
const adopted = new Map([
  [
    'node_modules/splunk-sdk/lib/jquery.class.js',
    { name: 'jquery.class.js', licence: 'MIT', text: 'node_modules/splunk-sdk/licenses/LICENSE-JQUERYCLASS' },
  ],
]);

/** Licences that may be passed on in a package under Apache-2.0. */
const accepted = new Set(['Apache-2.0', 'MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause']);

const bundle = 'bin/crossaccount.bundle.js';

/**
 * What webpack bundled, and the runtimes. Needs a build.
 * @param {readonly import('./runtime.mjs').Runtime[]} runtimes
 * @returns {Component[]} sorted by name
 * @throws {SetupError} naming a package without a licence that may be passed on
 */
export function thirdParties(runtimes) {
  const files = JSON.parse(readFileSync(modulesFile, 'utf8'));
  const packages = [...new Set(files.map(packageOf))].map(describePackage);
  const within = files.filter((file) => adopted.has(file)).map(describeAdopted);
  return [...packages, ...within, ...runtimes.map(describeRuntime)].sort((one, other) =>
    one.name < other.name ? -1 : 1,
  );
}

function packageOf(file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)[0];
}

function describePackage(folder) {
  const { name, version, license: licence } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined || !accepted.has(licence)) {
    throw new SetupError(
      `${folder} is bundled and ${file === undefined ? 'has no licence text' : `its licence is ${licence}`}: see whether it may be passed on (scripts/support/thirdparty.mjs).`,
    );
  }
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const text = readFileSync(path.join(root, folder, file), 'utf8');
  const { integrity } = lock.packages[folder];
  return { name, version, licence, text, file: bundle, purl: npmAddress(name, version), integrity };
}

function describeAdopted(file) {
  const { text, ...known } = adopted.get(file);
  return {
    ...known,
    text: readFileSync(path.join(root, text), 'utf8'),
    file: bundle,
    inside: path.basename(packageOf(file)),
  };
}

function describeRuntime({ name, folder, integrity, licence }) {
  return {
    name,
    version: runtimeVersion,
    licence: 'MIT',
    text: licence,
    file: `bin/${folder}/node`,
    purl: npmAddress(name, runtimeVersion),
    cpe: `cpe:2.3:a:nodejs:node.js:${runtimeVersion}:*:*:*:*:*:*:*`,
    integrity,
  };
}

function npmAddress(name, version) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/**
 * The third-party notice: who wrote what in the package, and under which licence; each text once.
 * @param {readonly Component[]} components
 * @returns {string}
 */
export function noticeOf(components) {
  const texts = new Map();
  for (const component of components) {
    const { name, version, licence, file, inside } = component;
    const title = version === undefined ? `${name} (part of ${inside})` : `${name} ${version}`;
    texts.set(component.text, [...(texts.get(component.text) ?? []), `${title}, ${licence}, in ${file}`]);
  }
  const sections = [...texts].map(([text, titles]) => `${rule}\n${titles.join('\n')}\n${rule}\n\n${unixLines(text)}\n`);
  return [preamble, ...sections].join('\n');
}

const preamble = `AWS Cross-Account Activity is under the Apache License 2.0 (see LICENSE). This package also holds software of others;
what it is and under which licence stands below.
`;
const rule = '-'.repeat(100);

function unixLines(text) {
  return text.replace(/\r\n?/g, '\n').trim();
}
