/** CloudTrail records that the tests of detections are made of. */

export type Fields = Record<string, unknown>;

/** Two accounts of ours, one of a stranger. */
export const OWN = '111122223333';
export const TOOLS = '777788889999';
export const STRANGER = '444455556666';

export const ALICE = `arn:aws:iam::${OWN}:user/alice`;
export const DEPLOY = `arn:aws:iam::${TOOLS}:role/Deploy`;
export const ADMIN = `arn:aws:iam::${OWN}:role/Admin`;
export const HOME = '198.51.100.7';
export const HOME_NET = '198.51.100.0/24';
export const ELSEWHERE = '203.0.113.9';

let count = 0;

/** A call at a time of 2 March 2026 (`09:00`, or a whole ISO time), with an id of its own. */
export function call(service: string, eventName: string, time: string, more: Fields = {}): Fields {
  count += 1;
  const id = `${eventName}-${String(count).padStart(4, '0')}`;
  return {
    eventVersion: '1.09',
    userIdentity: alice(),
    eventTime: time.includes('T') ? time : `2026-03-02T${time.length === 5 ? `${time}:00` : time}Z`,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: HOME,
    userAgent: 'aws-cli/2.15.0',
    requestParameters: null,
    responseElements: null,
    requestID: `req-${id}`,
    eventID: id,
    eventType: 'AwsApiCall',
    recipientAccountId: OWN,
    ...more,
  };
}

/** IAM user alice of OWN. */
export function alice(more: Fields = {}): Fields {
  return {
    type: 'IAMUser',
    principalId: 'AIDAALICEEXAMPLE',
    arn: ALICE,
    accountId: OWN,
    accessKeyId: 'AKIAALICEEXAMPLE',
    userName: 'alice',
    ...more,
  };
}

/** A session of the role Deploy in TOOLS. */
export function deploy(more: Fields = {}): Fields {
  return role('Deploy', TOOLS, more);
}

export function role(name: string, account: string, more: Fields = {}): Fields {
  return {
    type: 'AssumedRole',
    principalId: `AROA${name.toUpperCase()}EXAMPLE:run-1`,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/run-1`,
    accountId: account,
    accessKeyId: `ASIA${name.toUpperCase()}EXAMPLE`,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role/${name}`, accountId: account },
    },
    ...more,
  };
}

/** An AWS service, as most callers of AssumeRole are. */
export const service: Fields = { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' };

/** Deploy of TOOLS takes Admin of OWN, as the trail of TOOLS tells it. */
export function assume(time: string, more: Fields = {}): Fields {
  return call('sts', 'AssumeRole', time, {
    userIdentity: deploy(),
    requestParameters: { roleArn: ADMIN, roleSessionName: 'run-1' },
    recipientAccountId: TOOLS,
    ...more,
  });
}

/** The copy of a cross-account call in the target's trail: its own event id, and a caller without a name. */
export function targetCopy(record: Fields, more: Fields = {}): Fields {
  return {
    ...record,
    eventID: `${String(record.eventID)}-target`,
    userIdentity: { type: 'AWSAccount', principalId: 'AROADEPLOYEXAMPLE:run-1', accountId: TOOLS },
    recipientAccountId: OWN,
    ...more,
  };
}

/** A role that was denied: its arn stands in the message alone. */
export function denied(time: string, roleName: string, account: string = OWN, more: Fields = {}): Fields {
  return call('sts', 'AssumeRole', time, {
    userIdentity: deploy(),
    errorCode: 'AccessDenied',
    errorMessage: `User: arn:aws:sts::${TOOLS}:assumed-role/Deploy/run-1 is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${account}:role/${roleName}`,
    recipientAccountId: TOOLS,
    ...more,
  });
}

/** All facts of `assume` seen from the caller's side, from home. */
export const ASSUME_FACTS = [
  `caller_account|${TOOLS}`,
  `account_pair|${TOOLS} > ${OWN}`,
  `principal_account|${DEPLOY} > ${OWN}`,
  `principal_role|${DEPLOY} > ${ADMIN}`,
  `pair_network|${TOOLS} > ${OWN} > ${HOME_NET}`,
  `pair_agent|${TOOLS} > ${OWN} > aws-cli`,
  `principal_network|${DEPLOY} > ${HOME_NET}`,
];

/** A user of an account that is not ours takes Admin of OWN, as our trail tells it: no name, only an id. */
export function guest(time: string, account: string = STRANGER, more: Fields = {}): Fields {
  return call('sts', 'AssumeRole', time, {
    userIdentity: { type: 'AWSAccount', principalId: 'AIDAGUESTEXAMPLE', accountId: account },
    requestParameters: { roleArn: ADMIN, roleSessionName: 'guest' },
    ...more,
  });
}

/** All facts of `guest`, from home. */
export function guestFacts(account: string = STRANGER): string[] {
  return [
    `caller_account|${account}`,
    `account_pair|${account} > ${OWN}`,
    `principal_account|${account}:AIDAGUESTEXAMPLE > ${OWN}`,
    `principal_role|${account}:AIDAGUESTEXAMPLE > ${ADMIN}`,
    `pair_network|${account} > ${OWN} > ${HOME_NET}`,
    `pair_agent|${account} > ${OWN} > aws-cli`,
    `principal_network|${account}:AIDAGUESTEXAMPLE > ${HOME_NET}`,
  ];
}
