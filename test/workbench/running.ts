import { existsSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { main } from '../../app/workbench';

export const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Real records, where the machine has them. */
export const realRecords = path.join(
  path.resolve(project, process.env.CROSSACCOUNT_TEST_DATA ?? '../shared'),
  'cloudtrail',
);

const app = path.join(project, 'build', 'aws_cross_account_activity');

/** Skips the suite at hand where the app is not built: the searches that are run are the built app's. */
export function needsBuiltApp(): void {
  before('the app is built (npm run build)', function () {
    if (!existsSync(path.join(app, 'default', 'savedsearches.conf'))) this.skip();
  });
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

class Collector extends Writable {
  public text = '';
  public override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Runs the command line in this process, as `npm start -- ARGUMENTS` would. */
export async function workbench(...words: readonly string[]): Promise<Ran> {
  const stdout = new Collector();
  const stderr = new Collector();
  const environment = { ...process.env, NO_COLOR: '1' };
  const code = await main(words, { stdout, stderr, environment, project, atExit: () => undefined });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** The findings of a run with `--format json`. */
export function findingsIn({ stdout }: Ran): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
