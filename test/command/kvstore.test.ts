import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { factKey } from '../../app/baseline';
import { collectionsIn } from '../../app/spl';
import type { AppConf, Collections } from '../../app/spl';
import { readStoredTables } from '../../app/command/storedtables';
import type { KvServer } from '../../app/workbench/kvstore';
import { always, endAll, listen } from '../splunk/faulty';
import { temporaryFolder } from '../workbench/folder';
import { servedOver } from '../workbench/kvstore/serving';
import { assumption, TIME } from './records';
import { filled, messages, run } from './splunkd';

const fields: Readonly<Record<string, string>> = {
  crossaccount_baseline: '_key, dimension, value, first_seen, last_seen, days',
  crossaccount_dispositions: '_key, dimension, value, disposition',
  crossaccount_accounts: '_key, account_id, name, class',
  crossaccount_vendors: '_key, account_id, vendor',
};

const app: AppConf = {
  folder: '',
  id: 'aws_cross_account_activity',
  savedSearches: new Map(),
  macros: new Map(),
  transforms: new Map(Object.entries(fields).map(([name, list]) => [name, new Map([['fields_list', list]])])),
  collections: new Map(
    Object.keys(fields).map((name) => [
      name,
      new Map(['first_seen', 'last_seen'].map((n) => [`field.${n}`, 'number'])),
    ]),
  ),
  commands: new Map(),
};

const PAIR = 'account_pair|444455556666 > 111122223333';
const CALLER = '444455556666:AIDAEXAMPLE';
const ROLE = `principal_role|${CALLER} > arn:aws:iam::111122223333:role/Admin`;

describe('crossaccount baseline=kvstore', () => {
  const folder = temporaryFolder();
  let collections: Collections;
  let splunkd: KvServer;

  beforeEach(async () => {
    collections = collectionsIn('nowhere');
    splunkd = await servedOver(app, collections);
  });
  afterEach(async () => {
    await splunkd.close();
    await endAll();
  });

  const put = (table: string, ...cells: string[]): void => {
    collections.open(table, (fields[table] ?? '').split(', ')).put(cells);
  };
  const know = (fact: string, days = '20510,20511,20512'): void => {
    const [dimension = '', value = ''] = fact.split('|');
    put('crossaccount_baseline', factKey(fact), dimension, value, '1772064000', '1772323200.5', days);
  };
  const knowAll = (): void => {
    know('coverage|111122223333', '20510');
    know('caller_account|444455556666');
    know(PAIR);
    know(`principal_account|${CALLER} > 111122223333`);
    know(ROLE);
    put('crossaccount_accounts', '444455556666', '444455556666', 'Tools', 'own');
    put('crossaccount_vendors', '777788889999', '777788889999', 'Monitor Inc');
    put('crossaccount_dispositions', factKey(PAIR), 'account_pair', '444455556666 > 111122223333', 'approved');
  };
  const judged = async (where: 'kvstore' | 'csv'): Promise<Record<string, string | string[]>> => {
    const chunk = [{ _raw: assumption(), _time: TIME }];
    const { chunks, exit } = await run([`baseline=${where}`], [chunk, chunk], folder.path, splunkd);
    expect([exit, chunks.flatMap(messages)]).to.deep.equal([0, []]);
    expect(chunks[1]?.rows).to.deep.equal(chunks[0]?.rows);
    return filled(chunks[0]?.rows[0]);
  };
  const refused = async (uri = splunkd.uri, sessionKey = splunkd.sessionKey): Promise<unknown> => {
    const chunk = [{ _raw: assumption(), _time: TIME }];
    const { chunks, exit } = await run(['baseline=kvstore'], [chunk, chunk], 'nowhere', { uri, sessionKey });
    expect([exit, chunks.length, chunks[0]?.metadata.finished, chunks[0]?.rows]).to.deep.equal([1, 1, true, []]);
    return messages(chunks[0]);
  };

  it('judges as baseline=csv does with the same tables', async () => {
    knowAll();
    for (const [table, list] of Object.entries(fields)) {
      const columns = list.split(', ');
      const rows = [columns, ...collections.open(table, columns).rows()];
      const csv = rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n');
      writeFileSync(path.join(folder.path, `${table}.csv`), csv);
    }
    const stored = await judged('kvstore');
    expect(stored).to.deep.equal(await judged('csv'));
    expect([stored.xa_status, stored.xa_days_seen, stored.xa_caller_class]).to.deep.equal(['known', '3', 'own']);
  });

  it('judges everything new while the tables are empty', async () => {
    const row = await judged('kvstore');
    expect([row.xa_status, row.xa_caller_class]).to.deep.equal(['new', 'external']);
  });

  it('reads nothing before the first row', async () => {
    const { port, requests } = await listen(always(200, '[]'));
    const { exit } = await run(['baseline=kvstore'], [], 'nowhere', {
      uri: `http://127.0.0.1:${port}`,
      sessionKey: 'key',
    });
    expect([exit, requests.length]).to.deep.equal([0, 0]);
  });

  it('reads each table once for a search, however many chunks there are', async () => {
    const { port, requests } = await listen(always(200, '[]'));
    const chunk = [{ _raw: assumption(), _time: TIME }];
    const { exit } = await run(['baseline=kvstore'], [chunk, chunk, chunk], 'nowhere', {
      uri: `http://127.0.0.1:${port}`,
      sessionKey: 'key',
    });
    expect(exit).to.equal(0);
    const asked = requests.map(({ url }) => url.replace(/^.*\/data\/(\w+)\?.*$/, '$1'));
    expect(asked.sort()).to.deep.equal([
      'crossaccount_accounts',
      'crossaccount_baseline',
      'crossaccount_dispositions',
      'crossaccount_vendors',
    ]);
  });

  it('stops the search with one message when a table cannot be read', async () => {
    expect(await refused(splunkd.uri, 'old')).to.deep.equal([
      [
        'ERROR',
        'The table crossaccount_baseline cannot be read from the KV Store: splunkd does not take the session key of the search (401), which may have expired; run the search again.',
      ],
    ]);
    expect(await refused('', '')).to.deep.equal([
      ['ERROR', 'splunkd told no address of its own (splunkd_uri), so the tables cannot be read from the KV Store.'],
    ]);
    const down = await listen(always(503, ''));
    expect(String(await refused(`http://127.0.0.1:${down.port}`))).to.contain('the KV Store is not ready (503)');
  });

  it('stops the search at a row that it cannot use, naming its key', async () => {
    put('crossaccount_accounts', 'k-1', '23456789012', 'Lost a zero', 'own');
    expect(await refused()).to.deep.equal([
      [
        'ERROR',
        'KV Store: The row "k-1" of the table crossaccount_accounts is malformed: account_id "23456789012" is not 12 digits (a spreadsheet may have cut leading zeros); correct or remove it.',
      ],
    ]);
  });

  describe('with more facts than are read at once', () => {
    it('asks for those of a chunk, each once in a run, and knows all coverage', async () => {
      knowAll();
      for (let other = 0; other < 1000; other += 1) put('crossaccount_baseline', `k${other}`, 'd', 'v', '1', '1', '1');
      const { tables, askFor } = await readStoredTables(splunkd, 1000);
      const texts = [PAIR, ROLE, 'caller_account|999988887777'];
      expect([tables.baseline.has('coverage|111122223333'), tables.baseline.has(PAIR)]).to.deep.equal([true, false]);
      await askFor!(texts);
      expect(texts.map((text) => tables.baseline.get(text)?.days)).to.deep.equal([
        [20_510, 20_511, 20_512],
        [20_510, 20_511, 20_512],
        undefined,
      ]);
      await splunkd.close();
      await askFor!(texts);
      const error: unknown = await askFor!(['caller_account|444455556666']).catch((reason: unknown) => reason);
      expect(String(error)).to.match(
        /^CommandError: splunkd at 127\.0\.0\.1:\d+ takes no connections \(ECONNREFUSED\)/,
      );
      splunkd = await servedOver(app, collections);
    });

    it('judges as with fewer', async () => {
      knowAll();
      const few = await judged('kvstore');
      for (let other = 0; other < 50_000; other += 1)
        put('crossaccount_baseline', `k${other}`, 'd', 'v', '1', '1', '1');
      expect(await judged('kvstore')).to.deep.equal(few);
    });

    it('stops in the middle when the KV Store goes away', async () => {
      const page = Array.from({ length: 1000 }, (_, at) => ({ _key: String(at + 1000), dimension: 'd', value: 'v' }));
      const many = [JSON.stringify(page), '[{"_key":"50001"}]', '[]'];
      const { port } = await listen((request, response) => {
        if (request.url?.includes('batch_find') === true) response.writeHead(503).end();
        else response.end(request.url?.includes('baseline') === true ? many.shift() : '[]');
      });
      expect(String(await refused(`http://127.0.0.1:${port}`, 'key'))).to.contain('the KV Store is not ready (503)');
    });
  });
});
