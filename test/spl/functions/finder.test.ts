import { expect } from 'chai';
import fc from 'fast-check';
import { finderOf } from '../../../app/spl/functions/finder';
import { compileRegex } from '../../../app/spl/regex';
import { asText } from '../../../app/spl/value';

describe('What mvfind finds by a pattern', () => {
  const value = fc.oneof(
    fc.constantFrom('', 'a', 'b', 'ab', 'a\n', 'a\n\n', '\na', 'A', 'a|b', '(a)', 'é'),
    fc.nat({ max: 12 }),
  );
  const pattern = fc.oneof(
    fc.constantFrom(
      '^$',
      '^a$',
      '^a\\z',
      '^(a|b)$',
      '^(|b)\\z',
      '^()$',
      '^(1|a|12)$',
      '^a-b$',
      '^\\(a\\)$',
      '^a|b$',
      '(?i)^a$',
    ),
    fc.constantFrom('a', '', '^', '$', '\\z', '^a', 'b$', '^1', '^(a)|b$'),
    fc.stringMatching(/^\^[ab1-]{0,3}(\$|\\z)$/),
  );

  it('is what its regular expression finds, in a list that is asked again and again', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 20 }), fc.array(pattern, { maxLength: 8 }), (values, patterns) => {
        for (const one of patterns) {
          const regex = compileRegex(one, '');
          const expected = values.findIndex((text) => regex.test(asText(text)));
          expect(finderOf(one, () => regex)(values), one).to.equal(expected);
        }
      }),
      { seed: 20261124 },
    );
  });
  it('needs no regular expression for a whole word', () => {
    const never = (): RegExp => {
      throw new Error('was made');
    };
    expect(finderOf('^AKIA1$', never)(['AKIA2', 'AKIA1'])).to.equal(1);
    expect(finderOf('^(AKIA3|AKIA2)\\z', never)(['AKIA2', 'AKIA1'])).to.equal(0);
    expect(() => finderOf('^AKIA.$', never)).to.throw('was made');
  });
});
