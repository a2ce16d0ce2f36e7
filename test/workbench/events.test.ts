import { expect } from 'chai';
import fc from 'fast-check';
import path from 'node:path';
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

  it('come in their order from however many runs they were written in, and whichever marks they have', async () => {
    const added = fc.record({
      time: fc.integer({ min: 0, max: 9 }),
      source: fc.integer({ min: 0, max: 3 }),
      length: fc.integer({ min: 0, max: 50_000 }),
      held: fc.boolean(),
      flush: fc.boolean(),
    });
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(added, { maxLength: 30 }), async (all) => {
        const term: Predicate = { kind: 'term', text: 'held', exact: false, position: 0 };
        const spool = new Spool(path.join(folder.path, String((runs += 1))), [term]);
        for (const [number, { time, source, length, held, flush }] of all.entries()) {
          const text = `${number} ${held ? 'held ' : ''}${'x'.repeat(length)}`;
          spool.add(Buffer.from(text), 10 * day + time, source, held ? 1 : 0);
          if (flush) spool.flush();
        }
        spool.flush();
        const expected = [...all.entries()]
          .reverse()
          .sort(([, a], [, b]) => b.time - a.time || b.source - a.source)
          .map(([number, { held }]) => ({ number: String(number), held }));
        const numbers = (texts: readonly string[]): (string | undefined)[] => texts.map((text) => text.split(' ')[0]);
        expect(numbers(await found(spool, 10, 11))).to.deep.equal(expected.map(({ number }) => number));
        const holding = expected.filter(({ held }) => held).map(({ number }) => number);
        expect(numbers(await found(spool, 10, 11, term))).to.deep.equal(holding);
      }),
      { seed: 20261124, numRuns: 100 },
    );
  });
});
