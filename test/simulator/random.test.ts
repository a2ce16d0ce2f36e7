import { expect } from 'chai';
import fc from 'fast-check';
import { randomFrom } from '../../app/simulator/random';

const SEED = 20_260_105;

describe('randomness from a key', () => {
  it('is the same for the same key, and another for another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, other) => {
        const drawn = (from: string): string => randomFrom(from).hex(64);
        expect(drawn(key)).to.equal(drawn(key));
        if (key !== other) expect(drawn(key)).not.to.equal(drawn(other));
      }),
      { seed: SEED },
    );
  });

  it('draws whole numbers within the limits, each of them', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 6 }), (key, limit) => {
        const random = randomFrom(key);
        const drawn = new Set(Array.from({ length: 300 }, () => random.between(10, 10 + limit)));
        expect([...drawn].sort()).to.deep.equal(Array.from({ length: limit }, (_, at) => 10 + at));
      }),
      { seed: SEED },
    );
  });

  it('forks without regard to what was drawn before', () => {
    const [fresh, used] = [randomFrom('a'), randomFrom('a')];
    used.hex(1000);
    expect(used.fork('b').hex(32)).to.equal(fresh.fork('b').hex(32));
  });

  it('shuffles without loss', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.integer()), (key, list) => {
        const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);
        expect(sorted(randomFrom(key).shuffled(list))).to.deep.equal(sorted(list));
      }),
      { seed: SEED },
    );
  });

  it('spreads evenly: ten thousand draws below 10 stay within a tenth of a thousand each', () => {
    const random = randomFrom('even');
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw += 1) counts[random.below(10)]! += 1;
    for (const count of counts) expect(count).to.be.within(900, 1100);
  });

  it('makes ids of version 4', () => {
    expect(randomFrom('id').uuid()).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('has nothing to pick from an empty list', () => {
    expect(() => randomFrom('none').pick([])).to.throw(RangeError, 'nothing to pick');
  });
});
