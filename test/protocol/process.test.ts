import { expect } from 'chai';
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { execute, getinfo, readReplies } from './splunkd';

const COMMAND = fileURLToPath(new URL('measure.main.ts', import.meta.url));

function start(): { child: ChildProcessWithoutNullStreams; out: Buffer[]; err: Buffer[]; exit: Promise<unknown[]> } {
  const child = spawn(process.execPath, ['--import', 'tsx', COMMAND]);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
  child.stdin.on('error', () => undefined);
  return { child, out, err, exit: once(child, 'close') };
}

describe('a command run as a process', () => {
  it('drains its pipe before it exits, with the exit code 0 and nothing on standard error', async () => {
    const { child, out, err, exit } = start();
    child.stdin.end(Buffer.concat([getinfo(), execute(`"_raw"\n${'"a b"\n'.repeat(40_000)}`, true)]));
    // The pipe holds 64 kB: the process must wait for this late reader.
    setTimeout(() => child.stdout.on('data', (bytes: Buffer) => out.push(bytes)), 900);
    expect(await exit).to.deep.equal([0, null]);
    expect(Buffer.concat(err).toString()).to.equal('');
    expect(readReplies(Buffer.concat(out))[1]!.body.split('\n')).to.have.length(40_002);
  });

  it('exits quietly when its reader is gone', async () => {
    const { child, err, exit } = start();
    child.stdin.write(getinfo());
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.write(execute(`"_raw"\n${'abc\n'.repeat(200_000)}`));
    child.stdin.write(execute('"_raw"\na\n'));
    expect(await exit).to.deep.equal([0, null]);
    expect(Buffer.concat(err).toString()).to.equal('');
  });

  it('says on standard error that its input was cut off inside a message, and exits with 1', async () => {
    const { child, out, err, exit } = start();
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stdin.end(Buffer.concat([getinfo(), execute('"_raw"\nabc\n').subarray(0, 30)]));
    expect(await exit).to.deep.equal([1, null]);
    expect(readReplies(Buffer.concat(out))).to.have.length(1);
    expect(Buffer.concat(err).toString()).to.equal(
      'The input ended inside a message, after 30 bytes of it; the search was cut off, so run it again.\n',
    );
  });

  it('exits with 1 after an error although its input stays open, once the reply is out', async () => {
    const { child, out, err, exit } = start();
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stdin.write('GET / HTTP/1.1\n');
    expect(await exit).to.deep.equal([1, null]);
    expect(readReplies(Buffer.concat(out))).to.have.length(1);
    expect(Buffer.concat(err).toString()).to.equal('');
  });
});
