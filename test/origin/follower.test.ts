import { expect } from 'chai';
import {
  ADMIN,
  ALICE,
  ALICE_CALLS,
  assume,
  BOB,
  call,
  HOME,
  HUB,
  lastWay,
  onArrival,
  OPS,
  PROD,
  role,
  session,
  stranger,
  token,
  user,
  ways,
} from './records';

describe('a call with a key that nobody was seen to issue', () => {
  it('is its own origin when it comes from a user, a root user, a service or an identity of a provider', () => {
    expect(lastWay(call(0, ALICE_CALLS))).to.deep.equal({ origin: ALICE, chain: [ALICE], depth: 0 });
    const firsts = [
      { type: 'Root', arn: `arn:aws:iam::${HOME}:root`, accountId: HOME },
      { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' },
      { type: 'SAMLUser', identityProvider: 'corp', userName: 'alice@example.com' },
      stranger(HOME, 'AIDAALICE'),
      stranger(HOME, HOME),
    ];
    expect(firsts.map((caller) => lastWay(call(0, caller)).origin)).to.deep.equal([
      `arn:aws:iam::${HOME}:root`,
      'lambda.amazonaws.com',
      'corp/alice@example.com',
      `${HOME}:AIDAALICE`,
      `${HOME}:${HOME}`,
    ]);
  });

  it('has no known origin when it comes from a session, and nothing is guessed, a source identity either', () => {
    const sourced = {
      ...session(HUB, 'team/Ops', 'ASIAOPS'),
      sessionContext: { sourceIdentity: 'alice', sessionIssuer: { arn: OPS } },
    };
    expect(lastWay(call(0, sourced))).to.deep.equal({ origin: '', chain: [OPS], depth: 0 });
    const later = [
      { type: 'Root', arn: `arn:aws:iam::${HOME}:root`, accountId: HOME, sessionContext: { assumedRoot: 'true' } },
      { type: 'FederatedUser', arn: `arn:aws:sts::${HOME}:federated-user/carol`, accountId: HOME },
      stranger(HOME, 'AROAOPS:work'),
      stranger(HOME, ''),
      { type: 'AWSAccount', accountId: 'anonymous', principalId: '' },
    ];
    expect(later.map((caller) => lastWay(call(0, caller)).origin)).to.deep.equal(['', '', '', '', '']);
  });

  it('has no way at all when the record names nobody', () => {
    expect(lastWay(call(0, {}))).to.deep.equal({ origin: '', chain: [], depth: 0 });
  });
});

describe('an issued key', () => {
  it('leads from call to call across accounts back to the first principal', () => {
    const told = ways([
      assume(0, ALICE_CALLS, OPS, 'ASIAOPS'),
      call(10, session(HUB, 'team/Ops', 'ASIAOPS')),
      assume(20, session(HUB, 'team/Ops', 'ASIAOPS'), ADMIN, 'ASIAADMIN'),
      call(1000, session(PROD, 'team/Admin', 'ASIAADMIN')),
    ]);
    expect(told).to.deep.equal([
      { origin: ALICE, chain: [ALICE], depth: 0 },
      { origin: ALICE, chain: [ALICE, OPS], depth: 1 },
      { origin: ALICE, chain: [ALICE, OPS], depth: 1 },
      { origin: ALICE, chain: [ALICE, OPS, ADMIN], depth: 2 },
    ]);
  });

  it('leads as far back as is known when the first call was not seen', () => {
    expect(
      lastWay(
        assume(20, session(HUB, 'team/Ops', 'ASIAOPS'), ADMIN, 'ASIAADMIN'),
        call(30, session(PROD, 'team/Admin', 'ASIAADMIN')),
      ),
    ).to.deep.equal({ origin: '', chain: [OPS, ADMIN], depth: 1 });
  });

  it('of GetSessionToken, or of a federated user that is named by its user, is the same principal', () => {
    expect(
      lastWay(token(0, 'GetSessionToken', ALICE_CALLS, 'ASIAALICE'), call(5, user('alice', 'ASIAALICE'))),
    ).to.deep.equal({ origin: ALICE, chain: [ALICE], depth: 0 });
    const carol = { type: 'FederatedUser', arn: `arn:aws:sts::${HOME}:federated-user/carol`, accountId: HOME };
    const unnamed = call(5, { ...carol, accessKeyId: 'ASIACAROL' });
    const named = call(6, {
      ...carol,
      accessKeyId: 'ASIACAROL',
      sessionContext: { sessionIssuer: { type: 'IAMUser', arn: ALICE } },
    });
    const issued = token(0, 'GetFederationToken', ALICE_CALLS, 'ASIACAROL');
    expect(ways([issued, unnamed, named]).map(({ chain }) => chain)).to.deep.equal([
      [ALICE],
      [ALICE, carol.arn],
      [ALICE],
    ]);
  });

  it('of AssumeRoot leads from the member account to whoever took its root', () => {
    const root = { type: 'Root', arn: `arn:aws:iam::${PROD}:root`, accountId: PROD, accessKeyId: 'ASIAROOT' };
    const taken = token(0, 'AssumeRoot', ALICE_CALLS, 'ASIAROOT', { requestParameters: { targetPrincipal: PROD } });
    expect(lastWay(taken, call(5, { ...root, sessionContext: { assumedRoot: 'true' } }))).to.deep.equal({
      origin: ALICE,
      chain: [ALICE, `arn:aws:iam::${PROD}:root`],
      depth: 1,
    });
  });

  it('that was made for another user leads to its maker, however much later it is used', () => {
    const made = (userName: string) =>
      call(0, ALICE_CALLS, {
        eventSource: 'iam.amazonaws.com',
        eventName: 'CreateAccessKey',
        requestParameters: { userName },
        responseElements: { accessKey: { accessKeyId: 'AKIANEW', userName } },
      });
    const year = 365 * 86_400;
    expect(lastWay(made('bob'), call(year, user('bob', 'AKIANEW')))).to.deep.equal({
      origin: ALICE,
      chain: [ALICE, BOB],
      depth: 1,
    });
    expect(lastWay(made('alice'), call(year, user('alice', 'AKIANEW'))).chain).to.deep.equal([ALICE]);
  });

  it('is forgotten when its session has ended, and not before', () => {
    const until = (expiration: string, at: number) =>
      lastWay(
        assume(1_772_442_000, ALICE_CALLS, OPS, 'ASIAOPS', {
          responseElements: { credentials: { accessKeyId: 'ASIAOPS', expiration } },
        }),
        call(1_772_442_000 + at, session(HUB, 'team/Ops', 'ASIAOPS')),
      ).origin;
    expect(until('Mar 2, 2026, 10:00:00 AM', 3600)).to.equal(ALICE);
    expect(until('Mar 2, 2026, 10:00:00 AM', 3800)).to.equal('');
    const hours = (count: number) => count * 3600;
    expect(until('', hours(12))).to.equal(ALICE);
    expect(until('', hours(12.1))).to.equal('');
    expect(until('Mar 2, 2096, 10:00:00 AM', hours(12.1))).to.equal('');
    expect(until('Mar 1, 2026, 10:00:00 AM', hours(11))).to.equal(ALICE);
  });

  it('lives on in the sessions that were taken with it, when it has ended', () => {
    const hourly = [0, 1, 2, 3].map((hour) => {
      const caller = hour === 0 ? ALICE_CALLS : session(HUB, 'team/Ops', `ASIA${hour - 1}`);
      const issued = {
        credentials: { accessKeyId: `ASIA${hour}`, expiration: new Date((hour + 1) * 3600e3).toISOString() },
      };
      return assume(hour * 3600, caller, OPS, `ASIA${hour}`, { responseElements: issued });
    });
    expect(lastWay(...hourly, call(4 * 3600, session(HUB, 'team/Ops', 'ASIA3')))).to.deep.equal({
      origin: ALICE,
      chain: [ALICE, OPS, OPS, OPS, OPS],
      depth: 4,
    });
  });

  it('that a failed call names, or that two callers claim to have been given, leads nowhere', () => {
    const denied = assume(0, ALICE_CALLS, OPS, 'ASIAOPS', { errorCode: 'AccessDenied' });
    const used = call(10, session(HUB, 'team/Ops', 'ASIAOPS'));
    expect(lastWay(denied, used).chain).to.deep.equal([OPS]);
    const claimed = [ALICE_CALLS, user('bob', 'AKIABOB')].map((caller) => assume(0, caller, OPS, 'ASIAOPS'));
    expect(lastWay(...claimed, used)).to.deep.equal({ origin: '', chain: [OPS], depth: 0 });
    expect(lastWay(claimed[0]!, claimed[0]!, used).chain).to.deep.equal([ALICE, OPS]);
  });

  it('that two principals seem to use is followed to each of them', () => {
    const other = role(HUB, 'Other');
    const issued = assume(0, ALICE_CALLS, OPS, 'ASIAOPS');
    const uses = [OPS, other, OPS].map((_, i) =>
      call(100 + i, session(HUB, i === 1 ? 'Other' : 'team/Ops', 'ASIAOPS')),
    );
    expect(ways([issued, ...uses]).map(({ chain }) => chain)).to.deep.equal([
      [ALICE],
      [ALICE, OPS],
      [ALICE, other],
      [ALICE, OPS],
    ]);
  });

  it('that turns out to be claimed by another caller takes its way back from the sessions taken with it', () => {
    const events = [
      assume(0, ALICE_CALLS, OPS, 'ASIAOPS'),
      assume(1, session(HUB, 'team/Ops', 'ASIAOPS'), ADMIN, 'ASIAADMIN'),
      assume(2, user('bob', 'AKIABOB'), OPS, 'ASIAOPS'),
      call(3, session(PROD, 'team/Admin', 'ASIAADMIN')),
    ];
    expect(onArrival(events).at(-1)!.chain).to.deep.equal([OPS, ADMIN]);
  });

  it('that is said to have issued itself ends there', () => {
    expect(lastWay(assume(0, session(HUB, 'team/Ops', 'ASIAOPS'), OPS, 'ASIAOPS'))).to.deep.equal({
      origin: '',
      chain: [OPS, OPS],
      depth: 1,
    });
  });
});
