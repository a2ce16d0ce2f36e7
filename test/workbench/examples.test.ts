import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './folder';
import { findingsIn, needsBuiltApp, project, workbench, type Ran } from './running';

const examples = path.join(project, 'examples');

function filesUnder(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return new Map(names.sort().map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

describe('The examples', function () {
  this.timeout(180_000);
  const folder = temporaryFolder();

  it('are what their script writes, and no large download', () => {
    mkdirSync(path.join(folder.path, 'again'));
    copyFileSync(path.join(examples, 'make.mjs'), path.join(folder.path, 'again', 'make.mjs'));
    spawnSync(process.execPath, [path.join(folder.path, 'again', 'make.mjs')]);
    const committed = filesUnder(path.join(examples, 'AWSLogs'));
    expect(filesUnder(path.join(folder.path, 'again', 'AWSLogs'))).to.deep.equal(committed);
    expect([...committed.values()].join('').length).to.be.lessThan(200_000);
  });

  describe('with the built app', () => {
    needsBuiltApp();

    it('show every detection, worst first', async () => {
      const ran = await workbench('--format', 'json');
      expect(ran.code).to.equal(0);
      expect(ran.stderr).to.contain(
        'Learning period: 14 days, as the files span 2026-02-02 to 2026-03-05, more than 28 days',
      );
      const told = findingsIn(ran).map((finding) =>
        [
          finding.detection,
          finding.xa_status === '' ? finding.xa_outcome : finding.xa_status,
          finding.xa_caller,
          finding.xa_target,
        ]
          .map((value) => String(value).replace(/^arn:aws:iam::|^aws detect /, ''))
          .join(' | '),
      );
      expect(told).to.deep.equal([
        'sts assume role abuse | denied | 444455556666:user/build-runner | ',
        'role creation | new | 111122223333:role/BreakGlass | 111122223333:role/BackupSync',
        'role creation | new | 111122223333:role/BreakGlass | 111122223333:role/WebServer',
        'external trust added then used | new | 999988887777:AIDAMALLORYEXAMPLE | 111122223333:role/BackupSync',
        'previously unseen account | new | 555566667777:AROACOLLECTOREXAMPLE | ',
        'sts assume role abuse | new | 555566667777:AROACOLLECTOREXAMPLE | 111122223333:role/MonitoringReadOnly',
        'previously unseen account | new | 999988887777:AIDAMALLORYEXAMPLE | ',
        'sts assume role abuse | new | 999988887777:AIDAMALLORYEXAMPLE | 111122223333:role/BackupSync',
        'attach to role policy | new | 111122223333:role/BreakGlass | 111122223333:role/BackupSync',
        'sts assume role abuse | new | 444455556666:user/build-runner | 111122223333:role/BreakGlass',
        'sts get session token abuse | success | 111122223333:user/alice | 111122223333:user/alice',
        'permanent key creation | new | 111122223333:role/BreakGlass | 111122223333:user/bob',
        'sts get session token abuse | known | 111122223333:user/alice | 111122223333:user/alice',
        'sts assume role abuse | provisional | 555566667777:AROACOLLECTOREXAMPLE | 111122223333:role/MonitoringReadOnly',
      ]);
    });

    it('leave the same baseline when they are hunted again, byte for byte', async () => {
      const work = path.join(folder.path, 'work');
      const baseline = (): string => readFileSync(path.join(work, 'crossaccount_baseline.csv'), 'utf8');
      const first = await workbench('--format', 'json', '--quiet', '--work', work);
      const table = baseline();
      expect(table.split('\n').length).to.be.greaterThan(20);
      const second = await workbench('--format', 'json', '--quiet', '--work', work);
      expect(baseline()).to.equal(table);
      // Of more than eight days a table keeps eight, so that how many days lie before an event may be told less exactly.
      const told = (ran: Ran): unknown[] => findingsIn(ran).map((finding) => ({ ...finding, xa_days_seen: '' }));
      expect(told(second)).to.deep.equal(told(first));
      expect(readdirSync(work).sort()).to.deep.equal([
        'crossaccount_baseline.csv',
        'crossaccount_findings.csv',
        'crossaccount_issued_keys.csv',
        'crossaccount_opened_trusts.csv',
      ]);
    });

    it('take accounts and vendors that an admin hands in', async () => {
      folder.write('work/crossaccount_vendors.csv', 'account_id,vendor\n555566667777,Monitoring Inc\n');
      folder.write('work/crossaccount_accounts.csv', 'account_id,name,class\n111122223333,production,own\n');
      const work = path.join(folder.path, 'work');
      const listed = findingsIn(await workbench('--format', 'json', '--quiet', '--work', work));
      const vendor = listed
        .filter((finding) => finding.xa_caller_account === '555566667777')
        .map((finding) => [finding.detection, finding.xa_status, finding.xa_caller_class, finding.xa_vendor]);
      expect(vendor).to.deep.equal([
        ['aws detect previously unseen account', 'new', 'vendor', 'Monitoring Inc'],
        ['aws detect sts assume role abuse', 'new', 'vendor', 'Monitoring Inc'],
        ['aws detect sts assume role abuse', 'provisional', 'vendor', 'Monitoring Inc'],
      ]);
      expect((await workbench('--work', work)).stdout).to.contain('111122223333 · production · own');
    });
  });
});
