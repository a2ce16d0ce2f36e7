import { expect } from 'chai';
import * as fc from 'fast-check';
import { Expiring } from '../../app/origin/expiring';

interface Ended {
  expires: number;
}

describe('what is remembered until it ends', () => {
  it('is forgotten in the minute after, and not before', () => {
    const memory = new Expiring<Ended>(10);
    memory.add('short', { expires: 90 });
    memory.add('long', { expires: 600 });
    memory.add('endless', { expires: Infinity });
    memory.expire(119);
    expect(memory.size).to.equal(3);
    memory.expire(120);
    expect([memory.get('short'), memory.size]).to.deep.equal([undefined, 2]);
    memory.expire(1e12);
    expect([memory.get('long'), memory.size]).to.deep.equal([undefined, 1]);
  });

  it('lives longer when its end is moved', () => {
    const memory = new Expiring<Ended>(10);
    const value = { expires: 90 };
    memory.add('moved', value);
    value.expires = 600;
    memory.expire(599);
    expect(memory.get('moved')).to.equal(value);
    memory.expire(660);
    expect(memory.size).to.equal(0);
  });

  it('makes room for more by what ends soonest, and says that it did', () => {
    const memory = new Expiring<Ended>(2);
    const moved = { expires: 60 };
    memory.add('moved', moved);
    memory.add('soon', { expires: 120 });
    expect(memory.evicts).to.equal(false);
    moved.expires = 6000;
    memory.add('new', { expires: 180 });
    expect([memory.evicts, memory.size, memory.get('soon'), memory.get('moved')]).to.deep.equal([
      true,
      2,
      undefined,
      moved,
    ]);
  });

  it('is never more than may be, and what is gone early ended before all that is left', () => {
    const additions = fc.array(fc.tuple(fc.nat(5000), fc.oneof(fc.nat(5000), fc.constant(Infinity))), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(additions, fc.integer({ min: 1, max: 8 }), (added, most) => {
        const memory = new Expiring<Ended>(most);
        const all = new Map<string, Ended>();
        let now = 0;
        for (const [i, [wait, life]] of added.entries()) {
          now += wait / 10;
          memory.expire(now);
          const minute = Math.floor(now / 60);
          const left = [...all].filter(([name]) => memory.get(name) !== undefined);
          expect(left.every(([, { expires }]) => Math.floor(expires / 60) >= minute)).to.equal(true);
          const value = { expires: now + life };
          all.set(String(i), value);
          memory.add(String(i), value);
          expect(memory.size).to.be.at.most(most);
          expect(memory.get(String(i))).to.equal(value);
        }
        if (!memory.evicts) {
          const alive = [...all].filter(([, { expires }]) => Math.floor(expires / 60) >= Math.floor(now / 60));
          expect(memory.size).to.equal(alive.length);
        }
      }),
      { seed: 20_260_304 },
    );
  });
});
