import { spawn } from 'node:child_process';
import { expect } from 'chai';

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly complaint: string;
  readonly pid: number | undefined;
}

/** Runs a program with nothing in its environment but what is given. */
export function start(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
  cwd: string,
  input = '',
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, cwd, stdio: 'pipe' });
    const texts = { output: '', complaint: '' };
    child.stdout.on('data', (piece: Buffer) => (texts.output += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => (texts.complaint += piece.toString()));
    // A launcher that refuses reads nothing, as splunkd finds too.
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, ...texts, pid: child.pid });
    });
    child.stdin.end(input);
  });
}

/** The metadata of the one frame that was written; fails when its lengths are not those of the bytes. */
export function onlyReply(output: string): unknown {
  const [, metadata = '', body = ''] = /^chunked 1\.0,(\d+),(\d+)\n/.exec(output) ?? [];
  const bytes = Buffer.from(output.slice(output.indexOf('\n') + 1));
  expect(bytes.length).to.equal(Number(metadata) + Number(body));
  return JSON.parse(bytes.subarray(0, Number(metadata)).toString());
}

/** The metadata of a refusal. */
export const refusal = (text: string): unknown => ({
  type: 'stateful',
  finished: true,
  inspector: { messages: [['ERROR', text]] },
});

export const remedy =
  'set CROSSACCOUNT_NODE in splunk-launch.conf to the path of Node.js 20 or newer and restart Splunk.';

const getinfo = JSON.stringify({ action: 'getinfo', searchinfo: { args: [], raw_args: [] } });

/** What splunkd asks first. */
export const request = `chunked 1.0,${String(getinfo.length)},0\n${getinfo}`;
