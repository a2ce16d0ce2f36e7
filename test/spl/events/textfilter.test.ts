import { expect } from 'chai';
import fc from 'fast-check';
import type { Predicate } from '../../../app/spl/nodes/predicate';
import { compilePredicate } from '../../../app/spl/predicate';
import { textFilter } from '../../../app/spl/textfilter';

const seed = 20260320;

const term = (text: string, exact = true): Predicate => ({ kind: 'term', text, exact, position: 0 });
const any = (...operands: Predicate[]): Predicate => ({ kind: 'or', operands });
const all = (...operands: Predicate[]): Predicate => ({ kind: 'and', operands });

const terms = [
  term('AssumeRole'),
  term('AssumeRoleWithSAML'),
  term('CreateAccessKey'),
  term('Root'),
  term('ASIA*', false),
  term('*Key', false),
  term('a*Role', false),
  term('is', false),
  term('*', false),
  term('rôle', false),
];

describe('A filter by terms', () => {
  it('finds terms where the search finds them, and nothing else', () => {
    const filter = textFilter(any(term('AssumeRole'), all(term('IAMUser'), term('ASIA*', false))));
    const holds = (text: string): boolean => filter(Buffer.from(text));
    expect(holds('{"eventName":"AssumeRole"}')).to.equal(true);
    expect(holds('{"eventName":"assumerole"}')).to.equal(true);
    expect(holds('{"eventName":"AssumeRoles"}')).to.equal(false);
    expect(holds('{"type":"IAMUser","accessKeyId":"ASIAEXAMPLE"}')).to.equal(true);
    expect(holds('{"type":"IAMUser","accessKeyId":"AKIAEXAMPLE"}')).to.equal(false);
    expect(holds('')).to.equal(false);
  });

  it('knows the letters whose lower case is another one', () => {
    expect(textFilter(term('CreateAccessKey'))(Buffer.from('"CreateAccess\u212aey"'))).to.equal(true);
    expect(textFilter(term('sudo*', false))(Buffer.from('"sudo\u0130"'))).to.equal(true);
  });

  it('lets nothing pass for no terms, and everything for all', () => {
    expect(textFilter(any())(Buffer.from('AssumeRole'))).to.equal(false);
    expect(textFilter({ kind: 'all' })(Buffer.from(''))).to.equal(true);
  });

  it('says what the search says, for all texts', () => {
    const piece = fc.oneof(
      fc.constantFrom('AssumeRole', 'ASSUMEROLE', 'WithSAML', 'root', 'ROOT', 'asia', 'ASIAX', 'Key', 'CreateAccess'),
      fc.constantFrom('"', ' ', ':', '%20', '-', '_', 'x', 'é', '\u212aey', '\u0130', 'is', 'RÔLE', 'rôle'),
      fc.string({ maxLength: 3 }),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const leaf = fc.constantFrom(...terms);
    const several = fc.array(leaf, { maxLength: 3 }).map((operands) => all(...operands));
    fc.assert(
      fc.property(fc.array(fc.oneof(leaf, several), { maxLength: 4 }), text, (operands, raw) => {
        const predicate = any(...operands);
        const expected = compilePredicate(predicate, { now: 0 })(new Map([['_raw', raw]]));
        expect(textFilter(predicate)(Buffer.from(raw))).to.equal(expected);
      }),
      { seed, numRuns: 1000 },
    );
  });
});
