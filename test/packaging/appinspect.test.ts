import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { root } from './built';

interface Finding {
  readonly result: string;
  readonly check: string;
  readonly tags: readonly string[];
  readonly text: string;
}

interface Rules {
  readonly clean: readonly string[];
  readonly rest: readonly string[];
  readonly known: readonly {
    readonly result: string;
    readonly check: string;
    readonly says: string;
    readonly reason: string;
    readonly runtime?: true;
  }[];
}

interface AppInspect {
  weigh(
    report: { readonly tags: readonly string[]; readonly findings: readonly Finding[] },
    rules: Rules,
    withRuntime: boolean,
  ): { readonly problems: readonly string[]; readonly notes: readonly string[] };
}

describe('what AppInspect finds', () => {
  let appInspect: AppInspect;
  before(async () => {
    appInspect = (await import(path.join(root, 'scripts/support/appinspect.mjs'))) as AppInspect;
  });

  const rules: Rules = {
    clean: ['cloud'],
    rest: ['aarch64'],
    known: [
      { result: 'failure', check: 'check_machine', says: 'bin/node', reason: 'Both are there.', runtime: true },
      { result: 'warning', check: 'check_tables', says: 'tables.conf', reason: 'Said of all.' },
    ],
  };
  const machine: Finding = { result: 'failure', check: 'check_machine', tags: ['aarch64'], text: 'Rebuild bin/node.' };
  const tables: Finding = { result: 'warning', check: 'check_tables', tags: ['cloud'], text: 'There is tables.conf.' };
  const weigh = (findings: readonly Finding[], withRuntime = true, tags = ['aarch64', 'cloud']): unknown =>
    appInspect.weigh({ tags, findings }, rules, withRuntime);

  it('is accepted when it is listed, and told with its reason', () => {
    expect(weigh([machine, tables])).to.deep.equal({
      problems: [],
      notes: ['known failure: check_machine: Both are there.', 'known warning: check_tables: Said of all.'],
    });
  });

  it('is a problem when it is not listed, be it only a warning or said of another file', () => {
    const other = { ...tables, text: 'There is lists.conf.' };
    expect(weigh([machine, tables, other])).to.deep.include({
      problems: ['warning: check_tables: There is lists.conf.'],
    });
  });

  it('is a problem when it fails under a tag that must be clean, listed or not', () => {
    const inCloud = { ...machine, tags: ['aarch64', 'cloud'] };
    expect(weigh([inCloud, tables])).to.deep.include({ problems: ['failure: check_machine: Rebuild bin/node.'] });
  });

  it('is missed when it is listed and no longer said, unless the package has no runtime to say it of', () => {
    expect(weigh([tables])).to.deep.include({
      problems: ['check_machine no longer says "bin/node": take it out of scripts/appinspect.json.'],
    });
    expect(weigh([tables], false)).to.deep.include({ problems: [] });
  });

  it('is not all when AppInspect knows a tag that we do not', () => {
    expect(weigh([machine, tables], true, ['aarch64', 'cloud', 'moon'])).to.deep.include({
      problems: [
        'AppInspect knows the tags aarch64, cloud, moon: list each as clean or rest in scripts/appinspect.json.',
      ],
    });
  });
});

describe('the list of what is accepted', () => {
  const { clean, known } = JSON.parse(readFileSync(path.join(root, 'scripts/appinspect.json'), 'utf8')) as Rules;

  it('asks for nothing but warnings under these tags', () => {
    expect(clean).to.deep.equal([
      'cloud',
      'private_victoria',
      'private_classic',
      'private_app',
      'migration_victoria',
      'future',
      'packaging_standards',
      'ast',
    ]);
  });

  it('has one failure, and a reason for each line', () => {
    expect(known.filter(({ result }) => result !== 'warning').map(({ check }) => check)).to.deep.equal([
      'check_aarch64_compatibility',
    ]);
    expect(known.filter(({ reason }) => !/^[A-Z].+[.]$/.test(reason))).to.deep.equal([]);
  });
});
