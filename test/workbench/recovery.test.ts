import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { factKey } from '../../app/baseline';
import { collectionsIn } from '../../app/spl';
import type { AppConf } from '../../app/spl';
import { openFolders, removeScratch } from '../../app/workbench/folders';
import { openLog } from '../../app/workbench/kvstore';
import { baselineColumns, baselineTable } from '../../app/workbench/layers';
import { recover } from '../../app/workbench/recovery';
import { UsageError } from '../../app/workbench/shell';
import { temporaryFolder } from './folder';

const app: AppConf = {
  folder: '',
  id: 'app',
  savedSearches: new Map(),
  macros: new Map(),
  transforms: new Map([
    [baselineTable, new Map([['fields_list', baselineColumns.join(', ')]])],
    ['crossaccount_findings', new Map([['fields_list', '_key, detection']])],
  ]),
  collections: new Map(),
  commands: new Map(),
};

describe('What a run left that did not come to its end', () => {
  const folder = temporaryFolder();
  const work = (): string => path.join(folder.path, 'work');
  const fact = (value: string, first: number, last: number, days: string): string[] => [
    factKey(`pair|${value}`),
    'pair',
    value,
    String(first),
    String(last),
    days,
    '1',
  ];

  /** A process that has ended. */
  const ended = (): number => Number(execFileSync(process.execPath, ['-p', 'process.pid']).toString());

  /** As a run leaves its folders that is killed after its searches have written. */
  async function crashed(): Promise<string> {
    const folders = openFolders(work());
    const log = openLog(folders.log);
    const collections = log.follow(collectionsIn('nowhere'));
    const baseline = collections.open(baselineTable, baselineColumns);
    baseline.put(fact('a', 200, 300, '2,3'));
    baseline.put(fact('new', 250, 250, '2'));
    collections.open('crossaccount_findings', ['_key', 'detection']).put(['f', 'role creation']);
    await log.close();
    const left = folders.scratch.replace(`-${process.pid}-`, `-${ended()}-`);
    renameSync(folders.scratch, left);
    return left;
  }

  it('is taken into the tables: facts are merged, other rows put', async () => {
    mkdirSync(work());
    const tables = collectionsIn(work());
    tables.open(baselineTable, baselineColumns).put(fact('a', 100, 100, '1'));
    tables.flush();
    await crashed();
    expect(recover(work(), app)).to.equal(3);
    const rows = [...collectionsIn(work()).open(baselineTable, baselineColumns).rows()];
    expect(rows).to.have.deep.members([fact('a', 100, 300, '1,2,3'), fact('new', 250, 250, '2')]);
    expect([...collectionsIn(work()).open('crossaccount_findings', ['_key', 'detection']).rows()]).to.deep.equal([
      ['f', 'role creation'],
    ]);
    expect(readdirSync(work()).sort()).to.deep.equal(['crossaccount_baseline.csv', 'crossaccount_findings.csv']);
    expect(recover(work(), app)).to.equal(0);
  });

  it('is left alone while the run goes on', () => {
    const folders = openFolders(work());
    expect(recover(work(), app)).to.equal(0);
    expect(existsSync(folders.scratch)).to.equal(true);
    removeScratch(folders);
  });

  it('is removed where it had not begun to write', () => {
    const folders = openFolders(work());
    renameSync(folders.scratch, folders.scratch.replace(`-${process.pid}-`, `-${ended()}-`));
    expect(recover(work(), app)).to.equal(0);
    expect(readdirSync(work())).to.deep.equal([]);
  });

  it('stops the run when it cannot be used', async () => {
    const left = await crashed();
    writeFileSync(path.join(left, 'changes.log'), 'x\ny\n');
    expect(() => recover(work(), app)).to.throw(
      UsageError,
      `What an earlier run left in ${left} cannot be used: Line 1 of ${left}/changes.log is no change of a table; remove the file.`,
    );
    expect(existsSync(left)).to.equal(true);
  });
});
