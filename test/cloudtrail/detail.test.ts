import { expect } from 'chai';
import type { Detail } from '../../app/cloudtrail';
import { alice, call, read } from './records';

const NONE: Detail = { trustPolicy: '', policyArn: '', policyDocument: '', mfa: false };
const detail = (record: unknown) => read(record).detail;
const parameters = {
  assumeRolePolicyDocument: '{"Statement":[]}',
  policyDocument: '{"Statement":{}}',
  policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  serialNumber: 'arn:aws:iam::111122223333:mfa/alice',
};

describe('the detail', () => {
  it('has the trust policy of create_role as it stands', () => {
    expect(detail(call('CreateRole', { requestParameters: parameters }))).to.deep.equal({
      ...NONE,
      trustPolicy: '{"Statement":[]}',
    });
    const responseElements = { role: { assumeRolePolicyDocument: '%7B%7D' } };
    expect(detail(call('CreateRole', { responseElements })).trustPolicy).to.equal('%7B%7D');
    expect(detail(call('CreateRole', { requestParameters: { assumeRolePolicyDocument: {} } }))).to.deep.equal(NONE);
  });

  it('has the trust policy of update_trust', () => {
    expect(detail(call('UpdateAssumeRolePolicy', { requestParameters: parameters }))).to.deep.equal({
      ...NONE,
      trustPolicy: '{"Statement":{}}',
    });
  });

  it('has the policy that attach_role_policy attaches', () => {
    expect(detail(call('AttachRolePolicy', { requestParameters: parameters }))).to.deep.equal({
      ...NONE,
      policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    });
  });

  it('has the document that put_role_policy puts', () => {
    expect(detail(call('PutRolePolicy', { requestParameters: parameters }))).to.deep.equal({
      ...NONE,
      policyDocument: '{"Statement":{}}',
    });
  });

  it('shows MFA by the session, or by the serial number given with an assumption or a session token', () => {
    const session = (mfaAuthenticated: unknown) =>
      detail(call('GetUser', { userIdentity: alice({ sessionContext: { attributes: { mfaAuthenticated } } }) })).mfa;
    expect([session('true'), session('false'), session(true), session(1)]).to.deep.equal([true, false, false, false]);
    const given = (eventName: string) => detail(call(eventName, { requestParameters: parameters })).mfa;
    expect([given('AssumeRole'), given('GetSessionToken'), given('EnableMFADevice')]).to.deep.equal([
      true,
      true,
      false,
    ]);
  });
});
