import { expect } from 'chai';
import type { Command } from '../../../app/spl/nodes/pipeline';
import { command, failure, over, words, type Fields } from './running';

const numbered = (count: number): Fields[] => Array.from({ length: count }, (_, at) => ({ n: at }));
const column = (rows: Fields[], name: string): unknown[] => rows.map((row) => row[name]);
const refusal = async (written: Command, rows: Fields[] = [{ a: 'x' }]): Promise<string> =>
  (await failure(over(rows, [written]))).message;

function sort(keys: string[], count: number | null = null): Command {
  return command('sort', {
    syntax: 'sort',
    options: [],
    count,
    keys: keys.map((key) => {
      const [, sign, as, inner, plain] = /^([+-]?)(?:(num|str|ip|auto)\((.*)\)|(.*))$/.exec(key) ?? [];
      const type = as === 'num' || as === 'str' || as === 'ip' ? as : 'auto';
      return { field: inner ?? plain ?? '', descending: sign === '-', as: type, position: 0 };
    }),
  });
}

describe('sort', () => {
  const sorted = async (values: (string | number | undefined)[], key: string): Promise<unknown[]> =>
    column(
      await over(
        values.map((v): Fields => (v === undefined ? {} : { v })),
        [sort([key])],
      ),
      'v',
    );

  it('sorts numbers as numbers and anything else as text, capitals first', async () => {
    expect(await sorted(['10', 9, '70', '100'], 'v')).to.deep.equal([9, '10', '70', '100']);
    expect(await sorted(['10', '9', 'b', 'B'], 'v')).to.deep.equal(['10', '9', 'B', 'b']);
  });

  it('sorts addresses by their parts', async () => {
    expect(await sorted(['192.0.2.10', '192.0.2.9'], 'v')).to.deep.equal(['192.0.2.9', '192.0.2.10']);
  });

  it('does as it is told by str(), num() and ip()', async () => {
    expect(await sorted(['10', '9'], 'str(v)')).to.deep.equal(['10', '9']);
    expect(await sorted(['x', '10', '9'], '-num(v)')).to.deep.equal(['10', '9', 'x']);
    expect(await sorted(['x', '192.0.2.10', '192.0.2.9'], 'ip(v)')).to.deep.equal(['192.0.2.9', '192.0.2.10', 'x']);
  });

  it('puts rows without the field last, up and down', async () => {
    expect(await sorted([undefined, 2, 1], '+v')).to.deep.equal([1, 2, undefined]);
    expect(await sorted([undefined, 1, 2], '-v')).to.deep.equal([2, 1, undefined]);
  });

  it('takes several keys, and keeps the order of equal rows', async () => {
    const rows = ['b2', 'a1', 'b1', 'a2'].map((text) => ({ g: text.charAt(0), v: text }));
    expect(column(await over(rows, [sort(['-g'])]), 'v')).to.deep.equal(['b2', 'b1', 'a1', 'a2']);
    expect(column(await over(rows, [sort(['-g', '+v'])]), 'v')).to.deep.equal(['b1', 'b2', 'a1', 'a2']);
  });

  it('gives 10,000 rows unless told, and all with 0', async () => {
    expect(await over(numbered(10_001), [sort(['n'])])).to.have.length(10_000);
    expect(await over(numbered(10_001), [sort(['n'], 0)])).to.have.length(10_001);
    expect(column(await over(numbered(5), [sort(['-n'], 2)]), 'n')).to.deep.equal([4, 3]);
  });
});

describe('dedup', () => {
  const rows: Fields[] = [{ a: '1', n: 0 }, { a: '1', n: 1 }, { n: 2 }, { a: '2', n: 3 }, { a: '1', n: 4 }];
  const kept = async (...given: string[]): Promise<unknown[]> =>
    column(await over(rows, [words('dedup', ...given)]), 'n');

  it('keeps the first row of each combination, and drops rows without the field', async () => {
    expect(await kept('a')).to.deep.equal([0, 3]);
    expect(await kept('a', 'n')).to.deep.equal([0, 1, 3, 4]);
  });

  it('keeps as many as it is told', async () => {
    expect(await kept('2', 'a')).to.deep.equal([0, 1, 3]);
  });

  it('keeps rows without the field with keepempty, and only looks at neighbours with consecutive', async () => {
    expect(await kept('a', 'keepempty=true')).to.deep.equal([0, 2, 3]);
    expect(await kept('a', 'consecutive=true')).to.deep.equal([0, 3, 4]);
  });

  it('takes the fields from duplicates with keepevents', async () => {
    expect(await over([{ a: '1' }, { a: '1', b: 'x' }], [words('dedup', 'a', 'keepevents=true')])).to.deep.equal([
      { a: '1' },
      { b: 'x' },
    ]);
  });

  it('sorts what it keeps', async () => {
    expect(await kept('a', 'sortby', '-n')).to.deep.equal([3, 0]);
    expect(await kept('a', 'sortby', '-', 'n')).to.deep.equal([3, 0]);
  });

  it('holds ["x","y"] and "x\\ny" apart', async () => {
    expect(await over([{ a: ['x', 'y'] }, { a: 'x\ny' }, { a: ['x', 'y'] }], [words('dedup', 'a')])).to.have.length(2);
  });

  it('refuses a count of 0 and no field', async () => {
    expect(await refusal(words('dedup', '0', 'a'))).to.contain('dedup keeps at least 1 of each');
    expect(await refusal(words('dedup'))).to.contain('dedup needs the name of a field');
  });
});

describe('head, tail and reverse', () => {
  it('give the first rows, the last rows backwards, and all rows backwards', async () => {
    expect(column(await over(numbered(12), [words('head')]), 'n')).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(column(await over(numbered(5), [words('head', '3')]), 'n')).to.deep.equal([0, 1, 2]);
    expect(column(await over(numbered(5), [words('head', 'limit=1')]), 'n')).to.deep.equal([0]);
    expect(column(await over(numbered(5), [words('head', '0')]), 'n')).to.deep.equal([]);
    expect(column(await over(numbered(5), [words('tail', '2')]), 'n')).to.deep.equal([4, 3]);
    expect(column(await over(numbered(3), [words('reverse')]), 'n')).to.deep.equal([2, 1, 0]);
  });

  it('refuse what is no number', async () => {
    expect(await refusal(words('head', '(n<5)'))).to.contain('head takes one whole number, and "(n<5)" is not it');
    expect(await refusal(words('reverse', 'n'))).to.contain('reverse does not know what "n" is');
  });
});

describe('top and rare', () => {
  const rows = ['x', 'y', 'x', 'z', 'x'].map((a, at) => ({ a, g: at < 2 ? 'first' : 'second' }));

  it('give the most and the least common values with their share', async () => {
    expect(await over(rows, [words('top', 'limit=2', 'a')])).to.deep.equal([
      { a: 'x', count: 3, percent: '60.000000' },
      { a: 'y', count: 1, percent: '20.000000' },
    ]);
    expect(await over(rows, [words('rare', '1', 'a', 'showperc=false')])).to.deep.equal([{ a: 'y', count: 1 }]);
  });

  it('do so in each group', async () => {
    expect(await over(rows, [words('top', '1', 'a', 'by', 'g', 'showperc=f', 'countfield=n')])).to.deep.equal([
      { g: 'first', a: 'x', n: 1 },
      { g: 'second', a: 'x', n: 2 },
    ]);
  });
});

describe('a command that does not exist', () => {
  it('is named with its place', async () => {
    expect(await refusal(words('transaction', 'a'))).to.equal(
      'transaction is no command that the local engine or the app has (line 1, column 1).',
    );
  });
});
