import { expect } from 'chai';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findingsIn, needsBuiltApp, realRecords, workbench } from './running';

describe('Real records', function () {
  this.timeout(60_000);
  needsBuiltApp();
  before('real records are there (CROSSACCOUNT_TEST_DATA)', function () {
    if (!existsSync(realRecords)) this.skip();
  });

  const named = (findings: readonly Record<string, unknown>[]): string[] =>
    findings.map(({ detection, xa_caller, xa_target }) => [detection, xa_caller, xa_target].join(' | '));

  /** Role assumptions across accounts that succeeded. */
  async function crossings(file: string): Promise<string[]> {
    const ran = await workbench(path.join(realRecords, file), '--learning', '0', '--format', 'json', '--quiet');
    expect([ran.code, ran.stderr]).to.deep.equal([0, '']);
    const found = findingsIn(ran).filter(({ xa_relation }) => xa_relation === 'cross_account');
    return named(found);
  }

  it('hold one cross-account assumption among the foxsec records, both copies as one', async () => {
    expect(await crossings('mozilla-services__foxsec-pipeline.jsonl.gz')).to.deep.equal([
      'aws detect sts assume role abuse | arn:aws:iam::000000000000:user/uhura | arn:aws:iam::999999999999:role/role-name',
    ]);
  });

  it('hold one in the IAM user guide', async () => {
    expect(await crossings('awsdocs__iam-user-guide.jsonl.gz')).to.deep.equal([
      'aws detect previously unseen account | arn:aws:iam::777788889999:user/JohnDoe | ',
      'aws detect sts assume role abuse | arn:aws:iam::777788889999:user/JohnDoe | arn:aws:iam::111122223333:role/EC2-dev',
    ]);
  });

  it('are all counted, and show the attack of the invictus lab', async () => {
    const ran = await workbench(realRecords, '--learning', '0', '--format', 'json');
    expect(ran.code).to.equal(0);
    expect(ran.stderr).to.contain('3,797 records in 18 files: 3,767 judged, 30 skipped (no usable time).');
    const findings = findingsIn(ran);
    expect(named(findings)).to.include.members([
      'aws detect role creation | arn:aws:iam::123837392027:user/bert-jan | arn:aws:iam::123837392027:role/stratus-red-team-backdoor-r-role',
      'aws detect attach to role policy | arn:aws:iam::123837392027:user/bert-jan | arn:aws:iam::123837392027:role/stratus-red-team-backdoor-r-role',
      'aws detect permanent key creation | arn:aws:iam::123837392027:user/bert-jan | arn:aws:iam::123837392027:user/stratus-red-team-backdoor-u-user',
      'aws detect permanent key creation | arn:aws:iam::123837392027:user/bert-jan | arn:aws:iam::123837392027:user/malicious-iam-user',
    ]);
    expect(
      findings.filter((finding) => finding.xa_relation === 'service' || finding.xa_caller_type === 'service'),
    ).to.deep.equal([]);
  });
});
