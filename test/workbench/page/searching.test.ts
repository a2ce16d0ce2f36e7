import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { readApp } from '../../../app/spl';
import type { Answer, Asked } from '../../../app/workbench/page/asked';
import type { Stopped } from '../../../app/workbench/page/bases';
import { searcherOf, type Searcher } from '../../../app/workbench/page/searching';
import { temporaryFolder } from '../folder';

const never = (): boolean => false;
const record = (second: number): string =>
  JSON.stringify({
    eventVersion: '1.08',
    eventTime: new Date(Date.parse('2026-03-02T10:00:00Z') + second * 1000).toISOString().replace('.000', ''),
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    eventID: `e${second}`,
    recipientAccountId: '111122223333',
  });

describe('What the thread of a page answers', () => {
  const folder = temporaryFolder();
  let searcher: Searcher;
  afterEach(() => searcher.end());
  /** The searcher over records, three unless told, and an app with one table. */
  const searching = (records = 3): ((asked: Asked, stopped?: Stopped) => Promise<Answer>) => {
    folder.write('app/default/app.conf', '[launcher]\nversion=1\n');
    folder.write('app/default/collections.conf', '[t]\n');
    folder.write(
      'app/default/transforms.conf',
      '[t]\nexternal_type = kvstore\ncollection = t\nfields_list = _key, a\n',
    );
    folder.write('app/default/savedsearches.conf', '[three]\nsearch = index=cloudtrail | table eventID\n');
    const events = folder.write(
      'trail.json',
      `{"Records":[${Array.from({ length: records }, (_, at) => record(at + 1)).join()}]}`,
    );
    for (const name of ['tables', 'spool']) mkdirSync(path.join(folder.path, name));
    searcher = searcherOf({
      app: readApp(path.join(folder.path, 'app')),
      tables: path.join(folder.path, 'tables'),
      work: undefined,
      events: path.join(folder.path, 'spool'),
      files: [{ path: events, bytes: 1 }],
      earliest: 0,
      latest: Infinity,
      now: Date.parse('2026-03-02T10:00:03Z') / 1000,
      environment: {},
      modules: folder.path,
    });
    return (asked, stopped = never) => searcher.answer(asked, stopped);
  };
  const counted = (count: number): Answer => ({
    fields: ['count'],
    columns: [[String(count)]],
    total: 1,
    warnings: [],
    wrote: false,
  });
  const write = '| makeresults | eval _key="k", a="1" | table _key a | outputlookup append=true t';

  it('is the same for a chain as for its whole pipeline', async () => {
    const search = searching();
    const links = ['| eval n=tonumber(substr(eventID, 2))', 'where n>1', '| stats sum(n) as sum count'];
    const spl = 'index=cloudtrail | table eventID';
    const expected: Answer = {
      fields: ['sum', 'count'],
      columns: [['5'], ['2']],
      total: 1,
      warnings: [],
      wrote: false,
    };
    expect(await search({ spl: [spl, links[0], `| ${links[1]}`, links[2]].join('\n') })).to.deep.equal(expected);
    expect(await search({ spl, then: links })).to.deep.equal(expected);
    expect(await search({ savedSearch: 'three', then: links })).to.deep.equal(expected);
  });

  it('is a sentence where a link cannot be run, and where the base cannot', async () => {
    const search = searching();
    expect(await search({ spl: '| makeresults', then: ['| nonsense'] }))
      .to.have.property('error')
      .that.contains('nonsense');
    expect(await search({ spl: '| nonsense', then: ['| table a'] }))
      .to.have.property('error')
      .that.contains('nonsense');
  });

  it('comes of a base that is run once for all that go on from it', async () => {
    const search = searching(2500);
    const base = { spl: 'index=cloudtrail | table eventID' };
    // Between two batches of events it is asked whether anybody still waits.
    let asked = 0;
    const batches = async (one: Asked): Promise<[answer: Answer, asked: number]> => {
      asked = 0;
      return [await search(one, () => ++asked === 0), asked];
    };
    const [all] = await batches({ ...base, then: ['| stats count'] });
    expect(all).to.deep.equal(counted(2500));
    const [others, readAgain] = await batches({ ...base, then: ['| where eventID!="e1"', '| stats count'] });
    expect(others).to.deep.equal(counted(2499));
    const [, anew] = await batches({ spl: `${base.spl} `, then: ['| where eventID!="e1"', '| stats count'] });
    expect(anew).to.be.greaterThan(readAgain);
  });

  it('comes of a base that is run anew when a table was written, even by a search that fails', async () => {
    const search = searching();
    const base = { spl: '| inputlookup t', then: ['| stats count'] };
    expect(await search(base)).to.deep.equal(counted(0));
    expect(await search({ spl: write })).to.have.property('wrote', true);
    expect(await search(base)).to.deep.equal(counted(1));
    const failing = `${write.replace('"k"', '"other"')} | eval b=len(split("x,y", ","))`;
    expect(await search({ spl: failing }))
      .to.include({ wrote: true })
      .and.to.have.property('error');
    expect(await search(base)).to.deep.equal(counted(2));
  });

  it('is a cancellation where nobody waits any more, between two batches of events', async () => {
    const search = searching(2500);
    let asked = 0;
    const cancelled: Answer = { error: 'The search was cancelled.', wrote: false };
    expect(await search({ spl: 'index=cloudtrail | stats count' }, () => ++asked === 2)).to.deep.equal(cancelled);
    expect(asked).to.equal(2);
    expect(await search({ spl: 'index=cloudtrail | stats count' })).to.deep.equal(counted(2500));
  });

  it('needs the files no more once events were read ahead', async () => {
    const search = searching();
    await searcher.readAhead();
    rmSync(path.join(folder.path, 'trail.json'));
    expect(await search({ spl: 'index=cloudtrail | stats count' })).to.deep.equal(counted(3));
  });
});
