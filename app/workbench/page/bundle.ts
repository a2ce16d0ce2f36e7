import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Shell } from '../shell';

/** Where the page's script lies once it is built. */
export function bundleFolder({ project }: Shell): string {
  return path.join(project, 'build', 'page');
}

/**
 * Makes the page's script, installing Splunk's packages when they are missing: a program of its own, which says what it does on
 * standard error. Gives whether the page can be shown.
 */
export function ensureBundle({ project }: Shell): Promise<boolean> {
  return new Promise((resolve) => {
    const script = path.join(project, 'scripts', 'build-page.mjs');
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 2, 2] });
    child.on('error', () => {
      resolve(false);
    });
    child.on('close', (code) => {
      resolve(code === 0);
    });
  });
}
