import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { readApp } from '../../../app/spl';
import type { Answer, Asked } from '../../../app/workbench/page/asked';
import { searcherOf, type Searcher } from '../../../app/workbench/page/searching';
import { temporaryFolder } from '../folder';

const never = (): boolean => false;
const record = (second: number): string =>
  JSON.stringify({
    eventVersion: '1.08',
    eventTime: `2026-03-02T10:00:0${second}Z`,
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    eventID: `e${second}`,
    recipientAccountId: '111122223333',
  });

describe('What the thread of a page answers', () => {
  const folder = temporaryFolder();
  let searcher: Searcher;
  afterEach(() => searcher.end());
  /** The searcher over three records and an app with one table. */
  const searching = (): ((asked: Asked) => Promise<Answer>) => {
    folder.write('app/default/app.conf', '[launcher]\nversion=1\n');
    folder.write('app/default/collections.conf', '[t]\n');
    folder.write(
      'app/default/transforms.conf',
      '[t]\nexternal_type = kvstore\ncollection = t\nfields_list = _key, a\n',
    );
    folder.write('app/default/savedsearches.conf', '[three]\nsearch = index=cloudtrail | table eventID\n');
    const events = folder.write('trail.json', `{"Records":[${[1, 2, 3].map(record).join()}]}`);
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
    return (asked) => searcher.answer(asked, never);
  };

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
});
