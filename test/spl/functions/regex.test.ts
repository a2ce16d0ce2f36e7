import { expect } from 'chai';
import fc from 'fast-check';
import { SplError } from '../../../app/spl/error';
import { compileRegex } from '../../../app/spl/regex';

function matched(pattern: string, text: string): string | null {
  return compileRegex(pattern, '').exec(text)?.[0] ?? null;
}

describe('a regular expression of Splunk', () => {
  it('matches as PCRE does', () => {
    const cases: readonly (readonly [string, string, string | null])[] = [
      ['^coverage\\|', 'coverage|111122223333', 'coverage|'],
      ['^coverage\\|', 'a coverage|', null],
      ['/(24|48)$', '192.0.2.0/24', '/24'],
      ['/(24|48)$', '192.0.2.0/24\n', '/24'],
      ['^(external|vendor|aws|account):|^anyone|^unreadable', 'anyone', 'anyone'],
      [
        '^\\{"eventVersion":"[^"]*","userIdentity":\\{',
        '{"eventVersion":"1.08","userIdentity":{',
        '{"eventVersion":"1.08","userIdentity":{',
      ],
      ['(?i)assume\\w+', 'AssumeRole', 'AssumeRole'],
      ['a.b', 'a\rb', 'a\rb'],
      ['a.b', 'a\nb', null],
      ['(?s)a.b', 'a\nb', 'a\nb'],
      ['(?m)^b$', 'a\nb\nc', 'b'],
      ['^b', 'a\nb', null],
      ['a\\sb', 'a\u00a0b', null],
      ['[\\S]', ' \u00a0', '\u00a0'],
      ['[[:alpha:]]+', '12ab3', 'ab'],
      ['[]a]+', 'x]a', ']a'],
      ['[\\w-.]+', '!a-b.c!', 'a-b.c'],
      ['[a-\\d]+', 'a-1b', 'a-1'],
      ['[^\\]]+', 'ab]c', 'ab'],
      ['[\\\\"]', 'a"', '"'],
      ['a{2}', 'caat', 'aa'],
      ['a{x', 'a{x', 'a{x'],
      ['\\Qa.b\\E+', 'a.bb', 'a.bb'],
      ['\\Aab\\z', 'ab', 'ab'],
      ['(a)(b)\\2', 'abb', 'abb'],
      ['(?<x>a)\\k<x>', 'aa', 'aa'],
      ['(?P<x>a)(?P=x)', 'aa', 'aa'],
      ['a(?#a comment)b', 'ab', 'ab'],
      ['(?<=x)a(?!b)', 'xab xac', 'a'],
      ['\\x41\\x{42}', 'AB', 'AB'],
      ['\\"a\\-b\\/', '"a-b/', '"a-b/'],
      ['^.$', '\u{1f600}', '\u{1f600}'],
      ['\\p{Lu}\\pL', 'xÄö', 'Äö'],
    ];
    expect(cases.map(([pattern, text]) => [pattern, text, matched(pattern, text)])).to.deep.equal(cases);
  });

  it('names its groups either way', () => {
    const match = compileRegex("(?<account>\\d{12}):(?P<kind>user|role)/(?'name'.*)", '').exec('111122223333:role/a');
    expect({ ...match?.groups }).to.deep.equal({ account: '111122223333', kind: 'role', name: 'a' });
  });

  it('refuses, by name and place, what JavaScript cannot do', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['a++', /possessive quantifier \+\+ at offset 1/],
      ['(?>a)', /atomic group .* at offset 0/],
      ['a(?i)b', /option letters in the middle of a pattern.* at offset 1/],
      ['(?R)', /recursion/],
      ['a\\K', /the escape \\K at offset 1/],
      ['[a', /class that is not closed at offset 0/],
      ['(a', /"\(a" is not valid: /],
      ['a\\', /backslash at its end/],
    ];
    for (const [pattern, message] of cases) expect(() => compileRegex(pattern, '')).to.throw(SplError, message);
  });

  it('finds any text that is escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const escaped = text.replace(/[^A-Za-z0-9]/gu, '\\$&');
        expect(matched(escaped, text)).to.equal(text);
        expect(matched(`[${escaped}]+`, text)).to.equal(text);
      }),
      { seed: 20261124 },
    );
  });
});
