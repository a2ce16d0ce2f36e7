import { expect } from 'chai';
import { temporaryFolder } from './folder';
import { findingsIn, needsBuiltApp, workbench } from './running';

/** A denied AssumeRole as CloudTrail records it: no parameters, the role in the message only. */
function denied(time: string, role: string): string {
  const caller = 'arn:aws:iam::111122223333:user/pipeline';
  return JSON.stringify({
    eventVersion: '1.09',
    userIdentity: { type: 'IAMUser', principalId: 'AIDAPIPELINEEXAMPLE', arn: caller, accountId: '111122223333' },
    eventTime: time,
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.15.0',
    errorCode: 'AccessDenied',
    errorMessage: `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/${role}`,
    requestParameters: null,
    responseElements: null,
    eventID: `event-${role}`,
    recipientAccountId: '111122223333',
  });
}

describe('A burst of denied roles across midnight', function () {
  this.timeout(60_000);
  needsBuiltApp();
  const folder = temporaryFolder();

  it('is found on the day on which it became one, once', async () => {
    folder.write(
      'trail.jsonl',
      [
        denied('2026-03-02T23:40:00Z', 'A'),
        denied('2026-03-02T23:45:00Z', 'B'),
        denied('2026-03-02T23:50:00Z', 'C'),
        denied('2026-03-03T00:05:00Z', 'D'),
        denied('2026-03-03T00:10:00Z', 'E'),
      ].join('\n'),
    );
    const findings = findingsIn(await workbench(folder.path, '--format', 'json'));
    expect(findings.map(({ _time, count, denied_roles }) => ({ _time, count, denied_roles }))).to.deep.equal([
      { _time: Date.parse('2026-03-03T00:05:00Z') / 1000, count: 2, denied_roles: 5 },
    ]);
  });

  it('is none when the hour between the first and the last is full', async () => {
    folder.write(
      'trail.jsonl',
      [
        denied('2026-03-02T23:05:00Z', 'A'),
        denied('2026-03-02T23:45:00Z', 'B'),
        denied('2026-03-02T23:50:00Z', 'C'),
        denied('2026-03-03T00:05:00Z', 'D'),
        denied('2026-03-03T00:10:00Z', 'E'),
      ].join('\n'),
    );
    expect(findingsIn(await workbench(folder.path, '--format', 'json'))).to.deep.equal([]);
  });
});
