import { expect } from 'chai';
import fc from 'fast-check';
import { asNumber, asText, compareValues, isTrue, mvOf, valuesOf } from '../../../app/spl/value';
import type { Scalar } from '../../../app/spl/value';

describe('a field value', () => {
  it('is a scalar for one value, a multivalue for more, and absent for none', () => {
    expect(mvOf([])).to.equal(null);
    expect(mvOf(['a'])).to.equal('a');
    expect(mvOf(['a', 'b'])).to.deep.equal(['a', 'b']);
  });

  it('gives back the values it was made of', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.integer())), (values: Scalar[]) => {
        expect(valuesOf(mvOf(values))).to.deep.equal(values);
      }),
      { seed: 3 },
    );
    expect(valuesOf(undefined)).to.deep.equal([]);
  });

  it('is a number if it is written as one', () => {
    expect(['10', '-1.5', '.5', '1e3', ' 7 ', 2].map(asNumber)).to.deep.equal([10, -1.5, 0.5, 1000, 7, 2]);
    expect(['', 'x', '0x10', '1,000', 'Infinity', '1_0', ['1', '2'], null, true].map(asNumber)).to.deep.equal(
      Array(9).fill(null),
    );
  });

  it('keeps the leading zeros of its text', () => {
    expect(asText('012345678901')).to.equal('012345678901');
    expect(asText(20_000)).to.equal('20000');
  });

  it('is ordered as a number among numbers, else as text', () => {
    expect(['10', '9', 'b', 'B', '1.5'].sort(compareValues)).to.deep.equal(['1.5', '9', '10', 'B', 'b']);
  });

  it('holds as a condition only when it is true', () => {
    expect([true, false, null, 1, 'true'].map(isTrue)).to.deep.equal([true, false, false, false, false]);
  });
});
