import { expect } from 'chai';
import { temporaryFolder } from './folder';
import { findingsIn, needsBuiltApp, workbench } from './running';

/** An account of Datadog, by the list that the app ships. */
const SHIPPED = '464622532012';
const OTHER = '222233334444';

function assumption(caller: string): string {
  return JSON.stringify({
    eventVersion: '1.09',
    userIdentity: { type: 'AWSAccount', principalId: 'AROAEXAMPLE:session', accountId: caller },
    eventTime: '2026-03-02T09:00:00Z',
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.15.0',
    requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Admin' },
    eventID: `event-${caller}`,
    recipientAccountId: '111122223333',
  });
}

describe('the vendors of a local run', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  needsBuiltApp();

  const vendorsSeen = async (...more: string[]): Promise<unknown> => {
    const events = folder.write('trail/events.jsonl', [SHIPPED, OTHER].map(assumption).join('\n'));
    const ran = await workbench(events, '--format', 'json', '--quiet', ...more);
    return findingsIn(ran)
      .filter((finding) => finding.detection === 'aws detect sts assume role abuse')
      .map((finding) => [finding.xa_caller_account, finding.xa_caller_class, finding.xa_vendor, finding.xa_status]);
  };

  it('are those that the app ships, and never hide: the class moves the score, not the status', async () => {
    expect(await vendorsSeen()).to.deep.equal([
      [OTHER, 'external', '', 'new'],
      [SHIPPED, 'vendor', 'Datadog', 'new'],
    ]);
  });

  it('are those that were handed in before them', async () => {
    const table = `account_id,vendor\n${SHIPPED},Ours\n${OTHER},Theirs\n`;
    folder.write('work/crossaccount_vendors.csv', table);
    expect(await vendorsSeen('--work', `${folder.path}/work`)).to.have.deep.members([
      [OTHER, 'vendor', 'Theirs', 'new'],
      [SHIPPED, 'vendor', 'Ours', 'new'],
    ]);
  });
});
