import { root } from './project.mjs';
import { runQuietly } from './children.mjs';

/** The content compiler is TypeScript; tsx runs it from its sources, so that it needs no bundle of its own. */
const compiler = ['--import', 'tsx', 'bin/content.ts'];

/** Checks `searches/` without writing anything. @returns {Promise<number>} 0, or 1 with the problems on standard error */
export function checkContent() {
  return runQuietly(process.execPath, [...compiler, 'check'], { cwd: root });
}

/** Writes the conf files of `searches/` and their permissions into an app's folder. @returns {Promise<number>} 0, or 1 with the problems on standard error */
export function compileContent(folder) {
  return runQuietly(process.execPath, [...compiler, 'compile', folder], { cwd: root });
}

/** Writes `searches/` in the layout of contentctl 5. @returns {Promise<number>} 0, or 1 with the problems on standard error */
export function writeContentctl(folder) {
  return runQuietly(process.execPath, [...compiler, 'contentctl', folder], { cwd: root });
}

/** Keeps the versions of the rules with this release. @returns {Promise<number>} 0, or 1 with the problems on standard error */
export function keepVersions() {
  return runQuietly(process.execPath, [...compiler, 'versions'], { cwd: root });
}
