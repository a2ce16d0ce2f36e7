import { expect } from 'chai';
import fc from 'fast-check';
import { covers, coversAll } from '../../app/trust/wildcard';

describe('a wildcard pattern', () => {
  it('covers any run with a star and one character with a question mark, whatever the case', () => {
    const cases: [string, string, boolean][] = [
      ['*', '', true],
      ['', '', true],
      ['', 'a', false],
      ['sts:AssumeRole*', 'STS:assumerole', true],
      ['*Role', 'AssumeRole', true],
      ['*Role', 'AssumeRoles', false],
      ['a*b*c', 'a-b-b-c', true],
      ['a*b*c', 'a-c-b', false],
      ['?', '', false],
      ['a?c', 'abc', true],
      ['a?c', 'ac', false],
      ['a**', 'a', true],
    ];
    for (const [pattern, text, expected] of cases) {
      expect(covers(pattern, text), `${pattern} covers ${text}`).to.equal(expected);
    }
  });

  it('covers everything when it is nothing but stars', () => {
    expect(['*', '***', '', 'a*', '?'].map(coversAll)).to.deep.equal([true, true, false, false, false]);
  });

  it('covers what the same regular expression does', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const property = fc.property(
      letters,
      fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }),
      (pattern, text) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(covers(pattern, text)).to.equal(expression.test(text));
      },
    );
    fc.assert(property, { seed: 9, numRuns: 2000 });
  });
});
