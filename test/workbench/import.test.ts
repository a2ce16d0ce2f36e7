import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { expect } from 'chai';
import fc from 'fast-check';
import { writeCsv } from '../../app/protocol';
import { importAccounts } from '../../app/workbench/import';
import { temporaryFolder } from './folder';
import { project, type Ran } from './running';

const OWN = '111122223333';
const ZERO = '012345678901';
const VENDOR = '222233334444';
const AWS = '333344445555';

const organisation = {
  Accounts: [
    { Id: OWN, Arn: 'arn', Email: 'aws@example.com', Name: 'production', Status: 'ACTIVE', JoinedMethod: 'CREATED' },
    { Id: ZERO, Arn: 'arn', Email: 'old@example.com', Name: 'a, "b"', State: 'SUSPENDED', JoinedMethod: 'INVITED' },
  ],
};

const known = `# a list of known accounts
- name: 'Example Monitoring'
  source: ['https://example.com/a', 'https://example.com/b']
  accounts: ['${VENDOR}', ${ZERO.replace('8901', '8902')}]
- name: 'Logs'
  type: 'aws'
  source: https://example.com/logs
  accounts: ['${AWS}']
`;

class Collector extends Writable {
  public text = '';
  public override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

describe('importing accounts', () => {
  const folder = temporaryFolder();

  function run(...words: readonly string[]): Ran {
    const [stdout, stderr] = [new Collector(), new Collector()];
    const code = importAccounts(words, { stdout, stderr, environment: {}, project, atExit: () => undefined });
    return { code, stdout: stdout.text, stderr: stderr.text };
  }
  const work = (): string => path.join(folder.path, 'work');
  const imported = (...files: readonly string[]): Ran => run(...files, '--work', work());
  const table = (name: string): string => readFileSync(path.join(work(), `crossaccount_${name}.csv`), 'utf8');

  /** What is said of one file that cannot be imported, without its folder. */
  function refused(name: string, content: string | Buffer): string[] {
    const { code, stdout, stderr } = imported(folder.write(name, content));
    expect([code, stdout]).to.deep.equal([2, '']);
    expect(existsSync(path.join(work(), 'crossaccount_accounts.csv'))).to.equal(false);
    const lines = stderr.replaceAll(`${folder.path}/`, '').trimEnd().split('\n');
    expect(lines.at(-1)).to.equal('Nothing was written.');
    return lines.slice(0, -1);
  }

  it('makes the accounts of an organisation own, and those of known vendors vendor', () => {
    const files = [folder.write('o.json', JSON.stringify(organisation)), folder.write('known.yaml', known)];
    expect(imported(...files)).to.deep.equal({
      code: 0,
      stderr: '',
      stdout: `Read 2 own accounts, 2 accounts of vendors and 1 account of AWS.\nTables are in ${work()}.\n`,
    });
    expect(table('accounts')).to.equal(
      [
        '"_key","account_id",name,class,owner,note,schema',
        '012345678901,012345678901,"a, ""b""",own,"old@example.com","state SUSPENDED",1',
        '111122223333,111122223333,production,own,"aws@example.com",,1',
        '333344445555,333344445555,Logs,aws,,"https://example.com/logs",1',
        '',
      ].join('\n'),
    );
    expect(table('vendors')).to.equal(
      [
        '"_key","account_id",vendor,source,schema',
        '012345678902,012345678902,"Example Monitoring","https://example.com/a https://example.com/b",1',
        '222233334444,222233334444,"Example Monitoring","https://example.com/a https://example.com/b",1',
        '',
      ].join('\n'),
    );
  });

  it('reads the CSV of the console, with a byte order mark and Windows line ends too', () => {
    const lines = [
      'Account ID,ARN,Email,Name,Status,Joined method,Joined timestamp',
      `${ZERO},arn:aws:organizations::1:account/o-1/1,a@example.com,"two\r\nlines",ACTIVE,CREATED,2020`,
      `${OWN},arn,b@example.com,production,PENDING_CLOSURE,CREATED,2020`,
    ];
    expect(imported(folder.write('o.csv', `\uFEFF${lines.join('\r\n')}\r\n`)).code).to.equal(0);
    expect(table('accounts').split('\n').slice(1)).to.deep.equal([
      '012345678901,012345678901,"two\r',
      'lines",own,"a@example.com",,1',
      '111122223333,111122223333,production,own,"b@example.com","state PENDING_CLOSURE",1',
      '',
    ]);
  });

  it('reads what aws organizations list-accounts prints as YAML, and its accounts alone', () => {
    folder.write('a.yaml', `Accounts:\n- Id: '${ZERO}'\n  Name: a\n  Status: ACTIVE\n`);
    expect(imported(path.join(folder.path, 'a.yaml')).code).to.equal(0);
    expect(imported(folder.write('b.json', JSON.stringify(organisation.Accounts))).code).to.equal(0);
    expect(table('accounts')).to.contain(`\n${ZERO},`).and.to.contain(`\n${OWN},`);
  });

  it('reads the same from JSON and CSV, whatever the names', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((name) => name.replaceAll('\0', '').trim());
    const id = fc.bigInt({ min: 0n, max: 999_999_999_999n }).map((number) => String(number).padStart(12, '0'));
    const members = fc.uniqueArray(fc.record({ Id: id, Name: text, Email: text }), {
      minLength: 1,
      maxLength: 8,
      selector: ({ Id }) => Id,
    });
    fc.assert(
      fc.property(members, (accounts) => {
        const read = (file: string): string => {
          rmSync(work(), { recursive: true, force: true });
          expect(imported(file)).to.include({ code: 0, stderr: '' });
          return table('accounts');
        };
        const rows = accounts.map(({ Id, Name, Email }) => [Id, Email, Name, 'ACTIVE']);
        const csv = writeCsv(['Account ID', 'Email', 'Name', 'State'], rows);
        const json = JSON.stringify({ Accounts: accounts }, null, 2);
        expect(read(folder.write('o.csv', csv))).to.equal(read(folder.write('o.json', json)));
        expect(table('accounts').match(/,own,/g)).to.have.lengthOf.at.least(accounts.length);
      }),
      { numRuns: 100, seed: 20_260_302 },
    );
  });

  it('twice changes nothing', () => {
    const files = [folder.write('o.json', JSON.stringify(organisation)), folder.write('known.yaml', known)];
    imported(...files);
    const once = [table('accounts'), table('vendors')];
    const { stdout } = imported(...files);
    expect([table('accounts'), table('vendors')]).to.deep.equal(once);
    expect(stdout.split('\n')).to.have.length(3);
  });

  it('keeps what an admin wrote, and tells each disagreement: own beats vendor beats aws', () => {
    folder.write(
      'work/crossaccount_accounts.csv',
      `account_id,name,class,note\n${OWN},Prod,vendor,mine\n${AWS},,external,\n999900001111,other,own,\n`,
    );
    folder.write('work/crossaccount_vendors.csv', `account_id,vendor\n${VENDOR},Ours\n${ZERO},Partner\n`);
    const files = [folder.write('o.json', JSON.stringify(organisation)), folder.write('known.yaml', known)];
    const { stdout } = imported(...files);
    expect(stdout.replaceAll(`${folder.path}/`, '').split('\n').slice(0, -3)).to.deep.equal([
      `${OWN} is of the organisation by o.json:1 and was listed as vendor: it counts as own.`,
      `${OWN} is called production by o.json:1: it keeps its name Prod.`,
      `${VENDOR} is of the vendor Example Monitoring by known.yaml:4: it keeps the vendor Ours.`,
      `${AWS} is of AWS (Logs) by known.yaml:8: it stays external, as it is listed.`,
      `${ZERO} is listed as own and among the vendors (Partner): it counts as own.`,
    ]);
    expect(table('accounts').split('\n').slice(1)).to.deep.equal([
      '012345678901,012345678901,"a, ""b""",own,"old@example.com","state SUSPENDED",1',
      '111122223333,111122223333,Prod,own,"aws@example.com",mine,1',
      '333344445555,333344445555,,external,,,1',
      '999900001111,999900001111,other,own,,,1',
      '',
    ]);
  });

  it('names every id that is none by its line, and writes nothing', () => {
    const csv = [
      'Account ID,Name',
      '1.23E+11,a',
      "'111122223333,b",
      '="111122223333",c',
      '12345678901,d',
      '1111-2222-3333,e',
      ',f',
      '111122223333,g,h',
      `${OWN},fine`,
    ];
    const trouble = refused('o.csv', csv.join('\n'));
    expect(trouble).to.deep.equal([
      'o.csv:2: "1.23E+11" is an account id that a spreadsheet rounded, so that digits are lost; export the list anew and import it without opening it there.',
      'o.csv:3: the account id "\'111122223333" has quotes in it; write its 12 digits alone.',
      'o.csv:4: the account id "=\\"111122223333\\"" has quotes in it; write its 12 digits alone.',
      'o.csv:5: the account id "12345678901" has 11 digits; a spreadsheet may have cut leading zeros: write 012345678901 if that is the account.',
      'o.csv:6: the account id "1111-2222-3333" is not 12 digits; correct it.',
      'o.csv:7: there is no account id; write its 12 digits.',
      'o.csv:8: there are 3 fields where the header has 2; correct it.',
    ]);
    expect(refused('o.json', '{\n "Accounts": [\n  {"Id": "111122223333"},\n  {"Id": 12345678901}\n ]\n}')[0]).to.match(
      /^o\.json:4: the account id "12345678901" has 11 digits/,
    );
    expect(refused('k.yaml', "- name: x\n  accounts:\n  - '111122223333'\n  - 1.23E+11\n")[0]).to.match(
      /^k\.yaml:4: "1\.23E\+11" is an account id that a spreadsheet rounded/,
    );
  });

  it('counts lines where fields hold line ends and blank lines stand between', () => {
    expect(refused('o.csv', `Account ID,Name\n\n${OWN},"a\nb"\n\n1,c\n`)[0]).to.match(/^o\.csv:6: /);
  });

  it('refuses what is no list, one page of a list, and an empty one', () => {
    expect(refused('o.csv', 'Account ID;Name\n')[0]).to.equal(
      'o.csv:1: there are semicolons between the fields; save it with commas.',
    );
    expect(refused('o.csv', 'Name,Email\na,b\n')[0]).to.match(/^o\.csv:1: the header names no account id;/);
    expect(refused('o.csv', Buffer.from('Account ID', 'utf16le'))[0]).to.equal(
      'o.csv is not UTF-8; save it as CSV UTF-8.',
    );
    expect(refused('o.csv', 'Account ID,Name\n"1,a\n')[0]).to.match(/^o\.csv is no CSV: The quoted field/);
    expect(refused('o.csv', 'Account ID,Name\n')[0]).to.equal('o.csv:1: there are no accounts in it.');
    expect(refused('o.json', '{"Accounts": [')[0]).to.match(/^o\.json:1: this is neither JSON nor YAML: /);
    expect(refused('o.json', '{"Roles": []}')[0]).to.match(/^o\.json:1: this is no list of accounts;/);
    expect(refused('o.json', '')[0]).to.match(/^o\.json:1: this is no list of accounts;/);
    expect(refused('o.json', `{"Accounts": [{"Id": "${OWN}"}], "NextToken": "abc"}`)[0]).to.match(
      /^o\.json:1: this is one page of several \(NextToken\);/,
    );
    expect(
      refused('k.yaml', `- name: x\n  type: azure\n  accounts: ['${OWN}']\n- accounts: ['${OWN}']\n- {}\n`),
    ).to.deep.equal([
      'k.yaml:1: the type "azure" is not known; there is only aws.',
      'k.yaml:4: this entry has no name; correct or remove it.',
      'k.yaml:5: this entry has neither an Id nor accounts; correct or remove it.',
    ]);
  });

  it('refuses a table that is malformed, by line, and leaves it alone', () => {
    const written = `account_id,name,class\n${OWN},a,own\n12345678901,b,own\n`;
    const file = folder.write('work/crossaccount_accounts.csv', written);
    const { code, stderr } = imported(folder.write('known.yaml', known));
    expect([code, stderr]).to.deep.equal([
      2,
      `${file} cannot be used. Line 3 of the table crossaccount_accounts is malformed: account_id "12345678901" is not 12 digits (a spreadsheet may have cut leading zeros); correct or remove it.\n`,
    ]);
    expect(readFileSync(file, 'utf8')).to.equal(written);
    folder.write('work/crossaccount_accounts.csv', 'account_id,class,region\n');
    expect(imported(path.join(folder.path, 'known.yaml')).stderr).to.match(
      /has the column "region"; there are only _key,/,
    );
  });

  it('shows what others wrote without what a terminal would act on', () => {
    const list = {
      Accounts: [
        { Id: OWN, Name: '\u001b[2Jevil' },
        { Id: OWN, Name: 'other' },
      ],
    };
    const { stdout } = imported(folder.write('o.json', JSON.stringify(list)));
    expect(stdout).to.contain(`${OWN} is called other by`).and.to.contain('it keeps its name \\u001b[2Jevil.');
    expect(stdout).to.not.contain('\u001b');
  });

  it('asks for files and a folder', () => {
    expect(run('--work', 'x')).to.deep.equal({
      code: 2,
      stdout: '',
      stderr: 'There is no file to import; see --help.\n',
    });
    expect(run('x.json')).to.include({
      code: 2,
      stderr: 'There is no folder for the tables; name it with --work DIR.\n',
    });
    expect(run('--wrok', 'x').stderr).to.match(/^Unknown option '--wrok'; see --help\.\n$/);
    expect(run(path.join(folder.path, 'none.json'), '--work', 'x').stderr).to.match(
      /none\.json cannot be read: there is no such file or folder\.\n$/,
    );
    expect(run('--help').stdout).to.match(/^Usage: npm run import:accounts/);
  });

  it('is a command, whose paths are those of the folder it is run in', function () {
    this.timeout(60_000);
    folder.write('o.json', JSON.stringify(organisation));
    const script = path.join(project, 'scripts/import-accounts.mjs');
    const said = execFileSync(process.execPath, [script, 'o.json', '--work', 'w'], {
      cwd: folder.path,
      encoding: 'utf8',
    });
    expect(said).to.equal('Read 2 own accounts, 0 accounts of vendors and 0 accounts of AWS.\nTables are in w.\n');
    expect(existsSync(path.join(folder.path, 'w/crossaccount_accounts.csv'))).to.equal(true);
  });
});
