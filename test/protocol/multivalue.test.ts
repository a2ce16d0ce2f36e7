import { expect } from 'chai';
import fc from 'fast-check';
import { decodeMultivalue, encodeMultivalue, joinMultivalue, ProtocolError } from '../../app/protocol';

describe('a multivalue', () => {
  it('is its members between dollars, joined with semicolons, a dollar inside doubled', () => {
    const cases: [string[], string][] = [
      [['a', 'b'], '$a$;$b$'],
      [['$', 'a$b'], '$$$$;$a$$b$'],
      [['a;b', '$;$'], '$a;b$;$$$;$$$'],
      [['one\ntwo', ''], '$one\ntwo$;$$'],
      [['', '', ''], '$$;$$;$$'],
      [['__proto__', '111122223333'], '$__proto__$;$111122223333$'],
    ];
    for (const [values, text] of cases) {
      expect([encodeMultivalue(values), decodeMultivalue(text)]).to.deep.equal([text, values]);
    }
  });

  it('of one member or none leaves the column empty', () => {
    expect([encodeMultivalue([]), encodeMultivalue(['a']), decodeMultivalue('')]).to.deep.equal(['', '', []]);
  });

  it('shows its members on lines in the plain column', () => {
    expect([joinMultivalue(['a', 'b']), joinMultivalue(['a']), joinMultivalue([])]).to.deep.equal(['a\nb', 'a', '']);
  });

  it('of one member, written by someone else, is read', () => {
    expect(decodeMultivalue('$a$')).to.deep.equal(['a']);
  });

  it('comes back, whatever its members', () => {
    const member = fc.oneof(
      fc.string({ unit: fc.constantFrom('$', ';', '\n', '"', 'a') }),
      fc.string({ unit: 'binary' }),
    );
    const property = fc.property(fc.array(member, { minLength: 2 }), (values) => {
      expect(decodeMultivalue(encodeMultivalue(values))).to.deep.equal(values);
    });
    fc.assert(property, { seed: 5, numRuns: 500 });
  });

  it('that is none is an error with its place', () => {
    const places: [string, number][] = [
      ['a', 1],
      ['$a', 3],
      ['$a$;', 5],
      ['$a$$b$;', 8],
      ['$a$b$', 4],
      ['$a$;b', 5],
    ];
    for (const [text, place] of places) {
      expect(() => decodeMultivalue(text), text).to.throw(
        ProtocolError,
        `The multivalue ${JSON.stringify(text)} is not of the form $a$;$b$ at character ${place}.`,
      );
    }
  });
});
