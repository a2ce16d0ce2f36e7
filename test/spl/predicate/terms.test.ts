import { expect } from 'chai';
import fc from 'fast-check';
import { compilePredicate } from '../../../app/spl/predicate';
import type { Predicate } from '../../../app/spl/nodes/predicate';
import type { Value } from '../../../app/spl/value';

const term = (text: string, exact = false): Predicate => ({ kind: 'term', text, exact, position: 7 });

function matches(predicate: Predicate, raw: string): boolean {
  return compilePredicate(predicate, { now: 0 })(new Map<string, Value>([['_raw', raw]]));
}

const found = (text: string, raw: string): boolean => matches(term(text), raw);
const foundExactly = (text: string, raw: string): boolean => matches(term(text, true), raw);

const record = '{"eventName":"AssumeRole","eventSource":"sts.amazonaws.com","sourceIPAddress":"192.0.2.7"}';

describe('a bare term', () => {
  it('is a whole segment, whatever its case', () => {
    expect(found('AssumeRole', record)).to.equal(true);
    expect(found('assumerole', record)).to.equal(true);
    expect(found('Assume', record)).to.equal(false);
    expect(found('AssumeRole', '{"eventName":"AssumeRoleWithSAML"}')).to.equal(false);
  });

  it('is bounded by minor breakers too', () => {
    expect(found('amazonaws', record)).to.equal(true);
    expect(found('sts.amazonaws', record)).to.equal(true);
    expect(found('ts.amazonaws', record)).to.equal(false);
    expect(found('AssumeRole', '{"Action":"sts:AssumeRole"}')).to.equal(true);
  });

  it('is bounded by escapes in URLs', () => {
    expect(found('AssumeRole', 'sts%3AAssumeRole%22')).to.equal(true);
    expect(found('AssumeRole', 'sts3AAssumeRole%22')).to.equal(false);
  });

  it('is found after an occurrence that is no segment', () => {
    expect(found('role', 'roles role')).to.equal(true);
    expect(found('role', 'roles arole')).to.equal(false);
  });

  it('may be wild at either end and in the middle, within a segment', () => {
    expect(found('Assume*', record)).to.equal(true);
    expect(found('*Role', record)).to.equal(true);
    expect(found('*ume*', record)).to.equal(true);
    expect(found('As*Role', record)).to.equal(true);
    expect(found('ssume*', record)).to.equal(false);
    expect(found('A*Name', '{"Assume":"Name"}')).to.equal(false);
    expect(found('a*b*c', 'axbx axbxc')).to.equal(true);
    expect(found('a*b*c', 'axbx xaxbxcx')).to.equal(false);
  });

  it('of nothing but a star is in every event', () => {
    expect(found('*', '')).to.equal(true);
  });

  it('must be something', () => {
    expect(() => found('', record)).to.throw('write * for every event');
  });

  it('needs rows that have _raw', () => {
    const test = compilePredicate(term('AssumeRole'), { now: 0 });
    expect(() => test(new Map<string, Value>([['eventName', 'AssumeRole']])))
      .to.throw('The term "AssumeRole" is looked for in _raw, which these rows do not have; write field=value.')
      .with.property('place')
      .that.deep.equals({ position: 7 });
  });
});

describe('a quoted phrase', () => {
  it('stands in the event as it is, bounded by breakers', () => {
    expect(found('access denied', 'Access Denied: no')).to.equal(true);
    expect(found('access denied', 'access was denied')).to.equal(false);
    expect(found('access denied', 'preaccess denied')).to.equal(false);
    expect(found('"eventName":"AssumeRole"', record)).to.equal(true);
  });

  it('may end in a wildcard, but has none in its middle', () => {
    expect(found('access den*', 'access denied')).to.equal(true);
    expect(() => found('acc*ess denied', '')).to.throw('wildcard in its middle');
  });
});

describe('TERM()', () => {
  it('is bounded by major breakers', () => {
    expect(foundExactly('AssumeRole', record)).to.equal(true);
    expect(foundExactly('sts.amazonaws.com', record)).to.equal(true);
    expect(foundExactly('amazonaws.com', record)).to.equal(false);
    expect(foundExactly('AssumeRole', '{"Action":"sts:AssumeRole"}')).to.equal(false);
  });

  it('finds an address between spaces, and not behind an equals sign', () => {
    expect(foundExactly('127.0.0.1', 'ip 127.0.0.1 - admin')).to.equal(true);
    expect(foundExactly('127.0.0.1', 'ip=127.0.0.1 - user=admin')).to.equal(false);
    expect(foundExactly('ip=127.0.0.1', 'ip=127.0.0.1 - user=admin')).to.equal(true);
  });

  it('may have wildcards', () => {
    expect(foundExactly('192.0.2.*', record)).to.equal(true);
    expect(foundExactly('sts.*.com', record)).to.equal(true);
  });

  it('says when it can never match', () => {
    expect(() => foundExactly('access denied', '')).to.throw('TERM(access denied) can never match');
  });
});

describe('the segments of any text', () => {
  it('are found each as a term, and by its beginning', () => {
    const breakers = /[[\]<>(){}|!;,'"*\s&?+/:=@.\-$#%\\_]+/;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', '2', '1', '.', ':', '-', '"', '%', ' ', '{'), { maxLength: 30 }),
        (characters) => {
          const raw = characters.join('');
          for (const segment of raw.split(breakers).filter((piece) => piece !== '')) {
            expect(found(segment, raw)).to.equal(true);
            expect(found(`${segment.slice(0, 1)}*`, raw)).to.equal(true);
          }
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });
});
