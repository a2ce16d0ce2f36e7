import { expect } from 'chai';
import { CommandError, encodeFrame } from '../../app/protocol';
import type { Command, RowProcessor } from '../../app/protocol';
import { converse, execute, getinfo, measure } from './splunkd';

function failing(reason: unknown): Command {
  return {
    ...measure,
    open: () => () => {
      throw reason;
    },
  };
}

describe('messages to the user', () => {
  it('from the command are shown once in a run', async () => {
    const { replies } = await converse([getinfo(), execute('a\n1\n2\n'), execute('a\n3\n', true)], () => ({
      ...measure,
      open: (report) => () => {
        report('WARN', 'Rows arrive newest first.');
        return ['', ''];
      },
    }));
    expect(replies.slice(1).map(({ metadata }) => metadata)).to.deep.equal([
      { finished: false, inspector: { messages: [['WARN', 'Rows arrive newest first.']] } },
      { finished: true },
    ]);
  });

  it('about a table that cannot be loaded stand as they are, in the one reply to that chunk', async () => {
    const open = (): Promise<RowProcessor> =>
      Promise.reject(new CommandError('The table crossaccount_baseline.csv lacks the column days; restore it.'));
    const talk = [getinfo(), execute('a\n1\n'), execute('a\n2\n', true)];
    const { replies, exit, complaints } = await converse(talk, () => ({ ...measure, open }));
    expect({ replies: replies.slice(1), exit, complaints }).to.deep.equal({
      replies: [
        {
          metadata: {
            finished: true,
            inspector: {
              messages: [['ERROR', 'The table crossaccount_baseline.csv lacks the column days; restore it.']],
            },
          },
          body: '',
        },
      ],
      exit: 1,
      complaints: [],
    });
  });

  it('about an unexpected failure say what, where, and whom to tell', async () => {
    const { replies, exit, complaints } = await converse([getinfo(), execute('a\n1\n')], () =>
      failing(new TypeError('x is undefined')),
    );
    const [level, text] = errorOf(replies[1]!.metadata);
    expect([level, replies.length, exit, complaints]).to.deep.equal(['ERROR', 2, 1, []]);
    expect(text).to.match(
      /^The command failed unexpectedly: x is undefined, at .*messages\.test\.ts:\d+:\d+\)?\. Please report this message to the app's maintainers\.$/,
    );
  });

  it('about a failure that is no Error, or a wrong number of values, come too', async () => {
    const odd = await converse([getinfo(), execute('a\n1\n')], () => failing('odd'));
    expect(errorOf(odd.replies[1]!.metadata)[1]).to.contain('The command failed unexpectedly: odd. Please');
    const few = await converse([getinfo(), execute('a\n1\n')], () => ({ ...measure, open: () => () => [''] }));
    expect(errorOf(few.replies[1]!.metadata)[1]).to.contain('gave 1 values for 2 columns');
  });

  it('about bytes that are not the protocol come as a reply too', async () => {
    const cases: [Buffer[], string][] = [
      [[Buffer.from('GET / HTTP/1.1\r\n')], 'but got "GET / HTTP/1.1\\r"; set chunked = true in commands.conf.'],
      [[execute('a\n1\n')], 'Expected the action getinfo first but got "execute".'],
      [[getinfo(), getinfo()], 'Expected the action execute but got "getinfo".'],
      [[encodeFrame('not json', Buffer.alloc(0))], 'Expected a JSON object as the metadata of a message'],
      [[getinfo(), encodeFrame('{"action":', Buffer.alloc(0))], 'Expected a JSON object as the metadata of a message'],
      [
        [getinfo(), execute('a\n"1\n')],
        'The rows that were sent cannot be read: The quoted field that begins on line 2',
      ],
    ];
    for (const [requests, text] of cases) {
      const { replies, exit, complaints } = await converse(requests);
      expect([replies.length, exit, complaints], text).to.deep.equal([requests.length, 1, []]);
      expect(errorOf(replies.at(-1)!.metadata)[1]).to.contain(text);
    }
  });
});

function errorOf(metadata: unknown): [string, string] {
  const { finished, inspector } = metadata as { finished: boolean; inspector: { messages: [string, string][] } };
  expect([finished, inspector.messages.length]).to.deep.equal([true, 1]);
  return inspector.messages[0]!;
}
