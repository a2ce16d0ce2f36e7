import { expect } from 'chai';
import {
  ALICE,
  ALICE_CALLS,
  assume,
  BOB,
  call,
  HOME,
  HUB,
  lastWay,
  OPS,
  PROD,
  role,
  session,
  stranger,
  token,
  user,
  ways,
} from './records';

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
