import { expect } from 'chai';
import fc from 'fast-check';
import { factKey, factsOf, factText, factTexts, isJudged, mainFact } from '../../app/baseline';
import { access, ADMIN, DEPLOY, inside, OWN, SEED, STRANGER, strange, TOOLS } from './samples';

describe('the facts of an access', () => {
  it('are all dimensions of a role taken in another account, in the order of the table', () => {
    expect(factTexts(access())).to.deep.equal([
      `coverage|${TOOLS}`,
      `caller_account|${TOOLS}`,
      `account_pair|${TOOLS} > ${OWN}`,
      `principal_account|${DEPLOY} > ${OWN}`,
      `principal_role|${DEPLOY} > ${ADMIN}`,
      `pair_network|${TOOLS} > ${OWN} > 198.51.100.0/24`,
      `pair_agent|${TOOLS} > ${OWN} > aws-cli`,
      `principal_network|${DEPLOY} > 198.51.100.0/24`,
    ]);
  });

  it('are the call and the network for an identity action inside an account', () => {
    expect(factTexts(inside({ action: 'create_access_key' }))).to.deep.equal([
      `coverage|${OWN}`,
      `principal_action|arn:aws:iam::${OWN}:user/alice > create_access_key`,
      `principal_network|arn:aws:iam::${OWN}:user/alice > 198.51.100.0/24`,
    ]);
  });

  it('are the relationship alone for the use of a resource', () => {
    const facts = factsOf(
      strange({ action: 'resource_access', target: 'arn:aws:s3:::reports', agent: '', network: '' }),
    );
    expect(facts.map(factText)).to.deep.equal([
      `caller_account|${STRANGER}`,
      `account_pair|${STRANGER} > ${OWN}`,
      `principal_account|${STRANGER}:AROAEXAMPLE > ${OWN}`,
    ]);
  });

  it('lack a dimension that has an empty part', () => {
    const dimensions = factsOf(access({ target: '', agent: '' })).map(({ dimension }) => dimension);
    expect(dimensions).to.deep.equal([
      'caller_account',
      'account_pair',
      'principal_account',
      'pair_network',
      'principal_network',
    ]);
  });

  it('keep a service name as the network of a pair, but not of a principal', () => {
    const dimensions = factsOf(access({ network: 'AWS Internal' })).map(({ dimension }) => dimension);
    expect(dimensions).to.include('pair_network').and.not.include('principal_network');
  });

  it('count a /48 as the network of a principal', () => {
    expect(factsOf(access({ network: '2001:db8:1::/48' })).map(factText)).to.include(
      `principal_network|${DEPLOY} > 2001:db8:1::/48`,
    );
  });

  it('write a role without its path, so that a call and the record of the console meet', () => {
    const withPath = access({
      caller: `arn:aws:iam::${TOOLS}:role/ci/blue/Deploy`,
      target: `arn:aws:iam::${OWN}:role/teams/Admin`,
    });
    expect(factTexts(withPath)).to.deep.equal(factTexts(access()));
  });

  it('keep the path of a user', () => {
    const caller = `arn:aws:iam::${OWN}:user/teams/alice`;
    expect(factsOf(inside({ action: 'get_session_token', caller })).map(factText)).to.include(
      `principal_action|${caller} > get_session_token`,
    );
  });

  it('go by the account of a delegate', () => {
    const facts = factsOf(access({ delegate: STRANGER, action: 'api_call' })).map(factText);
    expect(facts.slice(0, 3)).to.deep.equal([
      `caller_account|${STRANGER}`,
      `account_pair|${STRANGER} > ${OWN}`,
      `principal_account|${DEPLOY} > ${OWN}`,
    ]);
  });

  it('are coverage alone for what is not judged', () => {
    for (const parts of [
      { outcome: 'denied' },
      { outcome: 'error' },
      { callerType: 'service' },
      { action: 'api_call' },
    ] as const) {
      expect(isJudged(access(parts)), JSON.stringify(parts)).to.equal(false);
      expect(factTexts(access(parts))).to.deep.equal([`coverage|${TOOLS}`]);
    }
  });

  it('are none without a main fact', () => {
    expect(factTexts(inside({ action: 'assume_role', target: '', recipient: '' }))).to.deep.equal([]);
  });

  it('have one main: role, else call, else account', () => {
    const main = (parts: Parameters<typeof access>[0]): string | undefined =>
      mainFact(factsOf(access(parts)))?.dimension;
    expect(main({})).to.equal('principal_role');
    expect(main({ action: 'create_role' })).to.equal('principal_action');
    expect(main({ action: 'resource_access' })).to.equal('principal_account');
    expect(main({ target: '' })).to.equal('principal_account');
  });

  it('have the sha256 of their text as key', () => {
    expect(factKey('caller_account|777788889999')).to.equal(
      '87535f8a62ee0cc54e43c65cfc9478ac94bcd3b13be7e3f600aaf2ff93df577c',
    );
  });
});

describe('a part of a fact', () => {
  it('has what separates parts, and control characters, percent-encoded in capitals', () => {
    const facts = factsOf(access({ caller: 'a%b|c > d\n\u007f\u001bé' }));
    expect(facts.find(({ dimension }) => dimension === 'principal_account')?.value).to.equal(
      `a%25b%7Cc %3E d%0A%7F%1Bé > ${OWN}`,
    );
  });

  it('has U+FFFD for half a surrogate pair, as the UTF-8 of the tables has', () => {
    const halves = access({ caller: 'a\ud800b\udc00', target: 'c\u{1f600}', agent: '\ud83d' });
    const texts = factTexts(halves);
    expect(texts.map((text) => Buffer.from(text).toString())).to.deep.equal(texts);
    expect(texts).to.include.members([
      'principal_role|a\ufffdb\ufffd > c\u{1f600}',
      `pair_agent|${TOOLS} > ${OWN} > \ufffd`,
    ]);
  });

  it('never forges another fact, whatever is written in it', () => {
    const part = fc.string({ minLength: 1, unit: fc.constantFrom(' ', '>', '|', '%', 'a', '\n', '2', '5') });
    fc.assert(
      fc.property(part, part, part, part, (a, b, c, d) => {
        const value = (caller: string, target: string): string | undefined =>
          factsOf(access({ caller, target })).find(({ dimension }) => dimension === 'principal_role')?.value;
        if (a === c && b === d) return;
        expect(value(a, b)).to.not.equal(value(c, d));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
