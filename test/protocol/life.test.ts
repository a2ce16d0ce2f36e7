import { expect } from 'chai';
import { PassThrough, Readable, Writable } from 'node:stream';
import { serve } from '../../app/protocol';
import type { RowProcessor } from '../../app/protocol';
import { ACCEPTED, converse, execute, getinfo, measure, readReplies } from './splunkd';

describe('the end', () => {
  it('of the input at a message boundary is exit code 0, even before anything was asked', async () => {
    expect(await converse([])).to.deep.equal({ exit: 0, replies: [], complaints: [] });
    expect((await converse([getinfo(), execute('a\n1\n')])).exit).to.equal(0);
  });

  it('of the input inside a message is exit code 1, one line, and no reply to half a message', async () => {
    const request = execute('"_raw"\nabc\ndef\n', true);
    for (const length of [1, 20, request.length - 1]) {
      const { exit, replies, complaints } = await converse([getinfo(), request.subarray(0, length)]);
      expect({ exit, replies, complaints }).to.deep.equal({
        exit: 1,
        replies: [ACCEPTED],
        complaints: [
          `The input ended inside a message, after ${length} bytes of it; the search was cut off, so run it again.`,
        ],
      });
    }
  });

  it('of the reader is quiet', async () => {
    for (const code of ['EPIPE', 'ECONNRESET']) {
      const gone = new Writable({
        write: (_bytes, _encoding, done) => {
          done(Object.assign(new Error('write EPIPE'), { code }));
        },
      });
      const complaints: string[] = [];
      const talk = Readable.from([getinfo(), execute('a\n1\n'), execute('a\n2\n')]);
      expect(
        await serve(
          talk,
          gone,
          () => measure,
          (line) => complaints.push(line),
        ),
      ).to.equal(0);
      expect(complaints).to.deep.equal([]);
    }
  });

  it('of an output that fails otherwise, or an input that fails, is exit code 1 and one line', async () => {
    const complaints: string[] = [];
    const complain = (line: string): void => void complaints.push(line);
    const full = new Writable({
      write: (_bytes, _encoding, done) => {
        done(new Error('no space left on device'));
      },
    });
    expect(await serve(Readable.from([getinfo()]), full, () => measure, complain)).to.equal(1);
    const broken = new Readable({
      read() {
        this.destroy(new Error('bad file descriptor'));
      },
    });
    expect(await serve(broken, new PassThrough(), () => measure, complain)).to.equal(1);
    expect(complaints).to.deep.equal([
      'The reply could not be written: no space left on device.',
      'The input could not be read: bad file descriptor.',
    ]);
  });
});

describe('a slow reader', () => {
  it('is waited for: no request is worked on before the last reply has drained, and the end comes last', async () => {
    const written: Buffer[] = [];
    let worked = 0;
    const ahead: number[] = [];
    const slow = new Writable({
      highWaterMark: 1,
      write: (bytes: Buffer, _encoding, done) => {
        setTimeout(() => {
          ahead.push(worked);
          written.push(bytes);
          done();
        }, 2);
      },
    });
    const open = (): RowProcessor => () => {
      worked += 1;
      return ['', ''];
    };
    const chunks = Array.from({ length: 5 }, () => execute('a\n1\n'));
    const exit = await serve(Readable.from([getinfo(), ...chunks]), slow, () => ({ ...measure, open }));
    expect([exit, readReplies(Buffer.concat(written)).length]).to.deep.equal([0, 6]);
    expect(ahead).to.deep.equal([0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });
});
