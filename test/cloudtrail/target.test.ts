import { expect } from 'chai';
import { ADMIN, ALICE, OTHER, OWN, THIRD, alice, call, deploy, targetOf } from './records';

const denial = (resource: string, action = 'sts:AssumeRole') =>
  `User: ${ALICE} is not authorized to perform: ${action} on resource: ${resource}`;
const denied = (eventName: string, resource: string, more = {}) =>
  call(eventName, { errorCode: 'AccessDenied', errorMessage: denial(resource), requestParameters: null, ...more });
const role = (name: string, account = OWN) => `arn:aws:iam::${account}:role/${name}`;
const user = (name: string, account = OWN) => `arn:aws:iam::${account}:user/${name}`;

describe('the denied resource', () => {
  it('is the arn right after "on resource:", not the caller that stands before', () => {
    expect(targetOf(denied('AssumeRole', ADMIN))).to.deep.equal([ADMIN, OTHER]);
    expect(targetOf(denied('AssumeRole', `${ADMIN} because no policy allows the sts:AssumeRole action`))).to.deep.equal(
      [ADMIN, OTHER],
    );
  });

  it('is a role or user by name in the account whose trail tells', () => {
    expect(targetOf(denied('PutRolePolicy', 'role Deploy because no policy'))).to.deep.equal([role('Deploy'), OWN]);
    expect(targetOf(denied('PutRolePolicy', 'user bob'))).to.deep.equal([user('bob'), OWN]);
    const masked = { recipientAccountId: 'redacted' };
    expect(targetOf(denied('PutRolePolicy', 'role Deploy', masked))).to.deep.equal([role('Deploy', 'redacted'), '']);
    expect(targetOf(denied('PutRolePolicy', 'role Deploy', { recipientAccountId: undefined }))).to.deep.equal(['', '']);
  });

  it("keeps the caller's partition", () => {
    const userIdentity = alice({ arn: `arn:aws-cn:iam::${OWN}:user/alice` });
    expect(targetOf(denied('CreateRole', 'role Deploy', { userIdentity }))[0]).to.equal(
      `arn:aws-cn:iam::${OWN}:role/Deploy`,
    );
  });

  it('is nothing for any other token', () => {
    for (const resource of ['*', 'policy Guard', `policy arn:aws:iam::${OWN}:policy/Guard`, 'role', '', 'Deploy'])
      expect(targetOf(denied('CreateRole', resource))).to.deep.equal(['', OWN]);
    expect(targetOf(call('AssumeRole', { errorMessage: `User: ${ALICE} is not authorized` }))).to.deep.equal(['', '']);
  });
});

for (const eventName of ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'])
  describe(`the target of ${eventName}`, () => {
    const resources = [
      { type: 'AWS::IAM::SAMLProvider', ARN: `arn:aws:iam::${OTHER}:saml-provider/idp` },
      { type: 'AWS::IAM::Role', ARN: role('team/Admin', OTHER) },
    ];
    const responseElements = { assumedRoleUser: { arn: `arn:aws:sts::${OTHER}:assumed-role/Admin/next` } };
    const errorMessage = denial(role('Denied', THIRD));

    it('is the requested roleArn, path kept', () => {
      const requestParameters = { roleArn: role('team/Admin', OTHER) };
      const record = call(eventName, { requestParameters, errorMessage, resources: [], responseElements });
      expect(targetOf(record)).to.deep.equal([role('team/Admin', OTHER), OTHER]);
    });

    it('is else the denied resource', () => {
      const record = call(eventName, { errorMessage, resources, responseElements });
      expect(targetOf(record)).to.deep.equal([role('Denied', THIRD), THIRD]);
    });

    it('is else the ARN, or arn, of the first resource of type role', () => {
      const record = call(eventName, { resources, responseElements });
      expect(targetOf(record)).to.deep.equal([role('team/Admin', OTHER), OTHER]);
      const small = call(eventName, { resources: ['x', { type: 'AWS::IAM::Role', arn: ADMIN }], responseElements });
      expect(targetOf(small)).to.deep.equal([ADMIN, OTHER]);
    });

    it('is else the role of the issued session', () => {
      expect(targetOf(call(eventName, { resources: [role('x')], responseElements }))).to.deep.equal([ADMIN, OTHER]);
    });

    it("writes that role in the caller's partition, else in the session's own", () => {
      const session = { assumedRoleUser: { arn: `arn:aws-us-gov:sts::${OTHER}:assumed-role/Admin/next` } };
      const gov = call(eventName, { userIdentity: {}, responseElements: session });
      expect(targetOf(gov)[0]).to.equal(`arn:aws-us-gov:iam::${OTHER}:role/Admin`);
      expect(targetOf(call(eventName, { responseElements: session }))[0]).to.equal(ADMIN);
    });

    it('is kept with no account where roleArn is a bare name or no arn', () => {
      for (const roleArn of ['Admin', 'arn:aws:iam', 'role/Admin'])
        expect(targetOf(call(eventName, { requestParameters: { roleArn }, resources }))).to.deep.equal([roleArn, '']);
      const masked = role('Admin', 'XXXXXXXXXXXX');
      expect(targetOf(call(eventName, { requestParameters: { roleArn: masked } }))).to.deep.equal([masked, '']);
    });

    it('is empty, not the account of the trail, where nothing tells', () => {
      expect(targetOf(call(eventName))).to.deep.equal(['', '']);
      expect(targetOf(call(eventName, { requestParameters: { roleArn: 7 }, resources: ADMIN }))).to.deep.equal([
        '',
        '',
      ]);
    });
  });

describe('the target of AssumeRoot', () => {
  const root = `arn:aws:iam::${OTHER}:root`;

  it('is the root of the account that targetPrincipal names, by id or arn', () => {
    for (const targetPrincipal of [OTHER, root, ADMIN])
      expect(targetOf(call('AssumeRoot', { requestParameters: { targetPrincipal } }))).to.deep.equal([root, OTHER]);
  });

  it('is else the root of the denied resource', () => {
    expect(targetOf(denied('AssumeRoot', root))).to.deep.equal([root, OTHER]);
    const masked = { requestParameters: { targetPrincipal: 'redacted' } };
    expect(targetOf(denied('AssumeRoot', root, masked))).to.deep.equal([root, OTHER]);
  });

  it('is empty, not the account of the trail, where nothing tells', () => {
    expect(targetOf(call('AssumeRoot'))).to.deep.equal(['', '']);
    expect(targetOf(call('AssumeRoot', { requestParameters: { targetPrincipal: 444455556666 } }))).to.deep.equal([
      '',
      '',
    ]);
  });

  it("has the caller's partition, else that of the arn", () => {
    const requestParameters = { targetPrincipal: `arn:aws-cn:iam::${OTHER}:root` };
    expect(targetOf(call('AssumeRoot', { requestParameters }))[0]).to.equal(root);
    expect(targetOf(call('AssumeRoot', { requestParameters, userIdentity: {} }))[0]).to.equal(
      `arn:aws-cn:iam::${OTHER}:root`,
    );
  });
});

describe('the target of GetSessionToken and GetFederationToken', () => {
  it('is the caller itself', () => {
    expect(targetOf(call('GetSessionToken'))).to.deep.equal([ALICE, OWN]);
    expect(targetOf(call('GetFederationToken'))).to.deep.equal([ALICE, OWN]);
    const userIdentity = { type: 'Role', principalId: 'AROAEXAMPLE:me' };
    expect(targetOf(call('GetSessionToken', { userIdentity }))).to.deep.equal(['AROAEXAMPLE', OWN]);
  });

  it('is the federated user where one was issued', () => {
    const arn = `arn:aws:sts::${OWN}:federated-user/bob`;
    expect(targetOf(call('GetFederationToken', { responseElements: { federatedUser: { arn } } }))).to.deep.equal([
      arn,
      OWN,
    ]);
  });
});

describe('the target of SwitchRole', () => {
  it('is the role in userIdentity.arn', () => {
    const userIdentity = deploy({ arn: `arn:aws:sts::${OTHER}:assumed-role/Admin/alice` });
    expect(targetOf(call('SwitchRole', { userIdentity }))).to.deep.equal([ADMIN, OTHER]);
    expect(targetOf(call('SwitchRole', { userIdentity: deploy({ arn: ADMIN }) }))).to.deep.equal([ADMIN, OTHER]);
  });

  it('is empty, in the account of the trail, without one', () => {
    expect(targetOf(call('SwitchRole', { userIdentity: {} }))).to.deep.equal(['', OWN]);
  });
});

describe('the target of CreateRole', () => {
  const requestParameters = { roleName: 'Deploy', path: '/team/' };

  it('is the arn that the answer gives', () => {
    const responseElements = { role: { arn: role('other/Deploy') } };
    expect(targetOf(call('CreateRole', { requestParameters, responseElements }))).to.deep.equal([
      role('other/Deploy'),
      OWN,
    ]);
  });

  it('is else made of path and name', () => {
    expect(targetOf(call('CreateRole', { requestParameters }))).to.deep.equal([role('team/Deploy'), OWN]);
    expect(targetOf(call('CreateRole', { requestParameters: { roleName: 'Deploy' } }))).to.deep.equal([
      role('Deploy'),
      OWN,
    ]);
  });

  it('keeps a masked recipient inside the arn as it stands', () => {
    const masked = call('CreateRole', { requestParameters, recipientAccountId: '123456789' });
    expect(targetOf(masked)).to.deep.equal([role('team/Deploy', '123456789'), '']);
  });

  it("has the caller's partition, by userIdentity.arn or else by the session issuer", () => {
    const gov = {
      arn: undefined,
      sessionContext: { sessionIssuer: { arn: `arn:aws-us-gov:iam::${OWN}:role/Deploy` } },
    };
    const made = (userIdentity: unknown) => targetOf(call('CreateRole', { requestParameters, userIdentity }))[0];
    expect(made(deploy(gov))).to.equal(`arn:aws-us-gov:iam::${OWN}:role/team/Deploy`);
    expect(made(deploy({ ...gov, arn: `arn:aws-cn:iam::${OWN}:role/x` }))).to.equal(
      `arn:aws-cn:iam::${OWN}:role/team/Deploy`,
    );
    expect(made({})).to.equal(role('team/Deploy'));
  });

  it('is else the denied resource', () => {
    expect(targetOf(denied('CreateRole', role('team/Deploy')))).to.deep.equal([role('team/Deploy'), OWN]);
    const nowhere = denied('CreateRole', role('Deploy', OTHER), { requestParameters, recipientAccountId: undefined });
    expect(targetOf(nowhere)).to.deep.equal([role('Deploy', OTHER), OTHER]);
  });
});

for (const eventName of ['UpdateAssumeRolePolicy', 'AttachRolePolicy', 'PutRolePolicy'])
  describe(`the target of ${eventName}`, () => {
    it('is the named role', () => {
      const record = call(eventName, { requestParameters: { roleName: 'Deploy' }, responseElements: null });
      expect(targetOf(record)).to.deep.equal([role('Deploy'), OWN]);
    });

    it('is else the denied resource', () => {
      expect(targetOf(denied(eventName, 'role Deploy'))).to.deep.equal([role('Deploy'), OWN]);
    });
  });

describe('the target of CreateAccessKey', () => {
  const named = (userName: unknown, more = {}) => call('CreateAccessKey', { requestParameters: { userName }, ...more });
  const issued = { accessKey: { userName: 'bob', accessKeyId: 'AKIAISSUED' } };

  it('is the named user', () => {
    expect(targetOf(named('bob'))).to.deep.equal([user('bob'), OWN]);
    expect(targetOf(named('bob', { recipientAccountId: '123456789' }))).to.deep.equal([user('bob', '123456789'), '']);
  });

  it('is else the user that the answer names', () => {
    expect(targetOf(call('CreateAccessKey', { responseElements: issued }))).to.deep.equal([user('bob'), OWN]);
  });

  it("is root itself where only the answer to root's call names a user", () => {
    const userIdentity = { type: 'Root', accountId: OWN, arn: `arn:aws:iam::${OWN}:root` };
    const root = [`arn:aws:iam::${OWN}:root`, OWN];
    expect(targetOf(call('CreateAccessKey', { userIdentity, responseElements: issued }))).to.deep.equal(root);
    expect(targetOf(named('bob', { userIdentity }))).to.deep.equal([user('bob'), OWN]);
  });

  it('is else the denied resource', () => {
    expect(targetOf(denied('CreateAccessKey', 'user bob'))).to.deep.equal([user('bob'), OWN]);
    expect(targetOf(denied('CreateAccessKey', user('team/bob')))).to.deep.equal([user('team/bob'), OWN]);
  });

  it('is the caller itself where its own name is meant', () => {
    const userIdentity = alice({ arn: user('team/alice'), userName: 'Alice' });
    const self = [user('team/alice'), OWN];
    expect(targetOf(named('alice', { userIdentity }))).to.deep.equal(self);
    expect(targetOf(named('Alice', { userIdentity }))).to.deep.equal(self);
    expect(targetOf(denied('CreateAccessKey', 'user alice', { userIdentity }))).to.deep.equal(self);
    expect(targetOf(denied('CreateAccessKey', user('alice'), { userIdentity }))).to.deep.equal(self);
    const own = { accessKey: { userName: 'alice' } };
    expect(targetOf(call('CreateAccessKey', { userIdentity, responseElements: own }))).to.deep.equal(self);
  });

  it('is somebody else where a user of the same name stands in another account', () => {
    expect(targetOf(denied('CreateAccessKey', user('alice', OTHER)))).to.deep.equal([user('alice', OTHER), OTHER]);
  });

  it("is no role that merely has the user's name", () => {
    const userIdentity = deploy({ userName: 'bob' });
    expect(targetOf(named('bob', { userIdentity }))).to.deep.equal([user('bob'), OWN]);
  });

  it('is the caller itself where nothing is named', () => {
    expect(targetOf(call('CreateAccessKey'))).to.deep.equal([ALICE, OWN]);
    expect(targetOf(call('CreateAccessKey', { userIdentity: deploy() }))).to.deep.equal([role('team/Deploy'), OWN]);
    expect(targetOf(denied('CreateAccessKey', '*'))).to.deep.equal([ALICE, OWN]);
  });

  it('is empty, not the caller, where another user is named in no account', () => {
    expect(targetOf(named('bob', { recipientAccountId: undefined }))).to.deep.equal(['', '']);
    expect(targetOf(denied('CreateAccessKey', 'user bob', { recipientAccountId: undefined }))).to.deep.equal(['', '']);
  });
});

describe('the target of any other event', () => {
  const get = (resources: unknown, more = {}) =>
    targetOf(call('GetObject', { eventSource: 's3.amazonaws.com', resources, ...more }));
  const bucket = 'arn:aws:s3:::bucket';

  it('is the first ARN or arn that any resource has, in the account of the trail', () => {
    expect(
      get([{ ARNPrefix: 'arn:aws:s3:::' }, 'arn:aws:s3:::bare', { ARN: '' }, { arn: bucket }, { ARN: ADMIN }]),
    ).to.deep.equal([bucket, OWN]);
    expect(get([{ arn: ADMIN, ARN: bucket }])).to.deep.equal([bucket, OWN]);
    expect(get([{ ARN: ADMIN }])).to.deep.equal([ADMIN, OWN]);
  });

  it('is else the event source', () => {
    for (const resources of [undefined, null, [], [{ id: 2 }], { ARN: bucket }, bucket, [[{ ARN: bucket }]]])
      expect(get(resources)).to.deep.equal(['s3.amazonaws.com', OWN]);
    expect(get([], { recipientAccountId: 'redacted' })).to.deep.equal(['s3.amazonaws.com', '']);
  });
});
