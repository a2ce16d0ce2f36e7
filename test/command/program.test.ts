import { expect } from 'chai';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeFrame, FrameReader } from '../../app/protocol';
import { assumption, TIME } from './records';

const root = fileURLToPath(new URL('../..', import.meta.url));

function program(lookups: string): ReturnType<typeof spawn> {
  return spawn(process.execPath, ['--import', 'tsx', join(root, 'bin', 'crossaccount.ts')], {
    cwd: root,
    env: { ...process.env, CROSSACCOUNT_LOOKUPS: lookups },
  });
}

function getinfo(...args: string[]): Buffer {
  return encodeFrame(JSON.stringify({ action: 'getinfo', searchinfo: { args } }), Buffer.alloc(0));
}

describe('the program', () => {
  let lookups = '';
  before(() => {
    lookups = mkdtempSync(join(tmpdir(), 'crossaccount-'));
  });
  after(() => {
    rmSync(lookups, { recursive: true });
  });

  /** Starts it, writes, ends the input if asked to, and gives exit code, replies and what was on standard error. */
  async function lives(
    input: Buffer,
    end: boolean,
  ): Promise<{ exit: number | null; replies: string[]; errors: string }> {
    const child = program(lookups);
    const frames = new FrameReader();
    let errors = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      frames.push(bytes);
    });
    child.stderr?.on('data', (bytes: Buffer) => {
      errors += bytes.toString();
    });
    child.stdin?.write(input);
    if (end) child.stdin?.end();
    const exit = await new Promise<number | null>((resolve) => child.once('close', resolve));
    child.stdin?.destroy();
    const replies: string[] = [];
    for (let message = frames.next(); message !== undefined; message = frames.next()) {
      replies.push(`${message.metadata.toString()} ${message.body.toString()}`);
    }
    return { exit, replies, errors };
  }

  it('judges with the tables of CROSSACCOUNT_LOOKUPS and ends with the input', async () => {
    writeFileSync(
      join(lookups, 'crossaccount_accounts.csv'),
      'account_id,name,class,owner,note\n444455556666,tools,own,,\n',
    );
    const body = `_raw,_time\n"${assumption().replaceAll('"', '""')}",${TIME}\n`;
    const execute = encodeFrame('{"action":"execute","finished":true}', Buffer.from(body));
    const { exit, replies, errors } = await lives(Buffer.concat([getinfo('baseline=csv'), execute]), true);
    expect([exit, errors, replies.length]).to.deep.equal([0, '', 2]);
    expect(replies[1])
      .to.match(/^\{"finished":true\} /)
      .and.include(',own,');
  });

  it('ends after a wrong option though the input stays open, silent on standard error', async () => {
    const { exit, replies, errors } = await lives(getinfo('lerning=14d'), false);
    expect([exit, errors, replies.length]).to.deep.equal([1, '', 1]);
  });

  it('answers a file as it answers a pipe, and nothing to neither', () => {
    const rows = `_raw,_time\n${`"${assumption().replaceAll('"', '""')}",${TIME}\n`.repeat(200)}`;
    const execute = encodeFrame('{"action":"execute","finished":true}', Buffer.from(rows));
    const file = join(lookups, 'requests');
    const answer = (redirection: string, before = ''): { status: number | null; output: string; errors: string } => {
      const { status, stdout, stderr } = spawnSync(
        '/bin/sh',
        ['-c', `${before} "$0" --import tsx "$1" ${redirection}`, ...args],
        {
          cwd: root,
          env: { ...process.env, CROSSACCOUNT_LOOKUPS: lookups, REQUESTS: file },
          encoding: 'utf8',
        },
      );
      return { status, output: stdout, errors: stderr };
    };
    const args = [process.execPath, join(root, 'bin', 'crossaccount.ts')];
    writeFileSync(file, Buffer.concat([getinfo(), execute]));
    const fromFile = answer('< "$REQUESTS"');
    expect(fromFile.output.match(/assume_role/g)).to.have.length(200);
    expect(fromFile).to.include({ status: 0, errors: '' });
    expect(answer('', 'cat "$REQUESTS" |')).to.deep.equal(fromFile);
    for (const nothing of ['< /dev/null', '<&-']) {
      expect(answer(nothing), nothing).to.deep.equal({ status: 0, output: '', errors: '' });
    }
  });

  it('answers the same where WebAssembly cannot run', () => {
    const rows = `_raw,_time\n${`"${assumption().replaceAll('"', '""')}",${TIME}\n`.repeat(20)}`;
    const input = Buffer.concat([getinfo(), encodeFrame('{"action":"execute","finished":true}', Buffer.from(rows))]);
    const answer = (...options: string[]): string => {
      const args = [...options, '--import', 'tsx', join(root, 'bin', 'crossaccount.ts')];
      return spawnSync(process.execPath, args, { cwd: root, input, encoding: 'utf8' }).stdout;
    };
    const plain = answer('--jitless');
    expect(plain.match(/assume_role/g)).to.have.length(20);
    expect(answer()).to.equal(plain);
  });

  it('ends quietly on SIGTERM', async () => {
    const child = program(lookups);
    let errors = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      errors += bytes.toString();
    });
    child.stdin?.write(getinfo());
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill('SIGTERM');
    const exit = await new Promise<number | null>((resolve) => child.once('close', resolve));
    expect([exit, errors]).to.deep.equal([0, '']);
  });
});
