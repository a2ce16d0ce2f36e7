import { expect } from 'chai';
import fc from 'fast-check';
import { aggregate, failure, over, type Fields } from './running';

const rows: Fields[] = [
  { user: 'alice', bytes: '10', _time: 30 },
  { user: 'bob', bytes: '9', _time: 20 },
  { user: 'alice', bytes: 2, _time: 10 },
];

const stats = (...aggregations: string[]): Promise<Fields[]> => over(rows, [aggregate('stats', aggregations)]);

describe('stats', () => {
  it('counts rows, and values of a field', async () => {
    expect(await stats('count', 'count(user) as users', 'dc(user)')).to.deep.equal([
      { count: 3, users: 3, 'dc(user)': 2 },
    ]);
  });

  it('finds the least and the most by number when all are numbers', async () => {
    expect(await stats('min(bytes)', 'max(bytes)', 'range(bytes)')).to.deep.equal([
      { 'min(bytes)': 2, 'max(bytes)': '10', 'range(bytes)': 8 },
    ]);
  });

  it('finds them in lexical order when one is not', async () => {
    const mixed = [{ v: '10' }, { v: '9' }, { v: 'x' }];
    expect(await over(mixed, [aggregate('stats', ['min(v)', 'max(v)'])])).to.deep.equal([
      { 'min(v)': '10', 'max(v)': 'x' },
    ]);
  });

  it('keeps the zeros of an account id', async () => {
    expect(await over([{ a: '012345678901' }], [aggregate('stats', ['max(a)'])])).to.deep.equal([
      { 'max(a)': '012345678901' },
    ]);
  });

  it('adds and averages what is a number', async () => {
    const mixed = [{ v: '1' }, { v: 2 }, { v: 'none' }];
    expect(await over(mixed, [aggregate('stats', ['sum(v)', 'avg(v)', 'stdev(v)', 'varp(v)'])])).to.deep.equal([
      { 'sum(v)': 3, 'avg(v)': 1.5, 'stdev(v)': Math.SQRT1_2, 'varp(v)': 0.25 },
    ]);
  });

  it('gives different values in lexical order, and a list in the order of rows', async () => {
    expect(await stats('values(bytes)', 'list(bytes)', 'values(none)')).to.deep.equal([
      { 'values(bytes)': ['10', '2', '9'], 'list(bytes)': ['10', '9', '2'] },
    ]);
  });

  it('lists no more than 100 values', async () => {
    const many = Array.from({ length: 120 }, (_, at) => ({ v: at }));
    const [row] = await over(many, [aggregate('stats', ['list(v) as v'])]);
    expect(row?.v).to.deep.equal(Array.from({ length: 100 }, (_, at) => String(at)));
  });

  it('knows the first and the last row to arrive, and the earliest and latest by time', async () => {
    expect(
      await stats(
        'first(bytes)',
        'last(bytes)',
        'earliest(user)',
        'latest(user)',
        'earliest_time(bytes)',
        'latest_time(bytes)',
      ),
    ).to.deep.equal([
      {
        'first(bytes)': '10',
        'last(bytes)': 2,
        'earliest(user)': 'alice',
        'latest(user)': 'alice',
        'earliest_time(bytes)': 10,
        'latest_time(bytes)': 30,
      },
    ]);
  });

  it('makes a row for each group, in the order of its fields', async () => {
    expect(await over(rows, [aggregate('stats', ['sum(bytes) as bytes', 'count'], ['user'])])).to.deep.equal([
      { user: 'alice', bytes: 12, count: 2 },
      { user: 'bob', bytes: 9, count: 1 },
    ]);
  });

  it('puts numbers before text, whatever is mixed', async () => {
    const mixed = ['9a', '10', '9', 'b', '10a'].map((a) => ({ a }));
    const groups = await over(mixed, [aggregate('stats', ['count'], ['a'])]);
    expect(groups.map(({ a }) => a)).to.deep.equal(['9', '10', '10a', '9a', 'b']);
  });

  it('drops rows without a BY field', async () => {
    expect(await over([{ a: 'x' }, { a: 'x', b: 'y' }], [aggregate('stats', ['count'], ['a', 'b'])])).to.deep.equal([
      { a: 'x', b: 'y', count: 1 },
    ]);
  });

  it('counts a row for each value of a BY field, one that occurs twice twice, and several fields multiplied', async () => {
    const row = { a: ['x', 'x', 'y'], b: ['1', '2'] };
    expect(await over([row], [aggregate('stats', ['count'], ['a', 'b'])])).to.deep.equal([
      { a: 'x', b: '1', count: 2 },
      { a: 'x', b: '2', count: 2 },
      { a: 'y', b: '1', count: 1 },
      { a: 'y', b: '2', count: 1 },
    ]);
  });

  it('keeps groups apart whose values join to the same text, and takes names of prototypes for names', async () => {
    const odd = [
      { a: 'x|', b: 'y' },
      { a: 'x', b: '|y' },
      { a: '__proto__', b: 'constructor' },
    ];
    expect(await over(odd, [aggregate('stats', ['count'], ['a', 'b'])])).to.deep.equal([
      { a: '__proto__', b: 'constructor', count: 1 },
      { a: 'x', b: '|y', count: 1 },
      { a: 'x|', b: 'y', count: 1 },
    ]);
  });

  it('counts nothing as 0 without BY, and has no row for what is no count', async () => {
    expect(await over([], [aggregate('stats', ['count', 'dc(a)', 'max(a)'])])).to.deep.equal([
      { count: 0, 'dc(a)': 0 },
    ]);
    expect(await over([], [aggregate('stats', ['max(a)'])])).to.deep.equal([]);
    expect(await over([], [aggregate('stats', ['count'], ['a'])])).to.deep.equal([]);
  });

  it('refuses what it does not know', async () => {
    const message = async (...args: Parameters<typeof aggregate>): Promise<string> =>
      (await failure(over(rows, [aggregate(...args)]))).message;
    expect(await message('stats', ['perc95(bytes)'])).to.contain(
      'stats does not know the aggregation "perc95"; there are count, ',
    );
    expect(await message('stats', ['sum'])).to.equal('stats needs a field for sum: sum(field) (line 1, column 1).');
    expect(await message('stats', ['values(*)'])).to.contain('takes no wildcard in values(*)');
    expect(await message('stats', [])).to.contain('needs an aggregation');
    expect(await message('stats', ['count as a', 'dc(user) as a'])).to.contain(
      'has two aggregations for the column "a"',
    );
    expect(await message('stats', ['count'], [], { allnum: 'true' })).to.contain('does not have allnum=true');
    expect(await message('stats', ['count'], [], { alnum: 'true' })).to.contain(
      'does not have the option "alnum"; it has allnum, partitions',
    );
  });

  it('refuses what documents do not settle: the first of a multivalue', async () => {
    const error = await failure(over([{ a: ['x', 'y'] }], [aggregate('stats', ['first(a)'])]));
    expect(error.message).to.contain('stats cannot fill "first(a)": it met a multivalue field');
  });

  it('needs _time for the earliest', async () => {
    const error = await failure(over([{ a: 'x' }], [aggregate('stats', ['earliest(a)'])]));
    expect(error.message).to.contain('needs _time, which a row lacks');
  });

  it('takes many rows', async () => {
    const many = Array.from({ length: 200_000 }, (_, at) => ({
      fact: `fact ${at % 5000}`,
      _time: at,
      day: String(at % 30),
    }));
    const result = await over(many, [
      aggregate('stats', ['min(_time) as first', 'max(_time) as last', 'values(day) as days'], ['fact']),
    ]);
    expect(result).to.have.length(5000);
  });
});

describe('eventstats', () => {
  it('puts the aggregates of its group on every row', async () => {
    expect(await over(rows, [aggregate('eventstats', ['count', 'max(bytes) as most'], ['user'])])).to.deep.equal([
      { user: 'alice', bytes: '10', _time: 30, count: 2, most: '10' },
      { user: 'bob', bytes: '9', _time: 20, count: 1, most: '9' },
      { user: 'alice', bytes: 2, _time: 10, count: 2, most: '10' },
    ]);
  });

  it('leaves a row without the BY field as it is, even among rows whose field is empty text', async () => {
    expect(
      await over([{ a: '' }, { b: 'x', n: 'before' }], [aggregate('eventstats', ['count as n'], ['a'])]),
    ).to.deep.equal([
      { a: '', n: 1 },
      { b: 'x', n: 'before' },
    ]);
  });

  it('may give a column the name of a field that it reads', async () => {
    expect(await over([{ v: '1' }, { v: '2' }, {}], [aggregate('eventstats', ['values(v) as v'])])).to.deep.equal([
      { v: ['1', '2'] },
      { v: ['1', '2'] },
      { v: ['1', '2'] },
    ]);
  });

  it('gives all rows of a group one list, however many they are', async () => {
    const found = await over([{ v: 'a' }, { v: 'b' }, { v: 'b' }], [aggregate('eventstats', ['values(v) as all'])]);
    expect(found.map(({ all }) => all)).to.deep.equal([
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(new Set(found.map(({ all }) => all)).size).to.equal(1);
  });

  it('refuses a multivalue BY field', async () => {
    const error = await failure(over([{ a: ['x', 'y'] }], [aggregate('eventstats', ['count'], ['a'])]));
    expect(error.message).to.contain('eventstats met the multivalue BY field "a"');
  });
});

describe('streamstats', () => {
  const stream = (
    input: Fields[],
    aggregations: string[],
    by: string[] = [],
    options: Record<string, string> = {},
  ): Promise<Fields[]> => over(input, [aggregate('streamstats', aggregations, by, options)]);
  const column = async (running: Promise<Fields[]>, name: string): Promise<unknown[]> =>
    (await running).map((row) => row[name]);

  it('aggregates the rows so far', async () => {
    expect(await column(stream(rows, ['count']), 'count')).to.deep.equal([1, 2, 3]);
    expect(await column(stream(rows, ['sum(bytes) as sum'], ['user']), 'sum')).to.deep.equal([10, 9, 12]);
  });

  it('leaves the present row out with current=false', async () => {
    expect(await column(stream(rows, ['last(user) as before'], [], { current: 'f' }), 'before')).to.deep.equal([
      undefined,
      'alice',
      'bob',
    ]);
  });

  it('aggregates the latest rows of all groups, or of each with global=false', async () => {
    const groups = ['a', 'b', 'a', 'a', 'b'].map((g, at) => ({ g, v: at }));
    expect(await column(stream(groups, ['list(v) as v'], ['g'], { window: '2' }), 'v')).to.deep.equal([
      '0',
      '1',
      '2',
      ['2', '3'],
      '4',
    ]);
    expect(await column(stream(groups, ['list(v) as v'], ['g'], { window: '2', global: 'false' }), 'v')).to.deep.equal([
      '0',
      '1',
      ['0', '2'],
      ['2', '3'],
      ['1', '4'],
    ]);
  });

  it('aggregates the rows within a time, whichever way they are sorted', async () => {
    const times = [0, 30, 59, 60, 200].map((_time) => ({ _time, role: `r${_time}` }));
    const roles = [1, 2, 3, 3, 1];
    expect(await column(stream(times, ['dc(role) as roles'], [], { time_window: '1m' }), 'roles')).to.deep.equal(roles);
    expect(
      await column(stream([...times].reverse(), ['dc(role) as roles'], [], { time_window: '60s' }), 'roles'),
    ).to.deep.equal([1, 1, 2, 3, 3]);
  });

  it('gives what adding up the window anew would give', async () => {
    const row = fc.record({
      g: fc.constantFrom('a', 'b'),
      v: fc.integer({ min: -3, max: 3 }),
      step: fc.integer({ min: 0, max: 4 }),
    });
    const names = ['count(v)', 'dc(v)', 'values(v)', 'min(v)', 'max(v)', 'sum(v)'];
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 25 }), async (steps) => {
        let time = 0;
        const input = steps.map(({ g, v, step }) => ({ g, v, _time: (time += step) }));
        const windows = await stream(
          input.map((fields) => ({ ...fields })),
          names,
          ['g'],
          { time_window: '5s' },
        );
        for (const [at, present] of input.entries()) {
          const within = input
            .slice(0, at + 1)
            .filter((other) => other.g === present.g && present._time - other._time < 5);
          const [whole] = await over(within, [aggregate('stats', names)]);
          expect(windows[at]).to.deep.equal({ ...present, ...whole });
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('takes many rows in a wide window', async () => {
    const many = Array.from({ length: 50_000 }, (_, at) => ({ _time: at / 100, caller: 'c', role: `r${at % 50}` }));
    const windows = await stream(many, ['dc(role) as roles'], ['caller'], { time_window: '60m' });
    expect(windows.at(-1)?.roles).to.equal(50);
  });

  it('refuses rows that are not sorted by time, and a window of no documented meaning', async () => {
    const times = [1, 2, 1].map((_time) => ({ _time }));
    expect((await failure(stream(times, ['count'], [], { time_window: '1m' }))).message).to.contain(
      'needs rows sorted by time',
    );
    expect((await failure(stream([{}], ['count'], [], { time_window: '1m' }))).message).to.contain(
      'needs _time on every row',
    );
    expect((await failure(stream([], ['count'], [], { window: '10001' }))).message).to.contain(
      'a window of at most 10000 rows',
    );
    expect((await failure(stream([], ['count'], [], { reset_on_change: 'true' }))).message).to.contain(
      'does not have the option "reset_on_change"',
    );
    const many = Array.from({ length: 10_001 }, () => ({}));
    expect((await failure(stream(many, ['count']))).message).to.contain('takes at most 10000 rows; give it one');
  });
});
