import { expect } from 'chai';
import type { Delivery } from '../../app/simulator';
import { firstSeen, originals, originalsOn } from '../../bench/evaluate/peers';
import { MARCH_2 } from './alerts';

type DeliveredRecord = Delivery['records'][number];

let count = 0;

function record(eventName: string, some: Partial<DeliveredRecord> = {}): DeliveredRecord {
  count += 1;
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::111122223333:user/alice',
      accountId: '111122223333',
      userName: 'alice',
    },
    eventTime: '2026-03-02T10:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.17.32',
    requestParameters: null,
    responseElements: null,
    requestID: `request-${count}`,
    eventID: `event-${count}`,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
    ...some,
  };
}

const session = {
  type: 'AssumedRole',
  arn: 'arn:aws:sts::111122223333:assumed-role/Deploy/build',
  accountId: '111122223333',
};

function assume(target: string, some: Partial<DeliveredRecord> = {}): DeliveredRecord {
  const requestParameters = { roleArn: `arn:aws:iam::444455556666:role/${target}`, roleSessionName: 's' };
  return record('AssumeRole', { eventSource: 'sts.amazonaws.com', requestParameters, ...some });
}

describe('the five originals', () => {
  for (const [what, given, expected] of [
    [
      'any call of a role session',
      record('DescribeInstances', { userIdentity: session }),
      ['aws detect sts assume role abuse'],
    ],
    ['a key made by a user, be it for itself', record('CreateAccessKey'), ['aws detect permanent key creation']],
    ['a session token', record('GetSessionToken'), ['aws detect sts get session token abuse']],
    [
      "a role with the console's own description",
      record('CreateRole', {
        userIdentity: session,
        requestParameters: { description: 'Allows EC2 instances to call' },
      }),
      ['aws detect sts assume role abuse', 'aws detect role creation'],
    ],
    ['no role without it', record('CreateRole'), []],
    ['no policy that is attached, as the word is within another', record('AttachRolePolicy'), []],
    [
      'the words attach and policy, as an agent may have them',
      record('AttachRolePolicy', { userAgent: 'aws-cli/2.15 md/command#iam.attach-role-policy' }),
      ['aws detect attach to role policy'],
    ],
    ['no assumption by a user', assume('Admin'), []],
  ] as const) {
    it(`match ${what}`, () => {
      expect(originalsOn(given)).to.deep.equal(expected);
    });
  }

  it('are gathered by day and caller, and a record that came twice counts once', () => {
    const peer = originals();
    const first = record('GetSessionToken');
    for (const one of [
      first,
      first,
      record('GetSessionToken'),
      record('GetSessionToken', { eventTime: '2026-03-03T10:00:00Z' }),
    ]) {
      peer.see(one);
    }
    expect(peer.alerts().map(({ events }) => events.length)).to.deep.equal([2, 1]);
  });
});

describe('first seen', () => {
  it('reports a role that was not taken before by whoever takes it, once', () => {
    const peer = firstSeen(MARCH_2);
    const fresh = assume('Admin');
    for (const one of [
      assume('Deploy', { eventTime: '2026-02-01T10:00:00Z' }),
      assume('Deploy'),
      fresh,
      assume('Admin'),
    ]) {
      peer.see(one);
    }
    expect(peer.alerts()).to.deep.equal([
      { rule: 'first seen', at: MARCH_2 + 36_000, score: 100, events: [fresh.eventID], callerClass: '', reasons: [] },
    ]);
  });

  it('counts both copies of a call once', () => {
    const peer = firstSeen(MARCH_2);
    const copy = assume('Admin', { sharedEventID: 'shared' });
    peer.see(copy);
    const identity = { type: 'AWSAccount', principalId: 'AIDAEXAMPLE', accountId: '111122223333' };
    peer.see({ ...copy, eventID: 'other', userIdentity: identity, recipientAccountId: '444455556666' });
    expect(peer.alerts().map(({ events }) => events)).to.deep.equal([['shared']]);
  });

  it('passes over services, denials and ordinary calls', () => {
    const peer = firstSeen(MARCH_2);
    peer.see(assume('Admin', { userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } }));
    peer.see(assume('Admin', { errorCode: 'AccessDenied' }));
    peer.see(record('ListRoles'));
    expect(peer.alerts()).to.deep.equal([]);
  });
});
