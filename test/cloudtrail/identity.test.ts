import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { extract, isUnreadable } from '../../app/cloudtrail';
import { ADMIN, ALICE, OTHER, OWN, THIRD, alice, call, deploy, read } from './records';

const assume = (more = {}) =>
  call('AssumeRole', {
    requestParameters: { roleArn: ADMIN },
    sharedEventID: 'shared-1',
    requestID: 'request-1',
    ...more,
  });
const theirs = { type: 'AWSAccount', accountId: OWN, principalId: 'AIDAEXAMPLEALICE' };
const service = { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' };
const relation = (record: unknown) => read(record).relation;
const view = (record: unknown) => read(record).view;
const event = (record: unknown) => read(record).event;

describe('the relation', () => {
  it('is service where the caller is a service', () => {
    expect(relation(assume({ userIdentity: service }))).to.equal('service');
    const userIdentity = { ...service, invokedByDelegate: { accountId: THIRD } };
    expect(relation(assume({ userIdentity }))).to.equal('service');
  });

  it('is cross_account or same_account where both accounts are known', () => {
    expect(relation(assume())).to.equal('cross_account');
    expect(relation(call('GetSessionToken'))).to.equal('same_account');
  });

  it('is unknown else', () => {
    expect(relation(call('AssumeRole'))).to.equal('unknown');
    expect(
      relation(assume({ userIdentity: { type: 'WebIdentityUser', userName: 'x', identityProvider: 'y' } })),
    ).to.equal('unknown');
  });

  it("counts the delegate's account as the caller's", () => {
    const delegated = (accountId: unknown) => {
      const {
        callerAccount,
        delegate,
        relation: found,
      } = read(
        call('CreateRole', {
          requestParameters: { roleName: 'x' },
          userIdentity: alice({ invokedByDelegate: { accountId } }),
        }),
      );
      return { callerAccount, delegate, relation: found };
    };
    expect(delegated(THIRD)).to.deep.equal({ callerAccount: OWN, delegate: THIRD, relation: 'cross_account' });
    expect(delegated(OWN)).to.deep.equal({ callerAccount: OWN, delegate: OWN, relation: 'same_account' });
    expect(delegated('vendor')).to.deep.equal({ callerAccount: OWN, delegate: '', relation: 'same_account' });
  });
});

describe('the view', () => {
  it('is the caller for the full copy, the target for the copy that shows an account only', () => {
    expect(view(assume())).to.equal('caller');
    expect(view(assume({ userIdentity: theirs, recipientAccountId: OTHER }))).to.equal('target');
  });

  it('is the target for a console switch and for use of a resource here', () => {
    const entered = deploy({ arn: `arn:aws:sts::${OTHER}:assumed-role/Admin/alice` });
    expect(view(call('SwitchRole', { userIdentity: entered, additionalEventData: { SwitchFrom: ALICE } }))).to.equal(
      'target',
    );
    expect(view(call('GetObject', { recipientAccountId: OTHER }))).to.equal('target');
  });

  it('is empty on every other relation', () => {
    expect(view(assume({ userIdentity: service }))).to.equal('');
    expect(view(call('GetSessionToken', { userIdentity: theirs }))).to.equal('');
    expect(view(call('AssumeRole'))).to.equal('');
  });
});

describe('the event', () => {
  it('is sharedEventID on cross_account only', () => {
    expect(event(assume())).to.equal('shared-1');
    expect(event(assume({ userIdentity: service }))).to.equal('event-1');
    expect(event(call('GetSessionToken', { sharedEventID: 'shared-1' }))).to.equal('event-1');
  });

  it('is else eventID, else requestID', () => {
    expect(event(assume({ sharedEventID: undefined }))).to.equal('event-1');
    expect(event(assume({ sharedEventID: '', eventID: 7 }))).to.equal('request-1');
  });

  it('is else the SHA-256 of the bytes of the record', () => {
    const digest = (raw: Buffer) => createHash('sha256').update(raw).digest('hex');
    const idOf = (raw: Buffer | string) => {
      const access = extract(raw);
      return isUnreadable(access) ? access : access.event;
    };
    expect(idOf('{}')).to.equal('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
    const broken = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    expect(idOf(broken)).to.equal(digest(broken));
    expect(idOf('{"a":"ü"}')).to.equal(digest(Buffer.from('{"a":"ü"}', 'utf8')));
  });
});
