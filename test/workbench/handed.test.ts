import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { factKey, seen } from '../../app/baseline';
import { openFolders, publish, removeScratch, type Folders } from '../../app/workbench/folders';
import { takeTables } from '../../app/workbench/handed';
import { UsageError } from '../../app/workbench/shell';
import { temporaryFolder } from './folder';

describe('The work folder', () => {
  const folder = temporaryFolder();
  let folders: Folders;
  const open = (): Folders => {
    folders = openFolders(path.join(folder.path, 'work'));
    return folders;
  };
  afterEach(() => {
    removeScratch(folders);
  });

  it('hands in what stands there, with keys where people left them out', () => {
    folder.write(
      'work/crossaccount_accounts.csv',
      '\ufeffaccount_id,name,class\r\n111122223333,"production, EU",own\r\n\r\n',
    );
    folder.write('work/crossaccount_vendors.csv', 'account_id,vendor\n555566667777,Monitor Inc\n');
    folder.write(
      'work/crossaccount_dispositions.csv',
      'dimension,value,disposition\naccount_pair,111122223333 > 555566667777,approved\n',
    );
    folder.write('work/crossaccount_baseline.csv', 'dimension,value,first_seen,last_seen,days\na,b,86400,86400,1\n');
    const handed = takeTables(open());
    expect(handed).to.deep.equal({
      baseline: new Map([['a|b', seen(86_400)]]),
      accounts: new Map([['111122223333', { name: 'production, EU', class: 'own' }]]),
      vendors: new Map([['555566667777', 'Monitor Inc']]),
    });
    const where = folders.collections;
    expect(readdirSync(where).sort()).to.deep.equal([
      'crossaccount_accounts.csv',
      'crossaccount_dispositions.csv',
      'crossaccount_vendors.csv',
    ]);
    expect(readFileSync(path.join(where, 'crossaccount_accounts.csv'), 'utf8')).to.equal(
      '"_key","account_id",name,class\n111122223333,111122223333,"production, EU",own\n',
    );
    expect(readFileSync(path.join(where, 'crossaccount_dispositions.csv'), 'utf8')).to.contain(
      factKey('account_pair|111122223333 > 555566667777'),
    );
  });

  it('names the table that cannot be used, and the remedy', () => {
    const file = folder.write('work/crossaccount_accounts.csv', 'account_id,class\n123,own\n');
    expect(() => takeTables(open())).to.throw(
      UsageError,
      `${file} cannot be used. Line 2 of the table crossaccount_accounts is malformed: account_id "123" is not 12 digits (a spreadsheet may have cut leading zeros); correct or remove it.`,
    );
  });

  it('says when it cannot be one', () => {
    open();
    const file = folder.write('file', '');
    expect(() => openFolders(file)).to.throw(
      UsageError,
      `Nothing can be written in ${file}: it exists and is no folder`,
    );
  });

  it('is replaced table by table at the end, and keeps nothing else of the run', () => {
    const kept = folder.write('work/crossaccount_baseline.csv', 'old');
    open();
    expect(readFileSync(kept, 'utf8')).to.equal('old');
    publish(
      folders,
      new Map([
        ['crossaccount_baseline', () => ['n', 'ew']],
        ['crossaccount_findings', () => ['more']],
      ]),
    );
    removeScratch(folders);
    expect(readFileSync(kept, 'utf8')).to.equal('new');
    expect(readdirSync(path.join(folder.path, 'work')).sort()).to.deep.equal([
      'crossaccount_baseline.csv',
      'crossaccount_findings.csv',
    ]);
  });

  it('is not needed: a run without one leaves nothing behind', () => {
    folders = openFolders(undefined);
    expect(takeTables(folders)).to.deep.equal({ baseline: new Map(), accounts: new Map(), vendors: new Map() });
    publish(folders, new Map([['crossaccount_baseline', () => ['new']]]));
    removeScratch(folders);
    expect(existsSync(folders.scratch)).to.equal(false);
  });
});
