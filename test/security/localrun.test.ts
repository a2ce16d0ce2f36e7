import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readCsv } from '../../app/protocol';
import { assume, STRANGER, targetCopy } from '../detections/records';
import { build } from '../detections/world';
import { temporaryFolder } from '../workbench/folder';
import { workbench } from '../workbench/running';

/** An attacker's names for a role and a session: a terminal would clear its screen, a spreadsheet open a page, a browser run a script. */
const role = '\u001b[2J\u202e<img src=x onerror=alert(1)>';
const session = '=HYPERLINK("https://example.com";"invoice")';

describe('the local run over records of an attacker', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  before(build);

  beforeEach(() => {
    const record = targetCopy(assume('2026-03-02T10:00:00Z'), {
      userIdentity: { type: 'AWSAccount', principalId: `AROAEXAMPLE:${session}`, accountId: STRANGER },
      requestParameters: { roleArn: `arn:aws:iam::111122223333:role/${role}`, roleSessionName: session },
      userAgent: '__proto__',
    });
    folder.write('records.json', JSON.stringify({ Records: [record] }));
  });

  const run = async (format: string): Promise<string> => {
    const { code, stdout, stderr } = await workbench(folder.path, '--format', format);
    expect([code, /[^\P{Cc}\n\r]|\p{Cf}/u.test(stderr)]).to.deep.equal([0, false]);
    return stdout;
  };

  for (const format of ['table', 'json', 'csv']) {
    it(`tells of them as ${format} without a character that a terminal acts on`, async () => {
      const output = await run(format);
      expect(output).to.contain(String.raw`\u001b[2J\u202e<img src=x`);
      expect(output.replaceAll('\n', '')).to.not.match(/[\p{Cc}\p{Cf}]/u);
    });
  }

  it('tells of them as CSV without a cell that a spreadsheet runs', async () => {
    const { columns, rows } = readCsv(Buffer.from(await run('csv')));
    const cells = [...rows].flat();
    expect(columns).to.include('xa_session');
    expect(cells).to.include(`'${session}`);
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).to.deep.equal([]);
  });

  it('writes nothing beside them', async () => {
    const before = readFileSync(`${folder.path}/records.json`);
    await run('json');
    expect(readdirSync(folder.path)).to.deep.equal(['records.json']);
    expect(readFileSync(`${folder.path}/records.json`).equals(before)).to.equal(true);
  });
});
