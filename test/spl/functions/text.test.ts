import { expect } from 'chai';
import fc from 'fast-check';
import { SplError } from '../../../app/spl/error';
import { evaluate, evaluated } from './evaluating';

const fields = { name: 'Straße', ip: '192.0.2.17', emoji: '\u{1f600}a', list: ['a', 'b'] };

describe('the text functions', () => {
  it('measure, change case, and cut', () => {
    const table = {
      'len(name)': 6,
      'len(emoji)': 2,
      'len(12)': 2,
      'len("")': 0,
      'len(missing)': null,
      'lower("USERNAME")': 'username',
      'upper("username")': 'USERNAME',
      'substr("string", 1, 3)': 'str',
      'substr("string", -3)': 'ing',
      'substr("string", 4)': 'ing',
      'substr("string", 0, 3)': 'st',
      'substr("string", 4, -2)': 'tr',
      'substr("string", 1, 3).substr("string", -3)': 'string',
      'substr("string", 9)': '',
      'substr(emoji, 1, 1)': '\u{1f600}',
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });

  it('trim white space or given characters', () => {
    const table = {
      'trim("  ZZZZabcZZ ", " Z")': 'abc',
      'ltrim(" ZZZabcZZ ", " Z")': 'abcZZ ',
      'rtrim("ZZZZabcZZ ", " Z")': 'ZZZZabc',
      'trim(" \t a b ")': 'a b',
      'trim("   ")': '',
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });

  it('replace by a regular expression with groups', () => {
    const table = {
      'replace("1/14/2023", "^(\\d{1,2})/(\\d{1,2})/", "\\2/\\1/")': '14/1/2023',
      'replace(ip, "\\.\\d+$", ".0")': '192.0.2.0',
      'replace("aXbX", "X", "$&")': 'a$&b$&',
      'replace("ab", "(a)|(x)", "[\\1\\2]")': '[a]b',
      'replace(missing, "a", "b")': null,
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });

  it('decode URLs', () => {
    const table = {
      'urldecode("http%3A%2F%2Fexample.org%2Fdownload%3Fr%3Dheader")': 'http://example.org/download?r=header',
      'urldecode("%0A")': '\n',
      'urldecode("Stra%C3%9Fe 100%")': 'Straße 100%',
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });

  it('refuse multivalues, and groups that are not there', () => {
    expect(() => evaluate('lower(list)', fields)).to.throw(
      SplError,
      /The function lower\(\) met a multivalue as argument 1/,
    );
    expect(() => evaluate('replace("a", "a", "\\1")')).to.throw(SplError, /has no group 1 in its pattern/);
    expect(() => evaluate('replace("a", "a++", "")')).to.throw(
      SplError,
      /replace\(\) cannot use its pattern: .*possessive/,
    );
  });

  it('decode what is encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(evaluate('urldecode(encoded)', { encoded: encodeURIComponent(text) })).to.equal(text);
      }),
      { seed: 20261124, numRuns: 30 },
    );
  });
});

describe('the cryptographic functions', () => {
  it('give hexadecimal digests of the UTF-8 bytes', () => {
    const table = {
      'md5("hello")': '5d41402abc4b2a76b9719d911017c592',
      'sha1("hello")': 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d',
      'sha256("hello")': '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      'len(sha512("hello"))': 128,
      'sha256(1)': '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b',
      'sha256(missing)': null,
    };
    expect(evaluated(table)).to.deep.equal(table);
  });
});
