import { expect } from 'chai';
import { anyOf, neededEvents, type AppConf } from '../../../app/spl';

function termsOf(search: string): unknown {
  const app: AppConf = {
    folder: '',
    id: 'app',
    savedSearches: new Map([['s', new Map([['search', search]])]]),
    macros: new Map([['candidates', new Map([['definition', '(TERM(A1) OR TERM(B2))']])]]),
    transforms: new Map(),
    collections: new Map(),
    commands: new Map(),
  };
  const { terms } = neededEvents(app, 's');
  return JSON.parse(JSON.stringify(terms, (key, value: unknown) => (key === 'position' ? undefined : value)));
}

const term = (text: string, exact = true): unknown => ({ kind: 'term', text, exact });

describe('What a saved search needs of events', () => {
  it('is the terms of its base search, macros expanded', () => {
    expect(termsOf('index=* sourcetype=x `candidates` | fields _raw | where a="b"')).to.deep.equal({
      kind: 'or',
      operands: [term('A1'), term('B2')],
    });
    expect(termsOf('index=* (TERM(A1) x* y="z")')).to.deep.equal({
      kind: 'and',
      operands: [term('A1'), term('x*', false)],
    });
  });

  it('is everything where no term must stand in an event', () => {
    const everything = { kind: 'all' };
    expect(termsOf('index=* sourcetype=x | head 1')).to.deep.equal(everything);
    expect(termsOf('index=* (TERM(A1) OR user=x)')).to.deep.equal(everything);
    expect(termsOf('index=* NOT TERM(A1)')).to.deep.equal(everything);
    expect(termsOf('| tstats count where index=* by source')).to.deep.equal(everything);
    expect(termsOf('TERM(A1) | append [search index=*]')).to.deep.equal(everything);
    expect(termsOf('TERM(A1) [search index=* | return user]')).to.deep.equal(everything);
  });

  it('of several searches is what any of them needs, each term once', () => {
    const one = { kind: 'term', text: 'A1', exact: true, position: 4 } as const;
    const other = { ...one, position: 9 } as const;
    expect(anyOf([one, { kind: 'or', operands: [other] }])).to.deep.equal(other);
    expect(anyOf([one, { kind: 'all' }])).to.deep.equal({ kind: 'all' });
    expect(anyOf([])).to.deep.equal({ kind: 'or', operands: [] });
  });
});
