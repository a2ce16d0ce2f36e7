import { expect } from 'chai';
import { collectionsIn } from '../../../app/spl';
import type { AppConf, Collections } from '../../../app/spl';
import { documentsOf, serveKvStore } from '../../../app/workbench/kvstore';
import type { KvServer } from '../../../app/workbench/kvstore';

const TABLE = 'crossaccount_progress';
const FIELDS = ['_key', 'name', 'day'];

const app: AppConf = {
  folder: '',
  id: 'app',
  savedSearches: new Map(),
  macros: new Map(),
  transforms: new Map(),
  collections: new Map([
    [
      TABLE,
      new Map([
        ['field.name', 'string'],
        ['field.day', 'number'],
      ]),
    ],
  ]),
  commands: new Map(),
};

describe('The KV Store of the local run, over REST', () => {
  let server: KvServer;
  let collections: Collections;

  beforeEach(async () => {
    collections = collectionsIn('nowhere');
    server = await serveKvStore({
      app: 'app',
      documents: documentsOf(app, (name) => collections.open(name, FIELDS)),
      limits: { rows: 4, bytes: 1000 },
    });
  });
  afterEach(() => server.close());

  type Asked = readonly [status: number, answer: unknown];

  async function ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Asked> {
    const response = await fetch(`${server.uri}/servicesNS/nobody/app/storage/collections/data/${path}`, {
      method,
      headers: { Authorization: `Splunk ${server.sessionKey}`, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return [response.status, await response.json()];
  }
  const sent = async (key: string): Promise<string> => {
    const headers = { Authorization: `Splunk ${server.sessionKey}` };
    return (
      await fetch(`${server.uri}/servicesNS/nobody/app/storage/collections/data/${TABLE}/${key}`, { headers })
    ).text();
  };
  const get = (parameters: Readonly<Record<string, string>> = {}): Promise<Asked> =>
    ask('GET', `${TABLE}?${new URLSearchParams(parameters).toString()}`);
  const keys = async (query: unknown, more: Readonly<Record<string, string>> = {}): Promise<unknown> => {
    const [status, rows] = await get({ query: JSON.stringify(query), ...more });
    return status === 200 ? (rows as { _key: string }[]).map(({ _key }) => _key).join('') : rows;
  };
  const refusal = (text: string): unknown => ({ messages: [{ type: 'ERROR', text }] });
  const fill = async (): Promise<void> => {
    await ask('POST', `${TABLE}/batch_save`, [
      { _key: 'c', name: 'x', day: 3 },
      { _key: 'a', name: 'x', day: 10 },
      { _key: 'b', name: 'y', day: 2 },
      { _key: 'd', name: '2' },
    ]);
  };

  it('lets nobody in who does not know the key', async () => {
    const refused = [401, refusal('call not properly authenticated')];
    expect(await ask('GET', TABLE, undefined, { Authorization: '' })).to.deep.equal(refused);
    expect(await ask('GET', TABLE, undefined, { Authorization: `Bearer ${server.sessionKey}` })).to.deep.equal(refused);
    expect(await ask('GET', TABLE, undefined, { Authorization: `Splunk ${'0'.repeat(64)}` })).to.deep.equal(refused);
    expect(await ask('GET', 'unknown', undefined, { Authorization: 'Splunk x' })).to.deep.equal(refused);
  });

  it('listens on 127.0.0.1 only, with a key of its own each time', async () => {
    const other = await serveKvStore({ app: 'app', documents: () => undefined });
    expect(server.uri).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(other.sessionKey)
      .to.match(/^[0-9a-f]{64}$/)
      .and.not.to.equal(server.sessionKey);
    await other.close();
  });

  it('has the collections that the app declares, and no others', async () => {
    const missing = [404, refusal('Could not find object.')];
    expect(await ask('GET', 'unknown')).to.deep.equal(missing);
    expect(await ask('GET', '__proto__')).to.deep.equal(missing);
    expect(await ask('GET', `${TABLE}/k/more`)).to.deep.equal(missing);
    expect(await get()).to.deep.equal([200, []]);
  });

  it('takes one document, with its key or one that is made up', async () => {
    expect(await ask('POST', TABLE, { _key: 'k', name: 'x', day: 5 })).to.deep.equal([201, { _key: 'k' }]);
    expect(await ask('GET', `${TABLE}/k`)).to.deep.equal([200, { _user: 'nobody', _key: 'k', name: 'x', day: 5 }]);
    expect(await ask('POST', TABLE, { _key: 'k' })).to.deep.equal([
      409,
      refusal('A document with the same key already exists.'),
    ]);
    const [status, made] = await ask('POST', TABLE, { name: 'y' });
    expect(status).to.equal(201);
    expect((made as { _key: string })._key).to.match(/^[0-9a-f]{24}$/);
  });

  it('replaces and removes the document of a key', async () => {
    await fill();
    expect(await ask('POST', `${TABLE}/a`, { day: 7 })).to.deep.equal([200, { _key: 'a' }]);
    expect(await ask('GET', `${TABLE}/a`)).to.deep.equal([200, { _user: 'nobody', _key: 'a', day: 7 }]);
    expect(await ask('DELETE', `${TABLE}/a`)).to.deep.equal([200, {}]);
    const missing = [404, refusal('Could not find object.')];
    expect(await ask('GET', `${TABLE}/a`)).to.deep.equal(missing);
    expect(await ask('POST', `${TABLE}/a`, { day: 7 })).to.deep.equal(missing);
    expect(await ask('DELETE', `${TABLE}/a`)).to.deep.equal(missing);
  });

  it('finds by value, by comparison with the own type, and by conditions joined', async () => {
    await fill();
    expect(await keys({})).to.equal('abcd');
    expect(await keys({ name: 'x' })).to.equal('ac');
    expect(await keys({ _key: 'b' })).to.equal('b');
    expect(await keys({ day: { $gt: 2 } })).to.equal('ac');
    expect(await keys({ day: { $gte: 2, $lt: 10 } })).to.equal('bc');
    expect(await keys({ day: { $lte: 2 } })).to.equal('b');
    expect(await keys({ day: '2' })).to.equal('');
    expect(await keys({ name: { $gt: '2' } })).to.equal('abc');
    expect(await keys({ day: { $ne: 2 } })).to.equal('acd');
    expect(await keys({ day: null })).to.equal('d');
    expect(await keys({ day: { $not: { $gt: 2 } } })).to.equal('bd');
    expect(await keys({ $or: [{ name: 'y' }, { day: 10 }] })).to.equal('ab');
    expect(await keys({ $and: [{ name: 'x' }, { _key: { $gt: 'a' } }] })).to.equal('c');
    expect(await keys({ _key: { $gt: 'b' }, name: 'x' })).to.equal('c');
    expect(await keys({ _user: 'nobody' })).to.equal('abcd');
  });

  it('names what it does not understand in a query', async () => {
    const wrong = async (query: unknown): Promise<unknown> => keys(query);
    expect(await wrong({ day: { $in: [1] } })).to.deep.equal(
      refusal('A field is compared with text, a number or null, not with [1].'),
    );
    expect(await wrong({ day: { $regex: '1' } })).to.deep.equal(refusal('There is no operator $regex for a field.'));
    expect(await wrong({ $nor: [] })).to.deep.equal(refusal('There is no operator $nor between conditions.'));
    expect(await wrong({ $or: {} })).to.deep.equal(refusal('$or takes a list of queries.'));
    expect(await wrong([])).to.deep.equal(refusal('A query is a JSON object, not [].'));
    expect(await get({ query: '{' })).to.deep.equal([400, refusal('The query is no JSON: {')]);
    expect(await get({ limit: '-1' })).to.deep.equal([400, refusal('limit is a whole number, not -1.')]);
    expect(await get({ sort: 'day:2' })).to.deep.equal([
      400,
      refusal('sort takes field, field:1 or field:-1, not day:2.'),
    ]);
  });

  it('sorts, skips and limits', async () => {
    await fill();
    expect(await keys({}, { sort: 'day' })).to.equal('dbca');
    expect(await keys({}, { sort: 'name:-1,day:1' })).to.equal('bcad');
    expect(await keys({}, { sort: '_key:-1' })).to.equal('dcba');
    expect(await keys({}, { sort: 'day', skip: '1', limit: '2' })).to.equal('bc');
    expect(await keys({}, { skip: '3', limit: '5' })).to.equal('d');
  });

  it('gives the fields that are named, or all but those', async () => {
    await fill();
    const first = async (fields: string): Promise<unknown> => ((await get({ fields, limit: '1' }))[1] as unknown[])[0];
    expect(await first('_key,day')).to.deep.equal({ _key: 'a', day: 10 });
    expect(await first('day')).to.deep.equal({ _key: 'a', day: 10 });
    expect(await first('day:1,_key:0')).to.deep.equal({ day: 10 });
    expect(await first('day:0')).to.deep.equal({ _user: 'nobody', _key: 'a', name: 'x' });
    expect(await get({ fields: 'day:1,name:0' })).to.deep.equal([
      400,
      refusal('fields names either what to give or what to leave out, not both.'),
    ]);
  });

  it('gives no more rows or bytes than splunkd would, without a word', async () => {
    await fill();
    await ask('POST', TABLE, { _key: 'e' });
    expect(await keys({})).to.equal('abcd');
    expect(await keys({}, { limit: '5' })).to.equal('abcd');
    await ask('POST', `${TABLE}/b`, { name: 'x'.repeat(1000) });
    expect(await keys({})).to.equal('a');
  });

  it('saves and finds many at once, up to a thousand', async () => {
    await fill();
    expect(await ask('POST', `${TABLE}/batch_find`, [{ query: { name: 'x' } }, { query: { day: 99 } }])).to.deep.equal([
      200,
      [
        [
          { _user: 'nobody', _key: 'a', name: 'x', day: 10 },
          { _user: 'nobody', _key: 'c', name: 'x', day: 3 },
        ],
        [],
      ],
    ]);
    const many = Array.from({ length: 1001 }, (_, at) => ({ _key: `k${at}` }));
    expect(await ask('POST', `${TABLE}/batch_save`, many)).to.deep.equal([
      400,
      refusal('batch_save takes at most 1000 at once.'),
    ]);
    expect(await ask('POST', `${TABLE}/batch_save`, many.slice(1))).to.deep.equal([
      200,
      many.slice(1).map(({ _key }) => _key),
    ]);
    expect(collections.open(TABLE, FIELDS).size).to.equal(1004);
  });

  it('saves all of a batch or nothing', async () => {
    const [status] = await ask('POST', `${TABLE}/batch_save`, [{ _key: 'a' }, { _key: 'b', colour: 'red' }]);
    expect(status).to.equal(400);
    expect(await get()).to.deep.equal([200, []]);
  });

  it('writes every text and number as JSON does', async () => {
    const texts = ['plain [x]~ !', '"', '\\', '\u0000\u001f\n\u007f', 'é\u2028', '\ud83d\ude00', '\ud800', '__proto__'];
    const numbers: readonly (readonly [string, unknown])[] = [
      ['0', 0],
      ['1.5', 1.5],
      ['-7', -7],
      ['1e+21', 1e21],
      ['007', '007'],
      ['-0', '-0'],
      ['Infinity', 'Infinity'],
      ['1e3', '1e3'],
    ];
    const collection = collections.open(TABLE, FIELDS);
    for (const text of texts) {
      collection.put(['k', text, '']);
      expect(await sent('k')).to.equal(JSON.stringify({ _user: 'nobody', _key: 'k', name: text }));
    }
    for (const [cell, day] of numbers) {
      collection.put(['k', '', cell]);
      expect(await sent('k')).to.equal(JSON.stringify({ _user: 'nobody', _key: 'k', day }));
    }
  });

  it('removes what a query finds, or all', async () => {
    await fill();
    const query = new URLSearchParams({ query: '{"day":{"$lt":5}}' }).toString();
    expect(await ask('DELETE', `${TABLE}?${query}`)).to.deep.equal([200, {}]);
    expect(await keys({})).to.equal('ad');
    await ask('DELETE', TABLE);
    expect(await keys({})).to.equal('');
  });

  it('refuses what it could not give back', async () => {
    const wrong = async (document: unknown): Promise<unknown> => (await ask('POST', TABLE, document))[1];
    expect(await wrong({ colour: 'red' })).to.deep.equal(
      refusal(`${TABLE} has no field colour; the local store holds declared fields only.`),
    );
    expect(await wrong({ name: ['a'] })).to.deep.equal(refusal('name is neither text nor a number.'));
    expect(await wrong({ _key: 7 })).to.deep.equal(refusal('_key is neither text nor a number.'));
    expect(await wrong({ _key: '' })).to.deep.equal(refusal('The _key of a document is empty.'));
    expect(await wrong('{"__proto__":1}')).to.deep.equal(
      refusal(`${TABLE} has no field __proto__; the local store holds declared fields only.`),
    );
    expect(await wrong([])).to.deep.equal(refusal('A document is a JSON object.'));
    expect(await wrong('{')).to.deep.equal(refusal('The body is no JSON.'));
    expect(await ask('PATCH', TABLE)).to.deep.equal([405, refusal('PATCH is not for this endpoint.')]);
  });

  it('is what the searches of the engine read and write', async () => {
    await fill();
    const collection = collections.open(TABLE, FIELDS);
    expect([...collection.rows()].map((row) => row.join())).to.deep.equal(['a,x,10', 'b,y,2', 'c,x,3', 'd,2,']);
    collection.put(['e', '0012', '0012']);
    expect(await ask('GET', `${TABLE}/e`)).to.deep.equal([
      200,
      { _user: 'nobody', _key: 'e', name: '0012', day: '0012' },
    ]);
  });
});
