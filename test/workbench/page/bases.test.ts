import { expect } from 'chai';
import { Bases, copiesOf, type Base, type Stopped } from '../../../app/workbench/page/bases';

const never: Stopped = () => false;
const baseOf = (count: number): Base => ({
  rows: Array.from({ length: count }, (_, at) => new Map([['at', at]])),
  warnings: [],
});

/** A base that ends when it is told to, and what it was told of those who wait. */
function making(): {
  make: (stopped: Stopped) => Promise<Base>;
  isLeft: () => boolean;
  give: (base: Base) => void;
  fail: () => void;
  times: () => number;
} {
  let [times, isLeft] = [0, never];
  let give: (base: Base) => void = () => undefined;
  let fail: () => void = () => undefined;
  return {
    make: (stopped) => {
      times += 1;
      isLeft = stopped;
      return new Promise((resolve, reject) => {
        give = resolve;
        fail = () => {
          reject(new Error('no'));
        };
      });
    },
    isLeft: () => isLeft(),
    give: (base) => {
      give(base);
    },
    fail: () => {
      fail();
    },
    times: () => times,
  };
}

describe('The bases that searches go on from', () => {
  it('are made once for all who ask, meanwhile and later', async () => {
    const [bases, one] = [new Bases(), making()];
    const both = [bases.take('a', never, one.make), bases.take('a', never, one.make)];
    const base = baseOf(2);
    one.give(base);
    expect(await Promise.all([...both, bases.take('a', never, one.make)])).to.deep.equal([base, base, base]);
    expect(one.times()).to.equal(1);
  });
  it('are stopped when all who wait have gone, and then made anew for who comes', async () => {
    const [bases, one] = [new Bases(), making()];
    const gone = new Set<string>();
    void bases.take('a', () => gone.has('first'), one.make);
    void bases.take('a', () => gone.has('second'), one.make);
    gone.add('first');
    expect(one.isLeft()).to.equal(false);
    gone.add('second');
    expect(one.isLeft()).to.equal(true);
    const again = bases.take('a', never, one.make);
    expect(one.times()).to.equal(2);
    one.give(baseOf(1));
    expect((await again).rows).to.have.length(1);
  });
  it('are made anew when they failed, and when tables were written', async () => {
    const [bases, one] = [new Bases(), making()];
    const failed = bases.take('a', never, one.make);
    one.fail();
    expect(await failed.catch((error: unknown) => String(error))).to.equal('Error: no');
    const second = bases.take('a', never, one.make);
    expect(one.times()).to.equal(2);
    one.give(baseOf(1));
    await second;
    bases.clear();
    void bases.take('a', never, one.make);
    expect(one.times()).to.equal(3);
  });
  it('that were not used for longest go when there are too many rows', async () => {
    const [bases, one] = [new Bases(5), making()];
    for (const key of ['a', 'b', 'a', 'c']) {
      const base = bases.take(key, never, one.make);
      one.give(baseOf(2));
      await base;
    }
    expect(one.times()).to.equal(3);
    void bases.take('a', never, one.make);
    void bases.take('c', never, one.make);
    expect(one.times()).to.equal(3);
    void bases.take('b', never, one.make);
    expect(one.times()).to.equal(4);
  });
  it('give each who goes on rows of its own', async () => {
    const { rows } = baseOf(2500);
    for await (const batch of copiesOf(rows)) for (const row of batch) row.set('at', 'changed');
    expect(rows[2499]).to.deep.equal(new Map([['at', 2499]]));
    let count = 0;
    for await (const batch of copiesOf(rows)) count += batch.length;
    expect(count).to.equal(2500);
  });
});
