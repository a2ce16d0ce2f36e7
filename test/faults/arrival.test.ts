import { expect } from 'chai';
import { encodeField, encodeFrame } from '../../app/protocol';
import { assumption } from '../command/records';
import { execute, getinfo, messagesIn, talk } from './talk';

const header = '"_raw","_time","_chunked_idx","__mv__raw"';
const record = encodeField(assumption({ userAgent: 'ทé "x"\n' }));

const messages = [
  getinfo('learning=0d'),
  execute(`${header}\n${record},"1772442000.5",0,\n"not json",,1,"$a$;$b$"\n`),
  execute(''),
  execute(`${header}\n`, true),
];
const stream = Buffer.concat(messages);

describe('Messages', function () {
  this.timeout(60_000);

  it('coalesced in one read are answered as those that come one by one', async () => {
    expect(await talk([stream])).to.deep.equal(await talk(messages));
    expect((await talk(messages)).replies).to.have.length(4);
  });

  it('split at every byte are answered the same', async () => {
    const whole = await talk(messages);
    for (let at = 1; at < stream.length; at += 1) {
      const split = await talk([stream.subarray(0, at), stream.subarray(at)]);
      expect(split, `split after ${at} bytes`).to.deep.equal(whole);
    }
  });

  it('in pieces of any one size are answered the same', async () => {
    const whole = await talk(messages);
    for (let size = 1; size < 70; size += 1) {
      const pieces: Buffer[] = [];
      for (let at = 0; at < stream.length; at += size) pieces.push(stream.subarray(at, at + size));
      expect(await talk(pieces), `pieces of ${size} bytes`).to.deep.equal(whole);
    }
  });

  it('cut off at every byte: what was whole is answered, the rest is exit code 1 and one line', async () => {
    const { replies } = await talk(messages);
    const ends = messages.map((_, at) => Buffer.concat(messages.slice(0, at + 1)).length);
    for (let length = 0; length <= stream.length; length += 1) {
      const whole = ends.filter((end) => end <= length).length;
      const cut = length - (ends[whole - 1] ?? 0);
      expect(await talk([stream.subarray(0, length)]), `cut after ${length} bytes`).to.deep.equal({
        exit: cut === 0 ? 0 : 1,
        replies: replies.slice(0, whole),
        complaints:
          cut === 0
            ? []
            : [`The input ended inside a message, after ${cut} bytes of it; the search was cut off, so run it again.`],
      });
    }
  });

  it('with an early "finished" are answered with it, and so are those behind it', async () => {
    const rows = execute(`${header}\n${record},1,0,\n`);
    const last = execute(`${header}\n${record},1,0,\n`, true);
    const early = await talk([getinfo(), last, rows, last]);
    expect([early.exit, early.complaints]).to.deep.equal([0, []]);
    expect(early.replies.slice(1).map(({ metadata }) => metadata)).to.deep.equal([
      { finished: true },
      { finished: false },
      { finished: true },
    ]);
    expect(early.replies[2]!.body).to.deep.equal(early.replies[1]!.body);
  });

  it('without any "finished" are answered, and the end of the input is exit code 0', async () => {
    const { exit, replies, complaints } = await talk([getinfo(), execute(`${header}\n${record},1,0,\n`)]);
    expect([exit, replies.length, complaints]).to.deep.equal([0, 2, []]);
  });

  it('of another program are one message, exit code 1, and nothing else', async () => {
    const strangers = ['GET / HTTP/1.1\r\n\r\n', '{"action":"getinfo"}\n', 'chunked 1.0,99999999999,1\n', '\n\n\n'];
    for (const text of strangers) {
      const { exit, replies, complaints } = await talk([Buffer.from(text)]);
      expect([exit, replies.length, complaints], text).to.deep.equal([1, 1, []]);
      expect(messagesIn(replies)[0]![1], text).to.match(/^(Expected a|The) header line /);
    }
  });
});

describe('An error of our own', () => {
  it('becomes one message that says what, where and how to report it, whatever is at fault', async () => {
    const fault = new TypeError('x is not a function');
    const failing = {
      type: 'streaming' as const,
      requiredFields: ['*'],
      columns: ['a'],
      open: () => () => {
        throw fault;
      },
    };
    const starts = [
      () => {
        throw fault;
      },
      () => failing,
      () => ({ ...failing, open: () => Promise.reject(fault) }),
    ];
    for (const start of starts) {
      const { exit, replies, complaints } = await talk([getinfo(), execute('a\n1\n'), execute('a\n1\n')], start);
      expect([exit, complaints]).to.deep.equal([1, []]);
      const [message, ...more] = messagesIn(replies);
      expect(more).to.deep.equal([]);
      expect(message![0]).to.equal('ERROR');
      expect(message![1]).to.match(
        /^The command failed unexpectedly: x is not a function, at .+:\d+:\d+\)?\. Please report this message to the app's maintainers\.$/,
      );
      expect(replies.at(-1)!.metadata).to.include({ finished: true });
    }
  });

  it('on one record costs only that row its enrichment', async () => {
    const deep = encodeField('['.repeat(100_000));
    const deepObject = encodeField(`${'{"userIdentity":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
    const rows = [deep, record, deepObject, '"\u0000"'].map((raw) => `${raw},1,0,`);
    const { exit, replies } = await talk([getinfo(), execute(`${header}\n${rows.join('\n')}\n`)]);
    const lines = replies[1]!.body.toString().split(/\n(?=")/);
    expect([exit, lines.length]).to.deep.equal([0, rows.length + 1]);
    for (const [at, row] of rows.entries()) expect(lines[at + 1]!.startsWith(`${row},`)).to.equal(true);
  });

  it('in a metadata that is none is one message', async () => {
    for (const metadata of ['', '[]', 'null', '{"action":"execute"', '\u0000', '{"action":7}']) {
      const { exit, replies, complaints } = await talk([getinfo(), encodeFrame(metadata, Buffer.from('a\n1\n'))]);
      expect([exit, messagesIn(replies).length, complaints], metadata).to.deep.equal([1, 1, []]);
    }
  });
});
