import { expect } from 'chai';
import { ALICE, OTHER, OWN, THIRD, alice, call, read } from './records';

const NAMED = [
  ['sts', 'AssumeRole', 'assume_role'],
  ['sts', 'AssumeRoleWithSAML', 'assume_role_with_saml'],
  ['sts', 'AssumeRoleWithWebIdentity', 'assume_role_with_web_identity'],
  ['sts', 'AssumeRoot', 'assume_root'],
  ['sts', 'GetSessionToken', 'get_session_token'],
  ['sts', 'GetFederationToken', 'get_federation_token'],
  ['signin', 'SwitchRole', 'switch_role'],
  ['iam', 'CreateRole', 'create_role'],
  ['iam', 'UpdateAssumeRolePolicy', 'update_trust'],
  ['iam', 'AttachRolePolicy', 'attach_role_policy'],
  ['iam', 'PutRolePolicy', 'put_role_policy'],
  ['iam', 'CreateAccessKey', 'create_access_key'],
] as const;

const getObject = (more = {}) => call('GetObject', { eventSource: 's3.amazonaws.com', ...more });

describe('the action of an event', () => {
  for (const [service, eventName, action] of NAMED) {
    it(`is ${action} for ${service} ${eventName}`, () => {
      expect(read({ eventSource: `${service}.amazonaws.com`, eventName }).action).to.equal(action);
    });

    it(`is not ${action} for ${eventName} of another service`, () => {
      expect(read({ eventSource: 's3.amazonaws.com', eventName }).action).to.equal('api_call');
    });
  }

  it('is never taken from JavaScript itself', () => {
    expect(read({ eventSource: 'iam.amazonaws.com', eventName: '__proto__' }).action).to.equal('api_call');
    expect(read({ eventSource: 'constructor', eventName: 'toString' }).action).to.equal('api_call');
  });

  it('is kept when a named call crosses accounts', () => {
    expect(read(call('CreateRole', { recipientAccountId: OTHER })).action).to.equal('create_role');
  });
});

describe('any other event', () => {
  it('is resource_access where another account uses a resource here', () => {
    expect(read(getObject({ recipientAccountId: OTHER })).action).to.equal('resource_access');
  });

  it('is api_call within one account', () => {
    expect(read(getObject()).action).to.equal('api_call');
  });

  it('is api_call where an account is not twelve digits', () => {
    expect(read(getObject({ recipientAccountId: '44445555666' })).action).to.equal('api_call');
    expect(read(getObject({ recipientAccountId: 444455556666 })).action).to.equal('api_call');
    expect(read(getObject({ userIdentity: { type: 'AWSAccount', accountId: 'anonymous' } })).action).to.equal(
      'api_call',
    );
  });

  it('is api_call where the caller is a service', () => {
    const userIdentity = { type: 'AWSService', invokedBy: 'config.amazonaws.com', accountId: OWN };
    expect(read(getObject({ userIdentity, recipientAccountId: OTHER })).action).to.equal('api_call');
  });

  it('is chosen by the account of userIdentity even where a delegate acts', () => {
    const userIdentity = alice({ invokedByDelegate: { accountId: THIRD } });
    const access = read(getObject({ userIdentity }));
    expect([access.action, access.delegate, access.relation]).to.deep.equal(['api_call', THIRD, 'cross_account']);
  });
});

describe('the delegate and the recipient', () => {
  it('are twelve digits or empty', () => {
    const read1 = read(call('GetUser', { userIdentity: alice({ invokedByDelegate: { accountId: THIRD } }) }));
    expect([read1.delegate, read1.recipient]).to.deep.equal([THIRD, OWN]);
    const read2 = read({
      recipientAccountId: 'redacted',
      userIdentity: alice({ invokedByDelegate: { accountId: 'x' } }),
    });
    expect([read2.delegate, read2.recipient]).to.deep.equal(['', '']);
    expect(read2.caller).to.equal(ALICE);
  });
});
