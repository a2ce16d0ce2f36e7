import { expect } from 'chai';
import type { Predicate } from '../../app/spl';
import { eventsOf } from '../../app/workbench/events';
import { Spool } from '../../app/workbench/spool';
import { temporaryFolder } from './folder';

const day = 86_400;

describe('Spooled events', () => {
  const folder = temporaryFolder();

  /** The texts between two days that hold the terms, batch by batch. */
  async function found(spool: Spool, from: number, to: number, terms?: Predicate): Promise<string[]> {
    const texts: string[] = [];
    const range = { earliest: from * day, latest: to * day };
    for await (const batch of eventsOf(spool, ['a.json']).scan(range, terms))
      texts.push(...batch.map(({ raw }) => raw));
    return texts;
  }

  function spooled(): Spool {
    const spool = new Spool(folder.path);
    for (const [text, time] of [
      ['AssumeRole one', 10 * day],
      ['GetObject two', 10 * day + 1],
      ['assumerole three', 11 * day],
    ] as const) {
      spool.add(Buffer.from(text), time, 0);
    }
    spool.flush();
    return spool;
  }

  it('come newest first, those that hold the terms where there are any', async () => {
    const spool = spooled();
    const term: Predicate = { kind: 'term', text: 'AssumeRole', exact: true, position: 0 };
    expect(await found(spool, 0, 20)).to.deep.equal(['assumerole three', 'GetObject two', 'AssumeRole one']);
    expect(await found(spool, 10, 11)).to.deep.equal(['GetObject two', 'AssumeRole one']);
    expect(await found(spool, 0, 20, term)).to.deep.equal(['assumerole three', 'AssumeRole one']);
    expect(await found(spool, 0, 20, { kind: 'all' })).to.have.length(3);
    expect(await found(spool, 0, 20, { kind: 'or', operands: [] })).to.deep.equal([]);
  });

  it('are the same through the index of what was written', async () => {
    const spool = spooled();
    const again = Spool.of(spool.index());
    expect([again.size, again.days(), again.count(10)]).to.deep.equal([3, [10, 11], 2]);
    expect(await found(again, 0, 20)).to.deep.equal(await found(spool, 0, 20));
  });
});
