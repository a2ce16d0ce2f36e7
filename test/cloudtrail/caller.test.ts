import { expect } from 'chai';
import { ALICE, OTHER, OWN, alice, call, callerOf, deploy } from './records';

const by = (userIdentity: unknown, more = {}) => callerOf(call('ListUsers', { userIdentity, ...more }));

describe('an IAMUser', () => {
  it('is its arn', () => {
    expect(by(alice())).to.deep.equal({ caller: ALICE, callerType: 'user', callerAccount: OWN });
  });

  it('is built from account and name without an arn', () => {
    const built = { caller: ALICE, callerType: 'user', callerAccount: OWN };
    expect(by(alice({ arn: undefined }))).to.deep.equal(built);
    expect(by(alice({ arn: 7 }))).to.deep.equal(built);
  });

  it('keeps a masked account inside the arn as it stands', () => {
    expect(by(alice({ arn: '', accountId: 'redacted' }))).to.deep.equal({
      caller: 'arn:aws:iam::redacted:user/alice',
      callerType: 'user',
      callerAccount: '',
    });
  });

  it('is its whole principalId where account or name is missing too', () => {
    const principal = { caller: 'AIDAEXAMPLEALICE', callerType: 'user' };
    expect(by(alice({ arn: '', userName: '' }))).to.deep.equal({ ...principal, callerAccount: OWN });
    expect(by(alice({ arn: '', accountId: 111122223333 }))).to.deep.equal({ ...principal, callerAccount: '' });
  });

  it('stays a user where a service calls for it', () => {
    expect(by(alice({ invokedBy: 'signin.amazonaws.com' })).callerType).to.equal('user');
  });

  it('has the account of its arn where accountId is none', () => {
    expect(by(alice({ accountId: 'XXXXXXXXXXXX' })).callerAccount).to.equal(OWN);
    expect(by(alice({ accountId: undefined })).callerAccount).to.equal(OWN);
  });
});

describe('an AssumedRole or Role', () => {
  const role = { callerType: 'role', callerAccount: OWN };

  it('is the session issuer, path kept', () => {
    const expected = { ...role, caller: `arn:aws:iam::${OWN}:role/team/Deploy` };
    expect(by(deploy())).to.deep.equal(expected);
    expect(by(deploy({ type: 'Role' }))).to.deep.equal(expected);
  });

  it("is the role of the session's arn without an issuer", () => {
    const expected = { ...role, caller: `arn:aws:iam::${OWN}:role/Deploy` };
    expect(by(deploy({ sessionContext: { sessionIssuer: {} } }))).to.deep.equal(expected);
    expect(by(deploy({ sessionContext: 'none', accountId: undefined }))).to.deep.equal(expected);
  });

  it('keeps partition and masked account of that arn', () => {
    const masked = { type: 'AssumedRole', arn: 'arn:aws-us-gov:sts::XXXXXXXXXXXX:assumed-role/Deploy/build-17' };
    expect(by(masked)).to.deep.equal({
      caller: 'arn:aws-us-gov:iam::XXXXXXXXXXXX:role/Deploy',
      callerType: 'role',
      callerAccount: '',
    });
  });

  it('is a role arn in userIdentity.arn', () => {
    const arn = `arn:aws-cn:iam::${OWN}:role/team/Deploy`;
    expect(by({ type: 'Role', arn })).to.deep.equal({ ...role, caller: arn });
  });

  it('is principalId up to the colon where no arn tells', () => {
    expect(by({ type: 'AssumedRole', principalId: 'AROAEXAMPLE:me:too', arn: '--' })).to.deep.equal({
      caller: 'AROAEXAMPLE',
      callerType: 'role',
      callerAccount: '',
    });
  });
});

describe('a Root', () => {
  it("is its account's root", () => {
    expect(by({ type: 'Root', accountId: OWN, principalId: OWN, arn: `arn:aws-cn:iam::${OWN}:root` })).to.deep.equal({
      caller: `arn:aws-cn:iam::${OWN}:root`,
      callerType: 'root',
      callerAccount: OWN,
    });
    expect(by({ type: 'Root', accountId: OWN }).caller).to.equal(`arn:aws:iam::${OWN}:root`);
  });

  it('is empty without account', () => {
    expect(by({ type: 'Root', principalId: OWN })).to.deep.equal({ caller: '', callerType: 'root', callerAccount: '' });
    expect(by({ type: 'Root', accountId: 111122223333 }).caller).to.equal('');
    expect(by({ type: 'Root', accountId: 'redacted' }).caller).to.equal('arn:aws:iam::redacted:root');
  });
});

describe('a FederatedUser', () => {
  const arn = `arn:aws:sts::${OWN}:federated-user/bob`;
  const identity = { type: 'FederatedUser', arn, principalId: `${OWN}:bob`, accountId: OWN };

  it('is the session issuer, else its arn, else its whole principalId', () => {
    const federated = { callerType: 'federated', callerAccount: OWN };
    expect(by({ ...identity, sessionContext: { sessionIssuer: { arn: ALICE } } })).to.deep.equal({
      ...federated,
      caller: ALICE,
    });
    expect(by(identity)).to.deep.equal({ ...federated, caller: arn });
    expect(by({ ...identity, arn: null })).to.deep.equal({ ...federated, caller: `${OWN}:bob` });
  });
});

describe('a SAMLUser', () => {
  const identity = { type: 'SAMLUser', principalId: 'abc=:bob', userName: 'bob', identityProvider: 'abc=' };
  const requestParameters = { principalArn: `arn:aws:iam::${OTHER}:saml-provider/idp` };

  it('is provider and name, of the account of the SAML provider', () => {
    expect(by(identity, { requestParameters })).to.deep.equal({
      caller: 'abc=/bob',
      callerType: 'federated',
      callerAccount: OTHER,
    });
  });

  it('is its whole principalId lacking either', () => {
    expect(by({ ...identity, userName: '' }).caller).to.equal('abc=:bob');
    expect(by({ ...identity, identityProvider: 1 }).caller).to.equal('abc=:bob');
  });

  it('has the account of the SAML provider by the action too, before its own', () => {
    const record = call('AssumeRoleWithSAML', { userIdentity: { type: 'Unknown', accountId: OWN }, requestParameters });
    expect(callerOf(record).callerAccount).to.equal(OTHER);
    expect(by({ ...identity, accountId: OWN }, { requestParameters }).callerAccount).to.equal(OTHER);
  });

  it('has its own account where no provider is named', () => {
    expect(by({ ...identity, accountId: OWN }).callerAccount).to.equal(OWN);
    expect(by(identity).callerAccount).to.equal('');
    const masked = { requestParameters: { principalArn: 'arn:aws:iam::redacted:saml-provider/idp' } };
    expect(by({ ...identity, accountId: OWN }, masked).callerAccount).to.equal(OWN);
  });
});

describe('a WebIdentityUser', () => {
  const identity = {
    type: 'WebIdentityUser',
    principalId: 'accounts.example.com:app:sub',
    userName: 'sub',
    identityProvider: `arn:aws:iam::${OWN}:oidc-provider/accounts.example.com`,
    accountId: OWN,
  };

  it('is provider and subject, of no account whatever the record says', () => {
    expect(by(identity)).to.deep.equal({
      caller: `arn:aws:iam::${OWN}:oidc-provider/accounts.example.com/sub`,
      callerType: 'federated',
      callerAccount: '',
    });
    expect(by({ ...identity, userName: undefined }).caller).to.equal('accounts.example.com:app:sub');
  });

  it('has no account by the action either', () => {
    const record = call('AssumeRoleWithWebIdentity');
    expect(callerOf(record).callerAccount).to.equal('');
  });
});

describe('an IdentityCenterUser', () => {
  it('is the user on whose behalf it acts, else its principalId', () => {
    const identity = { type: 'IdentityCenterUser', accountId: OWN, principalId: 'p-1', onBehalfOf: { userId: 'u-1' } };
    const federated = { callerType: 'federated', callerAccount: OWN };
    expect(by(identity)).to.deep.equal({ ...federated, caller: 'identitycenter/u-1' });
    expect(by({ ...identity, onBehalfOf: [] })).to.deep.equal({ ...federated, caller: 'p-1' });
  });
});

describe('an AWSAccount', () => {
  it('is account and principalId up to the colon', () => {
    expect(by({ type: 'AWSAccount', accountId: OTHER, principalId: 'AROAEXAMPLE:me' })).to.deep.equal({
      caller: `${OTHER}:AROAEXAMPLE`,
      callerType: 'account',
      callerAccount: OTHER,
    });
  });

  it('is the account without a principalId', () => {
    expect(by({ type: 'AWSAccount', accountId: OTHER, principalId: '' }).caller).to.equal(OTHER);
  });

  it('is anonymous where accountId is no account', () => {
    const anonymous = { callerType: 'anonymous', callerAccount: '' };
    expect(by({ type: 'AWSAccount', accountId: 'anonymous' })).to.deep.equal({ ...anonymous, caller: 'anonymous' });
    expect(by({ type: 'AWSAccount', accountId: 'ANONYMOUS_PRINCIPAL', principalId: 'x:y' })).to.deep.equal({
      ...anonymous,
      caller: 'ANONYMOUS_PRINCIPAL:x',
    });
    expect(by({ type: 'AWSAccount', principalId: 'AROAEXAMPLE' })).to.deep.equal({ ...anonymous, caller: '' });
  });
});

describe('an AWSService', () => {
  it('is what it was invoked by, else the source address, of no account whatever the record says', () => {
    const service = { callerType: 'service', callerAccount: '' };
    const more = { sourceIPAddress: 'ec2.amazonaws.com' };
    expect(by({ type: 'AWSService', invokedBy: 'config.amazonaws.com', accountId: OWN }, more)).to.deep.equal({
      ...service,
      caller: 'config.amazonaws.com',
    });
    expect(by({ type: 'AWSService' }, more)).to.deep.equal({ ...service, caller: 'ec2.amazonaws.com' });
    expect(by({ type: 'AWSService' })).to.deep.equal({ ...service, caller: '' });
  });

  it('is an identity without type that was invoked by something', () => {
    const expected = { caller: 'ec2.amazonaws.com', callerType: 'service', callerAccount: '' };
    expect(by({ accountId: OWN, invokedBy: 'ec2.amazonaws.com' })).to.deep.equal(expected);
    expect(by({ type: null, accountId: OWN, invokedBy: 'ec2.amazonaws.com' })).to.deep.equal(expected);
  });
});

describe('anything else', () => {
  it('is unknown: its arn, else its principalId', () => {
    expect(by(alice({ type: 'Directory' }))).to.deep.equal({
      caller: ALICE,
      callerType: 'unknown',
      callerAccount: OWN,
    });
    expect(by({ type: 'Directory', principalId: 'd:1' })).to.deep.equal({
      caller: 'd:1',
      callerType: 'unknown',
      callerAccount: '',
    });
    expect(by({ accountId: OWN })).to.deep.equal({ caller: '', callerType: 'unknown', callerAccount: OWN });
    expect(by({ type: 'Directory', invokedBy: 'ec2.amazonaws.com' }).callerType).to.equal('unknown');
  });

  it('is empty where userIdentity is a string, an array or missing', () => {
    const unknown = { caller: '', callerType: 'unknown', callerAccount: '' };
    for (const identity of ['AROAEXAMPLE', [alice()], null, undefined, 7]) expect(by(identity)).to.deep.equal(unknown);
  });
});

describe('the caller of a console role switch', () => {
  const entered = {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${OTHER}:assumed-role/Admin/alice`,
    accountId: OTHER,
    principalId: 'AROAEXAMPLE:alice',
  };
  const from = (SwitchFrom: unknown) =>
    callerOf(
      call('SwitchRole', { userIdentity: entered, additionalEventData: { SwitchFrom }, recipientAccountId: OTHER }),
    );

  it('is SwitchFrom, typed by its arn', () => {
    expect(from(ALICE)).to.deep.equal({ caller: ALICE, callerType: 'user', callerAccount: OWN });
    expect(from(`arn:aws:iam::${OWN}:role/team/Deploy`)).to.deep.equal({
      caller: `arn:aws:iam::${OWN}:role/team/Deploy`,
      callerType: 'role',
      callerAccount: OWN,
    });
    const root = `arn:aws:iam::${OWN}:root`;
    expect(from(root)).to.deep.equal({ caller: root, callerType: 'root', callerAccount: OWN });
    const federated = `arn:aws:sts::${OWN}:federated-user/bob`;
    expect(from(federated)).to.deep.equal({ caller: federated, callerType: 'federated', callerAccount: OWN });
    expect(from('somebody')).to.deep.equal({ caller: 'somebody', callerType: 'unknown', callerAccount: '' });
  });

  it('is the role of an assumed-role arn', () => {
    expect(from(`arn:aws-us-gov:sts::${OWN}:assumed-role/Deploy/build-17`)).to.deep.equal({
      caller: `arn:aws-us-gov:iam::${OWN}:role/Deploy`,
      callerType: 'role',
      callerAccount: OWN,
    });
  });

  it('is empty and unknown without SwitchFrom, never the role that was entered', () => {
    expect(from(undefined)).to.deep.equal({ caller: '', callerType: 'unknown', callerAccount: '' });
  });
});
