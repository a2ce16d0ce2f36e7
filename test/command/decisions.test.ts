import { expect } from 'chai';
import * as fc from 'fast-check';
import { SeldomMap } from '../../app/command/decisions';

describe('a map that is asked for more than it has', () => {
  it('answers as a map does, for what it has and for what it has not', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ minLength: 30 }),
      fc.constantFrom('', 'a', 'b', 'account_pair|1 > 2'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.nat())), fc.array(text), (entries, others) => {
        const map = new Map(entries);
        const seldom = new SeldomMap(map);
        const asked = [...map.keys(), ...others];
        expect(asked.map((one) => seldom.get(one))).to.deep.equal(asked.map((one) => map.get(one)));
        expect(seldom.size).to.equal(map.size);
      }),
      { seed: 20261125 },
    );
  });
});
