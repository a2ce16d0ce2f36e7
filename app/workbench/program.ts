import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readApp, type AppConf } from '../spl';
import { UsageError, type Shell } from './shell';

/** The built app, as it would lie in Splunk's `etc/apps`: `CROSSACCOUNT_APP`, or the one in `build/`. */
export function appFolder({ environment, project }: Shell): string {
  const named = environment.CROSSACCOUNT_APP ?? '';
  return named === '' ? path.join(project, 'build', 'aws_cross_account_activity') : named;
}

/**
 * Reads the built app, with the learning period of this run in the place of the macro's own.
 * @param learning days
 * @throws UsageError when it is not there
 */
export function openApp(shell: Shell): AppConf {
  const folder = appFolder(shell);
  if (!existsSync(path.join(folder, 'default', 'savedsearches.conf'))) {
    throw new UsageError(`There is no built app in ${folder}; run npm run build.`);
  }
  return readApp(folder);
}

/** The app with another learning period, in days: its macro is what the searches read. */
export function withLearning(app: AppConf, days: number): AppConf {
  const macro = new Map([...(app.macros.get('crossaccount_learning_days') ?? []), ['definition', String(days)]]);
  return { ...app, macros: new Map([...app.macros, ['crossaccount_learning_days', macro]]) };
}

/** The version of the built app; empty where it is not built. */
export function versionOf(shell: Shell): string {
  const file = path.join(appFolder(shell), 'default', 'app.conf');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /^version\s*=\s*(\S+)/m.exec(text)?.[1] ?? '';
}

/** What the command's process needs: this Node.js, and the system's own places. */
export function commandEnvironment({ environment }: Shell): Record<string, string> {
  const handed = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot'].flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(handed), CROSSACCOUNT_NODE: environment.CROSSACCOUNT_NODE ?? process.execPath };
}
