import { execFileSync } from 'node:child_process';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '../..');
export const appFolder = path.join(root, 'build/aws_cross_account_activity');

/** Runs one of the project's scripts; building is quick when nothing has changed. */
export function runScript(name: string): void {
  execFileSync(process.execPath, [path.join(root, 'scripts', name)], { stdio: ['ignore', 'ignore', 'pipe'] });
}
