import { expect } from 'chai';
import fc from 'fast-check';
import { age, seen, type FactRow } from '../../app/baseline';
import { FactShelf } from '../../app/workbench/factshelf';

const seed = 20260322;
const day = 86_400;

describe('The shelf of facts', () => {
  it('knows which of them tell of coverage, until they are forgotten', () => {
    const shelf = new FactShelf(new Map([['coverage|111122223333', seen(0)]]));
    shelf.put('coverage|444455556666', seen(50 * day));
    shelf.put('account_pair|x', seen(50 * day));
    expect(shelf.forget(100 * day, 90)).to.deep.equal(['coverage|111122223333']);
    expect([...shelf.coverage()]).to.deep.equal(['coverage|444455556666']);
  });

  it('forgets what going through all of them would forget', () => {
    const step = fc.oneof(
      fc.record({ fact: fc.constantFrom('a', 'b', 'c', 'd'), at: fc.nat({ max: 300 * day }) }),
      fc.record({ now: fc.nat({ max: 400 * day }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const shelf = new FactShelf();
        let plain = new Map<string, FactRow>();
        for (const one of steps) {
          if ('fact' in one) {
            shelf.put(one.fact, seen(one.at));
            plain.set(one.fact, seen(one.at));
          } else {
            const kept = age(plain, one.now, 90);
            const forgotten = [...plain.keys()].filter((fact) => !kept.has(fact));
            expect(shelf.forget(one.now, 90).sort()).to.deep.equal(forgotten.sort());
            plain = kept;
          }
          expect(new Map(shelf.facts())).to.deep.equal(plain);
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});
