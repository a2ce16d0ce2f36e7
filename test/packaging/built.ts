import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

export const root = path.join(import.meta.dirname, '../..');
export const appId = 'aws_cross_account_activity';
export const appFolder = path.join(root, 'build', appId);

/** The project's version. */
export const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));

/** Runs one of the project's scripts; building is quick when nothing has changed. */
export function runScript(name: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [path.join(root, 'scripts', name), ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
}

export const packageWithout = path.join(root, `dist/${appId}-${version}-no-runtime.spl`);
const packageWith = path.join(root, `dist/${appId}-${version}.spl`);
const unreachable = 69;

/**
 * Writes the package with Node.js.
 * @returns its file; undefined where the npm registry is out of reach and nothing is cached, which is no fault of the project
 */
export function writePackageWithRuntime(): string | undefined {
  const { status, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts/package.mjs')], {
    encoding: 'utf8',
  });
  if (status === unreachable) return undefined;
  if (status !== 0) throw new Error(stderr);
  return packageWith;
}
