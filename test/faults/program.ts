/** The built command as a program of its own, which is what splunkd starts. */
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { encodeHead, FrameReader } from '../../app/protocol';
import type { Message } from '../../app/protocol';

export const root = path.join(import.meta.dirname, '../..');
export const appFolder = path.join(root, 'build', 'aws_cross_account_activity');
const launcher = path.join(appFolder, 'bin', 'crossaccount.sh');

/** Skips the suite at hand where the app is not built. */
export function needsBuiltApp(): void {
  before('the app is built (npm run build)', function () {
    if (!existsSync(launcher)) this.skip();
  });
}

export interface Program {
  readonly child: ChildProcessWithoutNullStreams;
  /** Sends bytes and waits until the pipe has taken them. */
  readonly send: (bytes: Buffer) => Promise<void>;
  /** The next reply; undefined when the output ends first. */
  readonly reply: () => Promise<Message | undefined>;
  /** Waits for the end. */
  readonly end: () => Promise<{ exit: number | null; signal: string | null; errors: string }>;
  /** The most memory that it has had, in MB; NaN where the system does not tell. */
  readonly peak: () => number;
}

export function program(): Program {
  const child = spawn(launcher, [], { env: { ...process.env, CROSSACCOUNT_NODE: process.execPath } });
  const frames = new FrameReader();
  const output = child.stdout.iterator({ destroyOnReturn: false });
  let errors = '';
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  child.stdin.on('error', () => undefined);
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  return {
    child,
    send: async (bytes) => {
      if (child.stdin.write(bytes)) return;
      await Promise.race([once(child.stdin, 'drain'), closed]);
    },
    reply: async () => {
      for (;;) {
        const message = frames.next();
        if (message !== undefined) return message;
        const { value, done } = (await output.next()) as IteratorResult<Buffer, undefined>;
        if (done === true) return undefined;
        frames.push(value);
      }
    },
    end: async () => {
      const [exit, signal] = await closed;
      return { exit, signal, errors };
    },
    peak: () => {
      const file = `/proc/${child.pid ?? 0}/status`;
      const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
      return Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? NaN) / 1024;
    },
  };
}

/** The head of an execute request whose body follows in pieces. */
export function executeHead(bodyLength: number, finished = false): Buffer {
  return encodeHead(JSON.stringify({ action: 'execute', finished }), bodyLength);
}
