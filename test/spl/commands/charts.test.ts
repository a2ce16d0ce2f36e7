import { expect } from 'chai';
import { engineWith, event, now, rowsOf } from '../engine/running';
import { failure, type Fields } from './running';

const { engine, run } = engineWith([
  event('{"user":"alice","bytes":10}', 60),
  event('{"user":"bob","bytes":30}', 3600),
  event('{"user":"alice","bytes":20}', 3660),
  event('{"bytes":5}', 3720),
]);
const hour = 3600;
/** The beginning of the hour that ended with `now`. */
const last = now - hour;

/** What a search gives over the last three hours. */
const within = (spl: string, earliest = now - 3 * hour, latest = now): Promise<Fields[]> =>
  rowsOf(engine.run(spl, { now, earliest, latest }));
const refusal = async (spl: string): Promise<string> => (await failure(run(spl))).message;
const made = (data: string, rest: string): string => `| makeresults format=csv data="${data}" | ${rest}`;

describe('timechart', () => {
  it('has a row for each span of the time range, and 0 where nothing is to count', async () => {
    expect(await within('* | timechart span=1h count, sum(bytes) AS bytes')).to.deep.equal([
      { _time: last - 2 * hour, count: 0 },
      { _time: last - hour, count: 2, bytes: 25 },
      { _time: last, count: 2, bytes: 40 },
    ]);
  });

  it('leaves out spans without rows with cont=false, and those that the range cuts with partial=false', async () => {
    expect(await within('* | timechart cont=false span=1h count')).to.deep.equal([
      { _time: last - hour, count: 2 },
      { _time: last, count: 2 },
    ]);
    expect(await within('* | timechart partial=f span=1h count', now - 2.5 * hour, now - 1)).to.deep.equal([
      { _time: last - hour, count: 2 },
    ]);
  });

  it('covers what the rows cover where the time range is open, and with fixedrange=false', async () => {
    const covered = [
      { _time: last - hour, count: 2 },
      { _time: last, count: 2 },
    ];
    expect(await run('* | timechart span=1h count')).to.deep.equal(covered);
    expect(await within('* | timechart fixedrange=false span=1h count')).to.deep.equal(covered);
  });

  it('takes the time range that the search itself names', async () => {
    const rows = [
      { _time: last - 2 * hour, count: 0 },
      { _time: last - hour, count: 2 },
      { _time: last, count: 2 },
    ];
    expect(await run('* earliest=-3h latest=now | timechart span=1h count')).to.deep.equal(rows);
    expect(
      await run(
        '| tstats count where earliest=-3h latest=now by _time span=1h | timechart span=1h sum(count) AS count',
      ),
    ).to.deep.equal(rows.map(({ _time, count }) => (count === 0 ? { _time } : { _time, count })));
  });

  it('chooses the span from the time range as Splunk does, a month for a year', async () => {
    const span = async (range: number): Promise<number> => {
      const [first, second] = await within('* | timechart count', now - range, now);
      return Number(second?._time) - Number(first?._time);
    };
    const day = 24 * hour;
    expect(await Promise.all([900, hour, 4 * hour, day, 7 * day, 30 * day].map(span))).to.deep.equal([
      10,
      60,
      300,
      1800,
      day,
      day,
    ]);
    const months = await within('* | timechart count', now - 365 * day, now);
    expect(
      months.map(({ _time, count }) => [new Date(Number(_time) * 1000).toISOString().slice(0, 7), count]),
    ).to.deep.equal(
      ['03', '04', '05', '06', '07', '08', '09', '10', '11', '12']
        .map((month): [string, number] => [`2025-${month}`, 0])
        .concat([
          ['2026-01', 0],
          ['2026-02', 0],
          ['2026-03', 4],
        ]),
    );
    expect(await within('* | timechart bins=3 count')).to.have.length(3);
  });

  it('has a column for each value of the BY field, and one for rows without it', async () => {
    expect(await within('* | timechart cont=f span=1h count BY user')).to.deep.equal([
      { _time: last - hour, alice: 1, bob: 0, NULL: 1 },
      { _time: last, alice: 1, bob: 1, NULL: 0 },
    ]);
    expect(await within('* | timechart cont=f usenull=f span=1h sum(bytes) BY user')).to.deep.equal([
      { _time: last - hour, alice: 20 },
      { _time: last, alice: 10, bob: 30 },
    ]);
  });

  it('puts what is beyond the limit into OTHER, by the sum of a column, ties by name', async () => {
    expect(await within('* | timechart cont=f limit=1 usenull=f span=1h count BY user')).to.deep.equal([
      { _time: last - hour, alice: 1, OTHER: 0 },
      { _time: last, alice: 1, OTHER: 1 },
    ]);
    expect(await within('* | timechart cont=f usenull=f span=1h max(bytes) BY user limit=bottom1')).to.deep.equal([
      { _time: last - hour, alice: '20' },
      { _time: last, alice: '10', OTHER: '30' },
    ]);
    expect(await within('* | timechart cont=f limit=1 useother=f usenull=f span=1h count BY user')).to.deep.equal([
      { _time: last - hour, alice: 1 },
      { _time: last, alice: 1 },
    ]);
  });

  it('names both where there are several aggregations', async () => {
    expect(await within('* | timechart cont=f usenull=f span=1d count sum(bytes) AS sum BY user')).to.deep.equal([
      { _time: now - 12 * hour, 'count: alice': 2, 'sum: alice': 30, 'count: bob': 1, 'sum: bob': 30 },
    ]);
    expect(
      await within(
        '* | timechart cont=f usenull=f format="$VAL$ $AGG$" limit=1 useother=f span=1d count dc(bytes) AS dc BY user',
      ),
    ).to.deep.equal([{ _time: now - 12 * hour, 'alice count': 2, 'alice dc': 2 }]);
  });

  it('has no rows where there are none', async () => {
    expect(await within('nothing | timechart count')).to.deep.equal([]);
    expect(await run('| makeresults | fields - _time | timechart count')).to.deep.equal([]);
  });

  it('refuses what it cannot do', async () => {
    expect(await refusal('* | timechart span=1h')).to.contain('timechart needs an aggregation');
    expect(await refusal('* | timechart count OVER user')).to.contain('takes no OVER');
    expect(await refusal('* | timechart count BY user bytes')).to.contain('takes one BY field, not "bytes" too');
    expect(await refusal('* | timechart span=2mon count')).to.contain(
      'needs a span such as 60s, 5m, 2h, 1d or 1mon, not "2mon"',
    );
    expect(await refusal('* | timechart limit=few count')).to.contain(
      'needs a limit such as 10, top5 or bottom5, not "few"',
    );
    expect(await refusal('* | timechart agg=avg count')).to.contain('does not have the option "agg"');
    expect(await refusal('* | timechart count BY user WHERE count in top5')).to.contain(
      'takes one BY field, not "WHERE" too',
    );
    expect(await refusal(made('_time\nnoon', 'timechart count'))).to.contain('needs epoch seconds in _time');
    expect((await failure(within('* | timechart span=1s count', now - 30 * 86_400))).message).to.contain(
      'more than 50000 rows',
    );
  });
});

describe('chart', () => {
  const data = 'from,to,n\na,x,1\na,y,2\nb,x,4\n,x,8\nb,,16';

  it('has a row for each value of the field it goes over, numbers in their order', async () => {
    expect(await run(made('n\n10\n9\n9', 'chart count OVER n'))).to.deep.equal([
      { n: '9', count: 2 },
      { n: '10', count: 1 },
    ]);
    expect(await run(made(data, 'chart count BY from'))).to.deep.equal([
      { from: 'a', count: 2 },
      { from: 'b', count: 2 },
    ]);
    expect(await run(made(data, 'chart count'))).to.deep.equal([{ count: 5 }]);
  });

  it('has a column for each value of a second field', async () => {
    const table = [
      { from: 'a', x: 1, y: 2 },
      { from: 'b', x: 4, NULL: 16 },
    ];
    expect(await run(made(data, 'chart sum(n) OVER from BY to'))).to.deep.equal(table);
    expect(await run(made(data, 'chart sum(n) BY from, to'))).to.deep.equal(table);
    expect(await run(made(data, 'chart limit=top1 usenull=f sum(n) OVER from BY to'))).to.deep.equal([
      { from: 'a', x: 1, OTHER: 2 },
      { from: 'b', x: 4 },
    ]);
  });

  it('cuts numbers and times into spans', async () => {
    expect(await run(made('n\n3\n12\n14', 'chart count OVER n span=10'))).to.deep.equal([
      { n: '0-10', count: 1 },
      { n: '10-20', count: 2 },
    ]);
    expect(await run(made('_time,a\n86401,x\n86402,y', 'chart count OVER _time span=1d BY a'))).to.deep.equal([
      { _time: 86_400, x: 1, y: 1 },
    ]);
  });

  it('puts a value that looks internal behind VALUE, and one that is called OTHER or NULL where it belongs', async () => {
    expect(await run(made('a,b\nr,_time\nr,__proto__\nr,NULL\nr,', 'chart count OVER a BY b'))).to.deep.equal([
      { a: 'r', VALUE__proto__: 1, VALUE_time: 1, NULL: 2 },
    ]);
    expect(await run(made('a,b\nr,OTHER\nr,OTHER\nr,x\nr,y', 'chart limit=1 count OVER a BY b'))).to.deep.equal([
      { a: 'r', x: 1, OTHER: 3 },
    ]);
  });

  it('counts a row for each of several values', async () => {
    expect(await run(made('a,b\nr s,x y', 'makemv a | makemv b | chart count OVER a BY b'))).to.deep.equal([
      { a: 'r', x: 1, y: 1 },
      { a: 's', x: 1, y: 1 },
    ]);
  });

  it('refuses what it cannot do', async () => {
    expect(await refusal('* | chart count BY a b c')).to.contain('splits by two fields at most, and not by "c" too');
    expect(await refusal('* | chart count OVER a BY a')).to.contain('cannot split by "a" twice');
    expect(await refusal('* | chart count OVER _time')).to.contain('needs a span for _time');
    expect(await refusal('* | chart span=1 count')).to.contain('takes span only with a field');
    expect(await refusal(made('a,b\nr,a', 'chart count OVER a BY b'))).to.contain('would have two columns "a"');
  });
});
