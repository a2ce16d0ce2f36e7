import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { builtProblems, describeProblem, readBuiltConf } from '../../app/content';
import type { BuiltConf } from '../../app/content';

const root = path.join(import.meta.dirname, '../..');

export const hunting = 'CrossAccount - aws detect role creation - Rule';
export const anomaly = 'CrossAccount - aws detect vendor drift - Rule';
export const ttp = 'CrossAccount - aws cross account activity of high score - Rule';
export const recorder = 'CrossAccount - aws detect role creation - Recorder';

/** The conf files of the built app, which is built if need be. */
export function built(): BuiltConf {
  execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { stdio: ['ignore', 'ignore', 'pipe'] });
  return readBuiltConf(path.join(root, 'build/aws_cross_account_activity'));
}

/** The problems of conf files with one setting changed, by what it was; undefined takes it away. */
export function changed(
  conf: BuiltConf,
  part: keyof BuiltConf,
  stanza: string,
  key: string,
  change: (was: string) => string | undefined,
): string[] {
  const settings = new Map(conf[part].get(stanza));
  const value = change(settings.get(key) ?? '');
  if (value === settings.get(key)) throw new Error(`${key} of [${stanza}] is what it was.`);
  if (value === undefined) settings.delete(key);
  else settings.set(key, value);
  return problemsOf({ ...conf, [part]: new Map(conf[part]).set(stanza, settings) });
}

export function problemsOf(conf: BuiltConf): string[] {
  return builtProblems(conf).map(describeProblem);
}
