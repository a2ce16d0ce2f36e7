import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

export const root = path.join(import.meta.dirname, '../..');
export const appFolder = path.join(root, 'build/aws_cross_account_activity');

/** The project's version. */
export const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));

/** Runs one of the project's scripts; building is quick when nothing has changed. */
export function runScript(name: string): void {
  execFileSync(process.execPath, [path.join(root, 'scripts', name)], { stdio: ['ignore', 'ignore', 'pipe'] });
}
