import { expect } from 'chai';
import {
  ALICE,
  assume,
  assumeCopy,
  BOB,
  call,
  HOME,
  HUB,
  lastWay,
  onArrival,
  PROD,
  role,
  session,
  stranger,
  token,
  user,
  ways,
} from './records';

const OPS = role(HUB, 'team/Ops');
const ADMIN = role(PROD, 'team/Admin');
const ALICE_CALLS = user('alice', 'AKIAALICE');

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

describe('the two copies of a call', () => {
  const caller = assume(0, session(HUB, 'team/Ops', 'ASIAOPS'), ADMIN, 'ASIAADMIN');
  const target = assumeCopy(0, stranger(HUB, 'AROAOPS:work'), ADMIN, 'ASIAADMIN');
  const before = assume(-30, ALICE_CALLS, OPS, 'ASIAOPS');
  const used = call(30, session(PROD, 'team/Admin', 'ASIAADMIN'));

  it('have the same way, which names the caller, whichever comes first', () => {
    const way = { origin: ALICE, chain: [ALICE, OPS], depth: 1 };
    const end = { origin: ALICE, chain: [ALICE, OPS, ADMIN], depth: 2 };
    for (const copies of [
      [caller, target],
      [target, caller],
    ]) {
      expect(ways([before, ...copies, used])).to.deep.equal([
        { origin: ALICE, chain: [ALICE], depth: 0 },
        way,
        way,
        end,
      ]);
    }
  });

  it("tell as much as there is when only the target's copy is seen", () => {
    const chain = [`${HUB}:AROAOPS`];
    expect(ways([target, used])).to.deep.equal([
      { origin: '', chain, depth: 0 },
      { origin: '', chain: [...chain, ADMIN], depth: 1 },
    ]);
    const byUser = assumeCopy(0, stranger(HUB, 'AIDABOB'), ADMIN, 'ASIAADMIN');
    expect(lastWay(byUser, used).origin).to.equal(`${HUB}:AIDABOB`);
  });

  it('of a call that issues nothing are joined by what they share', () => {
    const object = { eventSource: 's3.amazonaws.com', eventName: 'GetObject', sharedEventID: 'shared-1' };
    const own = call(10, session(HUB, 'team/Ops', 'ASIAOPS'), object);
    const other = call(10, stranger(HUB, 'AROAOPS:work'), { ...object, recipientAccountId: PROD });
    const way = { origin: ALICE, chain: [ALICE, OPS], depth: 1 };
    expect(ways([before, other, own]).slice(1)).to.deep.equal([way, way]);
    expect(ways([before, own, other]).slice(1)).to.deep.equal([way, way]);
  });

  it('make a way better however late the second one comes', () => {
    const late = call(100, session(PROD, 'team/Admin', 'ASIAADMIN'));
    const told = onArrival([before, target, late, late, caller, late]).map(({ chain }) => chain);
    expect(told.slice(2)).to.deep.equal([
      [`${HUB}:AROAOPS`, ADMIN],
      [`${HUB}:AROAOPS`, ADMIN],
      [ALICE, OPS],
      [ALICE, OPS, ADMIN],
    ]);
  });

  it('tell of an earlier call that had ended when the session was used', () => {
    const short = assume(-880, ALICE_CALLS, OPS, 'ASIAOPS', {
      responseElements: { credentials: { accessKeyId: 'ASIAOPS', expiration: '1970-01-01T00:00:20Z' } },
    });
    const end = call(7200, session(PROD, 'team/Admin', 'ASIAADMIN'));
    for (const copies of [
      [caller, target],
      [target, caller],
    ]) {
      expect(onArrival([short, ...copies, end]).at(-1)!.chain).to.deep.equal([ALICE, OPS, ADMIN]);
    }
  });

  it('of a call that issues a key which another caller claims too are told alone', () => {
    const own = assume(0, ALICE_CALLS, OPS, 'ASIAOPS');
    const claimed = assume(0, user('bob', 'AKIABOB'), OPS, 'ASIAOPS');
    const other = assumeCopy(0, stranger(HOME, 'AIDAALICE'), OPS, 'ASIAOPS');
    expect(lastWay(own, claimed, other).chain).to.deep.equal([`${HOME}:AIDAALICE`]);
  });

  it('are none when their callers are of different accounts', () => {
    const object = { eventSource: 's3.amazonaws.com', eventName: 'GetObject', sharedEventID: 'shared-1' };
    const own = call(0, session(HUB, 'team/Ops', 'ASIAOPS'), object);
    const other = call(0, stranger('999988887777', 'AIDAX'), { ...object, recipientAccountId: PROD });
    expect(lastWay(before, own, other).chain).to.deep.equal(['999988887777:AIDAX']);
    const foreign = assumeCopy(0, stranger('999988887777', 'AROAOPS:work'), ADMIN, 'ASIAADMIN');
    expect(lastWay(before, caller, foreign).chain).to.deep.equal(['999988887777:AROAOPS']);
    expect(lastWay(before, caller, foreign, used).chain).to.deep.equal([ADMIN]);
  });
});

describe('a console session', () => {
  const switched = (at: number, from: string, name: string) =>
    call(
      at,
      { ...session(HUB, 'Ops', '', name), accessKeyId: undefined },
      {
        eventSource: 'signin.amazonaws.com',
        eventName: 'SwitchRole',
        responseElements: { SwitchRole: 'Success' },
        additionalEventData: { SwitchFrom: from },
      },
    );
  const used = (name: string) => call(600, session(HUB, 'team/Ops', 'ASIACONSOLE', name));

  it('of a role switch is known by its session name, since the console uses a key of its own', () => {
    expect(ways([switched(0, ALICE, 'alice'), used('alice'), used('bob')])).to.deep.equal([
      { origin: ALICE, chain: [ALICE], depth: 0 },
      { origin: ALICE, chain: [ALICE, OPS], depth: 1 },
      { origin: '', chain: [OPS], depth: 0 },
    ]);
  });

  it('of a role switch is known by the AssumeRole of the console too, in either copy', () => {
    const more = { sourceIPAddress: 'AWS Internal', requestParameters: { roleArn: OPS, roleSessionName: 'alice' } };
    const own = assume(0, ALICE_CALLS, OPS, 'ASIAUNUSED', more);
    const other = assume(0, stranger(HOME, 'AIDAALICE'), OPS, 'ASIAUNUSED', { ...more, recipientAccountId: HUB });
    expect(lastWay(own, other, used('alice')).chain).to.deep.equal([ALICE, OPS]);
    expect(lastWay(other, switched(1, ALICE, 'alice'), used('alice')).chain).to.deep.equal([ALICE, OPS]);
    expect(lastWay(other, used('alice')).chain).to.deep.equal([`${HOME}:AIDAALICE`, OPS]);
  });

  it('of a single sign-on leads on through a role switch to the identity of the provider', () => {
    const saml = { type: 'SAMLUser', identityProvider: 'corp', userName: 'alice@example.com' };
    const signedIn = token(0, 'AssumeRoleWithSAML', saml, 'ASIASAML', {
      recipientAccountId: HOME,
      requestParameters: { roleArn: role(HOME, 'sso/Staff'), roleSessionName: 'alice@example.com' },
    });
    const from = `arn:aws:sts::${HOME}:assumed-role/Staff/alice@example.com`;
    expect(lastWay(signedIn, switched(60, from, 'alice@example.com'), used('alice@example.com'))).to.deep.equal({
      origin: 'corp/alice@example.com',
      chain: ['corp/alice@example.com', role(HOME, 'Staff'), OPS],
      depth: 2,
    });
  });

  it('of a role switch is known by what either of its records tells', () => {
    const staff = role(HOME, 'Staff');
    const taken = assume(0, ALICE_CALLS, staff, 'ASIASTAFF');
    const from = `arn:aws:sts::${HOME}:assumed-role/Staff/work`;
    const own = assume(5, session(HOME, 'Staff', 'ASIASTAFF'), OPS, 'ASIAUNUSED', {
      sourceIPAddress: 'AWS Internal',
    });
    for (const records of [
      [own, switched(5, from, 'work')],
      [switched(5, from, 'work'), own],
    ]) {
      expect(lastWay(taken, ...records, used('work')).chain).to.deep.equal([ALICE, staff, OPS]);
    }
  });

  it('lasts twelve hours from the last switch', () => {
    const at = (hours: number) => ({ ...used('alice'), at: hours * 3600 });
    expect(lastWay(switched(0, ALICE, 'alice'), at(11.9)).chain).to.deep.equal([ALICE, OPS]);
    expect(lastWay(switched(0, ALICE, 'alice'), at(12.1)).chain).to.deep.equal([OPS]);
    const again = switched(6 * 3600, ALICE, 'alice');
    expect(lastWay(switched(0, ALICE, 'alice'), again, at(17.9)).chain).to.deep.equal([ALICE, OPS]);
  });

  it('of a role that the record does not name is nobody’s', () => {
    const arn = `arn:aws::sts:${HUB}:assumed-role/Ops/alice`;
    const unnamed = switched(0, ALICE, 'alice');
    const entered = { ...unnamed, record: { ...unnamed.record, userIdentity: { type: 'AssumedRole', arn } } };
    expect(lastWay(entered, call(5, { type: 'AssumedRole', arn })).chain).to.deep.equal([]);
  });

  it('that two sessions of one role may have entered is nobody’s', () => {
    const from = (name: string) => switched(0, `arn:aws:sts::${HOME}:assumed-role/Staff/${name}`, 'shared');
    expect(lastWay(from('alice'), from('alice'), used('shared')).chain).to.have.length(2);
    expect(lastWay(from('alice'), from('bob'), used('shared')).chain).to.deep.equal([OPS]);
  });

  it('that two people may have entered under one name is nobody’s', () => {
    const namesake = `arn:aws:iam::${PROD}:user/alice`;
    expect(lastWay(switched(0, ALICE, 'alice'), switched(60, namesake, 'alice'), used('alice'))).to.deep.equal({
      origin: '',
      chain: [OPS],
      depth: 0,
    });
  });

  it('is not taken for one whose key was issued to somebody else', () => {
    const others = assume(10, user('bob', 'AKIABOB'), OPS, 'ASIACONSOLE');
    expect(lastWay(switched(0, ALICE, 'alice'), others, used('alice')).chain).to.deep.equal([BOB, OPS]);
  });
});

describe('an event that comes before the call that made it possible', () => {
  const issued = assume(30, ALICE_CALLS, OPS, 'ASIAOPS');
  const used = (at: number) => call(at, session(HUB, 'team/Ops', 'ASIAOPS'));

  it('is followed within a minute, in the order of arrival or of time', () => {
    expect(ways([used(40), issued]).map(({ chain }) => chain)).to.deep.equal([[ALICE, OPS], [ALICE]]);
    expect(ways([used(0), issued]).map(({ chain }) => chain)).to.deep.equal([[ALICE, OPS], [ALICE]]);
  });

  it('is not followed when it happened more than a minute before', () => {
    expect(ways([used(-31), issued]).map(({ chain }) => chain)).to.deep.equal([[OPS], [ALICE]]);
  });

  it('is followed when the call before that one comes late, too', () => {
    const used = call(65, session(PROD, 'team/Admin', 'ASIAADMIN'));
    const events = [
      assume(0, session(HUB, 'team/Ops', 'ASIAOPS'), ADMIN, 'ASIAADMIN'),
      assume(50, session(HOME, 'Build', 'ASIABUILD'), OPS, 'ASIAOPS'),
      used,
      assume(10, ALICE_CALLS, role(HOME, 'Build'), 'ASIABUILD'),
      used,
    ];
    expect(onArrival(events).at(-1)!.chain).to.deep.equal([ALICE, role(HOME, 'Build'), OPS, ADMIN]);
  });

  it('is followed by its key when that comes late, and by its name until then', () => {
    const saml = { type: 'SAMLUser', identityProvider: 'corp', userName: 'alice@example.com' };
    const staff = session(HOME, 'Staff', 'ASIASTAFF', 'alice');
    const used = call(101, session(HUB, 'team/Ops', 'ASIAOPS'));
    const events = [
      token(0, 'AssumeRoleWithSAML', saml, 'ASIASAML', {
        requestParameters: { roleArn: role(HOME, 'Staff'), roleSessionName: 'alice' },
      }),
      assume(100, staff, OPS, 'ASIAOPS'),
      used,
      assume(95, user('bob', 'AKIABOB'), role(HOME, 'Staff'), 'ASIASTAFF'),
      used,
    ];
    const found = onArrival(events);
    expect(found[2]!.chain).to.deep.equal(['corp/alice@example.com', role(HOME, 'Staff'), OPS]);
    expect(found[4]!.chain).to.deep.equal([BOB, role(HOME, 'Staff'), OPS]);
  });

  it('does not keep the middle of a way from being found', () => {
    const next = assume(20, session(HUB, 'team/Ops', 'ASIAOPS'), ADMIN, 'ASIAADMIN');
    expect(
      lastWay(
        next,
        call(21, session(PROD, 'team/Admin', 'ASIAADMIN')),
        issued,
        call(5000, session(PROD, 'team/Admin', 'ASIAADMIN')),
      ).chain,
    ).to.deep.equal([ALICE, OPS, ADMIN]);
  });
});
