import { expect } from 'chai';
import { once } from 'node:events';
import { encodeField } from '../../app/protocol';
import { assumption } from '../command/records';
import { needsBuiltApp, program } from './program';
import { execute, getinfo } from './talk';

const rows = (count: number): string => `_raw,_time\n${`${encodeField(assumption())},1772442000\n`.repeat(count)}`;
const quiet = { exit: 0, signal: null, errors: '' };

describe('The program', function () {
  this.timeout(60_000);
  needsBuiltApp();

  it('says nothing on standard error in normal work, and ends with the input', async () => {
    const { child, send, reply, end } = program();
    await send(Buffer.concat([getinfo(), execute(rows(2000)), execute(''), execute(rows(1), true)]));
    for (let at = 0; at < 4; at += 1) expect(await reply()).not.to.equal(undefined);
    child.stdin.end();
    expect(await reply()).to.equal(undefined);
    expect(await end()).to.deep.equal(quiet);
  });

  it('answers what was whole when its input is cut off, then exits with 1 and one line', async () => {
    const { child, send, reply, end } = program();
    const request = execute(rows(10));
    await send(Buffer.concat([getinfo(), request, request.subarray(0, 1000)]));
    child.stdin.end();
    await reply();
    expect((await reply())!.body.toString().match(/AssumeRole/g)).to.have.length(10);
    expect(await reply()).to.equal(undefined);
    const line = 'The input ended inside a message, after 1000 bytes of it; the search was cut off, so run it again.\n';
    expect(await end()).to.deep.equal({ exit: 1, signal: null, errors: line });
  });

  it('exits quietly when its reader is gone: before the first reply, between two, and inside one', async () => {
    for (const replies of [0, 1, 2]) {
      const { child, send, reply, end } = program();
      if (replies === 0) child.stdout.destroy();
      await send(getinfo());
      if (replies > 0) await reply();
      if (replies === 1) child.stdout.destroy();
      if (replies < 2) await send(execute(rows(3)));
      else {
        await send(execute(rows(5000)));
        await new Promise((resolve) => setTimeout(resolve, 500));
        child.stdout.destroy();
      }
      expect(await end(), `after ${replies} replies`).to.deep.equal(quiet);
    }
  });

  it('ends quietly on SIGTERM: idle, inside a message, and while its reader has stopped reading', async () => {
    const situations: Record<string, Buffer> = {
      idle: Buffer.alloc(0),
      'inside a message': execute(rows(10)).subarray(0, 3000),
      'while its reader has stopped': execute(rows(5000)),
    };
    for (const [situation, bytes] of Object.entries(situations)) {
      const { child, send, reply, end } = program();
      await send(getinfo());
      await reply();
      await send(bytes);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const exited = once(child, 'exit');
      const asked = Date.now();
      child.kill('SIGTERM');
      await exited;
      expect(Date.now() - asked, situation).to.be.lessThan(3000);
      child.stdout.destroy();
      expect(await end(), situation).to.deep.equal(quiet);
    }
  });

  it('holds a bounded memory while its reader is slow and its writer is not', async () => {
    const { child, send, reply, end, peak } = program();
    const chunk = execute(rows(5000));
    const chunks = 20;
    const sent = (async () => {
      await send(getinfo());
      for (let at = 0; at < chunks; at += 1) await send(chunk);
      child.stdin.end();
    })();
    await reply();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const peaks: number[] = [];
    for (let at = 0; at < chunks; at += 1) {
      await reply();
      peaks.push(peak());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await sent;
    expect(await end()).to.deep.equal(quiet);
    const most = Math.max(...peaks.filter((megabytes) => !Number.isNaN(megabytes)), 0);
    expect(most).to.be.lessThan(200);
  });
});
