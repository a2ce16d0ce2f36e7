import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder, whatever the folder that the command was started in. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Splunk's id of the app, and so the name of its folder. */
export const appId = 'aws_cross_account_activity';

export const buildFolder = path.join(root, 'build');
export const appFolder = path.join(buildFolder, appId);

/** @returns {string} the version in package.json, which every other place must repeat */
export function projectVersion() {
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version;
}

/**
 * Where the package of this version is written.
 * @param {boolean} withRuntime whether it brings Node.js
 * @returns {string}
 */
export function packageFile(withRuntime) {
  return path.join(root, 'dist', `${appId}-${projectVersion()}${withRuntime ? '' : '-no-runtime'}.spl`);
}

/** Something that the person at the keyboard can put right; its message is one line that says how. */
export class SetupError extends Error {
  exitCode = 1;
}

/** A registry cannot be reached: the project is not to blame, and who can do without goes on. */
export class Unreachable extends SetupError {
  exitCode = 69;
}

/**
 * Runs a script's main function: a SetupError becomes its one line on standard error, anything else keeps its stack.
 * @param {() => Promise<number | void>} main gives the exit code
 */
export async function run(main) {
  try {
    const code = await main();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    process.stderr.write(`${error instanceof SetupError ? error.message : error.stack}\n`);
    process.exitCode = error.exitCode ?? 1;
  }
}

/** @throws {SetupError} on a Node that is too old to build or run this project */
export function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    throw new SetupError(
      `Node.js 20 or newer is needed and this is ${process.versions.node}: install it and try again.`,
    );
  }
}
