import { expect } from 'chai';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { temporaryFolder } from './folder';
import { findingsIn, needsBuiltApp, project, workbench } from './running';

const examples = path.join(project, 'examples', 'AWSLogs');

describe('The explanation of a finding', function () {
  this.timeout(60_000);
  needsBuiltApp();
  const folder = temporaryFolder();

  /** The id of an example's finding. */
  let created = '';
  before(async () => {
    const found = findingsIn(await workbench(examples, '--format', 'json', '--quiet'));
    const finding = found.find(({ xa_target }) => xa_target === 'arn:aws:iam::111122223333:role/BackupSync');
    created = String(finding?.finding_id);
  });

  it('has the facts, the reasons, the chain back to the origin and the records', async () => {
    const { code, stdout, stderr } = await workbench('explain', created.slice(0, 12), examples, '--quiet');
    expect([code, stderr]).to.deep.equal([0, '']);
    const [summary = '', records = ''] = stdout.split('## Records\n');
    expect(summary).to.equal(`# 100 · NEW · role creation

- **Finding:** \`${created}\`
- **When:** 2026-03-03 02:31 UTC
- **Call:** \`create_role\`, success
- **Caller:** \`arn:aws:iam::111122223333:role/BreakGlass\` (role)
- **Session:** \`deploy-fix\`
- **From account:** \`111122223333\` · own
- **From network:** \`192.0.2.0/24\` with \`boto3\`
- **Into account:** \`111122223333\` · own
- **Target:** \`arn:aws:iam::111122223333:role/BackupSync\`
- **Trust:** \`external:999988887777\`, \`no_external_id\`
- **Key:** \`ASIA6DD83ECDDEXAMPLE\`

## Why

- The role lets in an account from outside: arn:aws:iam::999988887777:root
- The principal never made this call before: create\\_role by arn:aws:iam::111122223333:role/BreakGlass
- The principal never used this network before: arn:aws:iam::111122223333:role/BreakGlass from 192.0.2.0/24
- The role asks for no external id: arn:aws:iam::999988887777:root

## Who was behind it

1. \`arn:aws:iam::444455556666:user/build-runner\`
2. \`arn:aws:iam::111122223333:role/BreakGlass\`

How credentials were handed on:

- 2026-03-03 02:20 UTC: \`assume_role\` by \`arn:aws:iam::444455556666:user/build-runner\` on \`arn:aws:iam::111122223333:role/BreakGlass\` issued \`ASIA6DD83ECDDEXAMPLE\` (event \`893d6f0e-6dc2-69e4-9e70-5ed8033d5736\`)

`);
    const names = Array.from(
      records.matchAll(/"eventName": "(\w+)"[^]*?"recipientAccountId": "(\d+)"/g),
      ([, name, of]) => `${name} ${of}`,
    );
    expect(names.sort()).to.deep.equal([
      'AssumeRole 111122223333',
      'AssumeRole 444455556666',
      'CreateRole 111122223333',
    ]);
  });

  it('is the same from the findings in a work folder', async () => {
    const work = path.join(folder.path, 'work');
    await workbench(examples, '--work', work, '--quiet');
    const hunted = await workbench('explain', created, examples, '--quiet');
    expect(await workbench('explain', created, examples, '--work', work, '--quiet')).to.deep.equal(hunted);
  });

  it('says so where the records are not at hand, and where the origin is not', async () => {
    folder.write(
      'work/crossaccount_findings.csv',
      `_key,detection,first_time,last_time,count,xa_event,xa_caller\n${'ab'.repeat(32)},aws detect role creation,1772505060,1772505060,1,gone,role/x\n`,
    );
    const { stdout } = await workbench(
      'explain',
      'abab',
      examples,
      '--work',
      path.join(folder.path, 'work'),
      '--quiet',
    );
    expect(stdout).to.equal(`# 0 · UNJUDGED · role creation

- **Finding:** \`${'ab'.repeat(32)}\`
- **When:** 2026-03-03 02:31 UTC
- **Caller:** \`role/x\`

## Why

The detection gives no reasons.

## Who was behind it

1. \`role/x\`

Who was before the first of them is not in these records: the call that issued its credentials was not seen.

## Records

None of its records is in the files that were read; name the files that the finding came from.
`);
  });

  it('escapes what others wrote', async () => {
    const hostile = { caller: '`</code><script>', reason: '[x](https://example.com) \u001b[31m' };
    folder.write(
      'work/crossaccount_findings.csv',
      `_key,detection,xa_event,xa_caller,xa_reasons\n${'cd'.repeat(32)},aws detect role creation,gone,"${hostile.caller}","${hostile.reason}"\n`,
    );
    const { stdout } = await workbench(
      'explain',
      'cdcd',
      examples,
      '--work',
      path.join(folder.path, 'work'),
      '--quiet',
    );
    expect(stdout).to.contain('- **Caller:** `` `</code><script> ``\n');
    expect(stdout).to.contain('- \\[x\\](https\\://example.com) \\\\u001b\\[31m\n');
  });

  it('needs an id that one finding has', async () => {
    expect(await workbench('explain', '0123456789ab', examples, '--quiet')).to.deep.equal({
      code: 2,
      stdout: '',
      stderr:
        'No finding has an id that begins with 0123456789ab; ids stand in the report of npm start with the same PATHS and options.\n',
    });
    const ids = Array.from(
      { length: 7 },
      (_, at) => `ffff${createHash('sha256').update(String(at)).digest('hex').slice(4)}`,
    ).sort();
    folder.write('work/crossaccount_findings.csv', `_key,detection\n${ids.map((id) => `${id},d`).join('\n')}\n`);
    const some = ids.slice(0, 5).map((id) => id.slice(0, 12));
    expect(
      await workbench('explain', 'ffff', examples, '--work', path.join(folder.path, 'work'), '--quiet'),
    ).to.deep.equal({
      code: 2,
      stdout: '',
      stderr: `7 findings have an id that begins with ffff: ${some.join(', ')}, 2 more; give more of it.\n`,
    });
    for (const [words, wrong] of [
      [['explain'], 'explain needs the id of a finding, as npm start shows it.\n'],
      [['explain', 'x.json'], 'explain x.json is no id of a finding, which is 4 to 64 of the digits 0-9 and a-f.\n'],
      [['explain', 'abcd', '--format', 'json'], 'explain prints Markdown; leave --format out.\n'],
    ] as const) {
      expect(await workbench(...words)).to.deep.equal({ code: 2, stdout: '', stderr: wrong });
    }
  });
});
