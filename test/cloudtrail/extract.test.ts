import { expect } from 'chai';
import * as fc from 'fast-check';
import { extract, isUnreadable, recordTime } from '../../app/cloudtrail';
import type { Access } from '../../app/cloudtrail';
import { ADMIN, ALICE, OTHER, OWN, alice, call, deploy, read } from './records';

const NO_DETAIL = { trustPolicy: '', policyArn: '', policyDocument: '', mfa: false };

describe('a cross-account AssumeRole', () => {
  const both = {
    sharedEventID: 'shared-1',
    sourceIPAddress: '192.0.2.7',
    userAgent: 'aws-cli/2.13.5 Python/3.11.4',
    requestParameters: { roleArn: ADMIN, roleSessionName: 'alice-admin' },
    responseElements: {
      credentials: { accessKeyId: 'ASIAISSUED' },
      assumedRoleUser: { arn: `arn:aws:sts::${OTHER}:assumed-role/Admin/alice-admin` },
    },
    resources: [{ type: 'AWS::IAM::Role', ARN: ADMIN, accountId: OTHER }],
  };
  const shared: Omit<Access, 'caller' | 'callerType' | 'accessKey' | 'view' | 'recipient' | 'detail'> = {
    action: 'assume_role',
    outcome: 'success',
    callerAccount: OWN,
    delegate: '',
    target: ADMIN,
    targetAccount: OTHER,
    session: 'alice-admin',
    issuedKey: 'ASIAISSUED',
    relation: 'cross_account',
    event: 'shared-1',
    network: '192.0.2.0/24',
    agent: 'aws-cli',
  };

  it("is fully told by the caller's copy", () => {
    const userIdentity = alice({ sessionContext: { attributes: { mfaAuthenticated: 'true' } } });
    expect(read(call('AssumeRole', { ...both, userIdentity }))).to.deep.equal({
      ...shared,
      caller: ALICE,
      callerType: 'user',
      accessKey: 'AKIAEXAMPLE',
      view: 'caller',
      recipient: OWN,
      detail: { ...NO_DETAIL, mfa: true },
    });
  });

  it("shares its event with the target's copy, which has no name of the caller", () => {
    const userIdentity = { type: 'AWSAccount', principalId: 'AIDAEXAMPLEALICE', accountId: OWN };
    const copy = call('AssumeRole', { ...both, eventID: 'event-2', userIdentity, recipientAccountId: OTHER });
    expect(read(copy)).to.deep.equal({
      ...shared,
      caller: `${OWN}:AIDAEXAMPLEALICE`,
      callerType: 'account',
      accessKey: '',
      view: 'target',
      recipient: OTHER,
      detail: NO_DETAIL,
    });
  });
});

describe('a denied AssumeRole', () => {
  it('takes the role from the error message', () => {
    const record = call('AssumeRole', {
      userIdentity: deploy(),
      errorCode: 'AccessDenied',
      errorMessage: `User: arn:aws:sts::${OWN}:assumed-role/Deploy/build-17 is not authorized to perform: sts:AssumeRole on resource: ${ADMIN}`,
      requestParameters: null,
      responseElements: null,
      sharedEventID: 'shared-1',
    });
    expect(read(record)).to.deep.equal({
      action: 'assume_role',
      outcome: 'denied',
      caller: `arn:aws:iam::${OWN}:role/team/Deploy`,
      callerType: 'role',
      callerAccount: OWN,
      delegate: '',
      target: ADMIN,
      targetAccount: OTHER,
      session: 'build-17',
      accessKey: 'ASIAEXAMPLE',
      issuedKey: '',
      relation: 'cross_account',
      view: 'caller',
      recipient: OWN,
      event: 'shared-1',
      network: '',
      agent: '',
      detail: NO_DETAIL,
    });
  });
});

describe('an empty record', () => {
  it('is an access of which nothing is known', () => {
    expect(read({})).to.deep.equal({
      action: 'api_call',
      outcome: 'success',
      caller: '',
      callerType: 'unknown',
      callerAccount: '',
      delegate: '',
      target: '',
      targetAccount: '',
      session: '',
      accessKey: '',
      issuedKey: '',
      relation: 'unknown',
      view: '',
      recipient: '',
      event: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      network: '',
      agent: '',
      detail: NO_DETAIL,
    });
  });
});

/** Records of CloudTrail's own names with values of every type, so that the paths of the reader are walked. */
function arbitraryRecord(): fc.Arbitrary<unknown> {
  const word = fc.constantFrom(
    '',
    OWN,
    OTHER,
    'redacted',
    ALICE,
    ADMIN,
    'alice',
    'Deploy',
    `arn:aws:sts::${OWN}:assumed-role/Deploy/x`,
    'a:b',
    'Failure',
  );
  const value = fc.oneof({ weight: 8, arbitrary: word }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
  const object = (...keys: readonly string[]) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] }) },
      { weight: 1, arbitrary: value },
    );
  const type = fc.constantFrom(
    'IAMUser',
    'AssumedRole',
    'Root',
    'FederatedUser',
    'SAMLUser',
    'WebIdentityUser',
    'AWSAccount',
    'AWSService',
    '',
    'X',
  );
  const userIdentity = fc
    .tuple(type, object('arn', 'accountId', 'userName', 'principalId', 'invokedBy', 'identityProvider', 'accessKeyId'))
    .map(([kind, rest]) =>
      typeof rest === 'object' && rest !== null && !Array.isArray(rest) ? { ...rest, type: kind } : rest,
    );
  const eventName = fc.constantFrom(
    'AssumeRole',
    'AssumeRoot',
    'SwitchRole',
    'CreateRole',
    'CreateAccessKey',
    'GetSessionToken',
    'AttachRolePolicy',
    'GetObject',
  );
  return fc.record(
    {
      eventSource: fc.constantFrom(
        'sts.amazonaws.com',
        'iam.amazonaws.com',
        'signin.amazonaws.com',
        's3.amazonaws.com',
      ),
      eventName,
      userIdentity,
      recipientAccountId: value,
      errorCode: value,
      errorMessage: fc.oneof(
        value,
        word.map((token) => `x on resource: ${token}`),
        word.map((token) => `x on resource: user ${token}`),
      ),
      requestParameters: object(
        'roleArn',
        'roleName',
        'userName',
        'path',
        'targetPrincipal',
        'roleSessionName',
        'principalArn',
      ),
      additionalEventData: object('SwitchFrom'),
      resources: fc.oneof(value, fc.array(object('ARN', 'arn', 'type'), { maxLength: 3 })),
      sharedEventID: value,
      eventID: value,
      sourceIPAddress: value,
      userAgent: value,
    },
    { requiredKeys: [] },
  );
}

function holds(access: Access): void {
  for (const account of [access.callerAccount, access.targetAccount, access.delegate, access.recipient])
    expect(account).to.match(/^(?:\d{12})?$/);
  expect(access.event).not.to.equal('');
  expect(access.view !== '').to.equal(access.relation === 'cross_account');
  expect(access.relation === 'service').to.equal(access.callerType === 'service');
  if (access.callerType === 'service') expect(access.callerAccount).to.equal('');
  if (access.relation === 'same_account')
    expect(access.delegate || access.callerAccount).to.equal(access.targetAccount);
  if (access.action === 'resource_access') expect(access.callerAccount).not.to.equal(access.targetAccount);
  if (access.action === 'api_call' && access.delegate === '') expect(access.relation).not.to.equal('cross_account');
  if (access.action === 'get_session_token') expect(access.target).to.equal(access.caller);
  for (const value of Object.values(access)) expect(typeof value).to.be.oneOf(['string', 'object']);
}

describe('any input', () => {
  it('never throws: arbitrary bytes, text and JSON', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array().map((bytes) => Buffer.from(bytes)),
          fc.string({ unit: 'binary' }),
          fc.json(),
        ),
        (raw) => {
          const access = extract(raw);
          if (isUnreadable(access)) expect(access.error).to.match(/^The record .*[^\s]\.$/);
          else holds(access);
          recordTime(raw);
        },
      ),
      { seed: 20260105, numRuns: 1000 },
    );
  });

  it('gives accounts of twelve digits or none, and columns that agree', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        holds(read(record));
      }),
      { seed: 20260106, numRuns: 1500 },
    );
  });

  it('gives the same again, whatever the order of its members', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const members = Object.entries(record as object);
        const reversed = Object.fromEntries([...members.reverse(), ['requestID', 'request-1']]);
        const forward = Object.fromEntries([['requestID', 'request-1'], ...members.reverse()]);
        expect(read(reversed)).to.deep.equal(read(forward));
      }),
      { seed: 20260107, numRuns: 500 },
    );
  });
});
