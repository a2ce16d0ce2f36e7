/** CloudTrail records for tests. */

export const TIME = '1772442000';

/** A stranger's user takes the role Admin: the copy of the target's trail. */
export function assumption(parts: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    eventVersion: '1.09',
    userIdentity: { type: 'AWSAccount', principalId: 'AIDAEXAMPLE', accountId: '444455556666' },
    eventTime: '2026-03-02T09:00:00Z',
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.15.0',
    requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/ops/Admin', roleSessionName: 'audit' },
    responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLE' } },
    requestID: 'request-1',
    eventID: 'event-1',
    sharedEventID: 'shared-1',
    recipientAccountId: '111122223333',
    ...parts,
  });
}
