import { expect } from 'chai';
import type { Row } from '../../../app/spl';
import { failure, type Fields } from '../commands/running';
import { day, engineWith, now, rowsOf } from './running';

async function* given(...batches: Fields[][]): AsyncGenerator<Row[]> {
  for (const batch of batches) yield await Promise.resolve(batch.map((row): Row => new Map(Object.entries(row))));
}

describe('Commands that go on from the rows of another search', () => {
  const { engine } = engineWith([], {
    'default/macros.conf': '[twice(1)]\nargs = field\ndefinition = eval $field$=2*$field$\n',
  });
  const options = { now, earliest: now - day, latest: now };
  const goOn = (rows: AsyncIterable<Row[]>, spl: string, tokens: Record<string, string> = {}): Promise<Fields[]> =>
    rowsOf(engine.goOn(rows, spl, { ...options, tokens: new Map(Object.entries(tokens)) }));

  it('take all batches, with the bar before them or without', async () => {
    for (const spl of ['stats sum(n) as sum', '| stats sum(n) as sum', '\n  | stats sum(n) as sum']) {
      expect(await goOn(given([{ n: 1 }, { n: 2 }], [{ n: 3 }]), spl)).to.deep.equal([{ sum: 6 }]);
    }
  });
  it('know tokens, macros and the time range', async () => {
    expect(
      await goOn(given([{ n: 1 }, { n: 2 }]), '`twice(n)` | where n>$least$ | addinfo | table n info_min_time', {
        least: '3',
      }),
    ).to.deep.equal([{ n: 4, info_min_time: `${now - day}.000` }]);
  });
  it('are refused where they begin a search, and named where they cannot be run', async () => {
    expect((await failure(goOn(given([{ n: 1 }]), '| makeresults'))).message).to.contain('makeresults must be first');
    expect((await failure(goOn(given([{ n: 1 }]), '| nonsense'))).message).to.contain('nonsense');
  });
});
