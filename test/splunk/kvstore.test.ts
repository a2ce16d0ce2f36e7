import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openKvStore, SplunkError } from '../../app/splunk';
import type { Cells, KvStoreOptions } from '../../app/splunk';
import { always, endAll, listen } from './faulty';

const KEY = 'the-key-of-the-search';
const TABLE = 'crossaccount_vendors';
const COLUMNS = ['_key', 'account_id', 'vendor'];
const DATA = `/servicesNS/nobody/aws_cross_account_activity/storage/collections/data/${TABLE}`;

async function readAll(uri: string, options?: KvStoreOptions): Promise<Cells[]> {
  const store = openKvStore({ uri, sessionKey: KEY }, options);
  const all: Cells[] = [];
  for await (const rows of store.pages(TABLE, COLUMNS)) all.push(...rows);
  store.close();
  return all;
}

/** The message of the failure, which never holds the key. */
async function failure(uri: string, options?: KvStoreOptions): Promise<string> {
  const thrown: unknown = await readAll(uri, options).then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );
  expect(thrown).to.be.instanceOf(SplunkError);
  const text = String(thrown);
  expect(text).not.to.contain(KEY);
  return text.replace(/^SplunkError: /, '').replace(/127\.0\.0\.1:\d+/g, 'HERE');
}

const row = (key: string): object => ({ _user: 'nobody', _key: key, account_id: key.padStart(12, '0'), vendor: 'V' });

describe('The tables over the REST of splunkd', () => {
  afterEach(endAll);

  it("are asked for in the app's own place, page by page, until a page is empty", async () => {
    const pages = [[row('a'), row('b')], [row('c')], []];
    const { port, requests } = await listen((_request, response) => response.end(JSON.stringify(pages.shift())));
    expect(await readAll(`http://127.0.0.1:${port}`, { pageRows: 2 })).to.deep.equal([
      ['a', '00000000000a', 'V'],
      ['b', '00000000000b', 'V'],
      ['c', '00000000000c', 'V'],
    ]);
    const asked = requests.map(({ method, url, authorization }) => {
      const { pathname, searchParams } = new URL(url, 'http://x');
      return [method, pathname, authorization, Object.fromEntries(searchParams)];
    });
    const page = { fields: '_key,account_id,vendor', sort: '_key', limit: '2', output_mode: 'json' };
    expect(asked).to.deep.equal([
      ['GET', DATA, `Splunk ${KEY}`, { ...page, query: '{}' }],
      ['GET', DATA, `Splunk ${KEY}`, { ...page, query: '{"_key":{"$gt":"b"}}' }],
      ['GET', DATA, `Splunk ${KEY}`, { ...page, query: '{"_key":{"$gt":"c"}}' }],
    ]);
  });

  it('are asked for beyond the last row, whatever looked like its key before the answer was parsed', async () => {
    const pages = ['[{"_key":"a","more":{"_key":"z"}}]', '[{"_key":"a\\u0062"}]', '[]'];
    const asked: string[] = [];
    const { port } = await listen((request, response) => {
      const query = new URL(request.url ?? '', 'http://x').searchParams.get('query') ?? '';
      asked.push(query);
      response.end(query.includes('"z"') ? '[]' : pages.shift());
    });
    expect(await readAll(`http://127.0.0.1:${port}`)).to.deep.equal([
      ['a', '', ''],
      ['ab', '', ''],
    ]);
    const after = (key: string): string => `{"_key":{"$gt":"${key}"}}`;
    expect(asked).to.deep.equal(['{}', after('z'), after('a'), after('ab')]);
  });

  it('are on their way while the page before is worked on', async () => {
    const pages = [[row('a')], [row('b')], []];
    const { port, requests } = await listen((_request, response) => response.end(JSON.stringify(pages.shift())));
    const store = openKvStore({ uri: `http://127.0.0.1:${port}`, sessionKey: KEY });
    const rows = store.pages(TABLE, COLUMNS);
    expect((await rows.next()).value).to.deep.equal([['a', '00000000000a', 'V']]);
    while (requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await rows.return(undefined);
    store.close();
  });

  it('give cells as text, whatever JSON they were', async () => {
    const pages = [
      '[{"_key":"k","account_id":123456789012,"vendor":null},{"_key":"l","__proto__":{"vendor":"forged"}}]',
      '[]',
    ];
    const { port } = await listen((_request, response) => response.end(pages.shift()));
    expect(await readAll(`http://localhost:${port}`)).to.deep.equal([
      ['k', '123456789012', ''],
      ['l', '', ''],
    ]);
  });

  it('are asked for again where splunkd had just closed the connection', async () => {
    let answered = 0;
    const { port } = await listen((request, response) => {
      answered += 1;
      if (answered === 2) request.socket.resetAndDestroy();
      else response.end(JSON.stringify(answered === 1 ? [row('a')] : []));
    });
    expect(await readAll(`http://127.0.0.1:${port}`)).to.have.length(1);
    expect(answered).to.equal(3);
  });

  const statuses: readonly (readonly [number, string])[] = [
    [401, 'splunkd does not take the session key of the search (401), which may have expired; run the search again'],
    [403, 'the user of the search may not read it (403); let the role read the collections of the app'],
    [404, 'there is no such collection (404); install the whole app AWS Cross-Account Activity on this search head'],
    [500, 'splunkd answered with status 500; see splunkd.log, and run the search again'],
    [503, 'the KV Store is not ready (503); see splunk show kvstore-status, and run the search again when it is'],
  ];
  for (const [status, meaning] of statuses) {
    it(`say what ${status} means`, async () => {
      const { port } = await listen(always(status, `{"messages":[{"type":"ERROR","text":"${KEY}"}]}`));
      expect(await failure(`http://127.0.0.1:${port}`)).to.equal(
        `The table ${TABLE} cannot be read from the KV Store: ${meaning}.`,
      );
    });
  }

  it('do not follow a redirect', async () => {
    const other = await listen(always(200, '[]'));
    const { port } = await listen(always(307, '', { Location: `http://127.0.0.1:${other.port}${DATA}` }));
    expect(await failure(`http://127.0.0.1:${port}`)).to.equal(
      `The table ${TABLE} cannot be read from the KV Store: splunkd points to another place (307), where the session key is not sent; let splunkd answer by itself.`,
    );
    expect(other.requests).to.deep.equal([]);
  });

  it('say that nobody listens', async () => {
    const { port } = await listen(always(200, '[]'));
    await endAll();
    expect(await failure(`http://127.0.0.1:${port}`)).to.equal(
      'splunkd at HERE takes no connections (ECONNREFUSED); see whether it is running, and run the search again.',
    );
  });

  it('are not waited for without end, whether nothing comes or ever more', async () => {
    const late =
      'splunkd at HERE has not answered whole within 0.2 s; see splunk show kvstore-status, and run the search again.';
    const silent = await listen(() => undefined);
    expect(await failure(`http://127.0.0.1:${silent.port}`, { patience: 200 })).to.equal(late);
    const dripping = await listen((_request, response) => {
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    expect(await failure(`http://127.0.0.1:${dripping.port}`, { patience: 200 })).to.equal(late);
  });

  it('must come whole', async () => {
    const { port } = await listen((_request, response) => {
      response.writeHead(200, { 'Content-Length': 100 }).write('[{"_key":');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await failure(`http://127.0.0.1:${port}`)).to.equal(
      'The connection to splunkd at HERE broke (ECONNRESET); run the search again.',
    );
  });

  const bodies: readonly (readonly [string, string, string])[] = [
    ['no JSON', '<response>', `splunkd's answer for the table ${TABLE} is no JSON; run the search again.`],
    ['no list', '{"a":1}', `splunkd's answer for the table ${TABLE} is no list of rows; run the search again.`],
    ['no object', '[7]', `A row of the table ${TABLE} is malformed: it is no object; remove it.`],
    [
      'a row without key',
      '[{"vendor":"V"}]',
      `The row null of the table ${TABLE} is malformed: _key is no text; correct or remove it.`,
    ],
    [
      'a list in a cell',
      '[{"_key":"k","vendor":["V"]}]',
      `The row "k" of the table ${TABLE} is malformed: vendor is a list or an object; correct or remove it.`,
    ],
    [
      'the same page for ever',
      '[{"_key":"k"}]',
      `splunkd's answer for the table ${TABLE} is not sorted by _key, so it cannot be read in pages; run the search again.`,
    ],
  ];
  for (const [what, body, message] of bodies) {
    it(`are refused where the answer is ${what}`, async () => {
      const { port } = await listen(always(200, body));
      expect(await failure(`http://127.0.0.1:${port}`)).to.equal(message);
    });
  }

  it('are counted no further than needed', async () => {
    const { port, requests } = await listen((request, response) =>
      response.end(request.url?.includes('skip=2') === true ? '[{"_key":"c"}]' : '[]'),
    );
    const store = openKvStore({ uri: `http://127.0.0.1:${port}`, sessionKey: KEY });
    expect(await store.hasMoreThan(TABLE, 2)).to.equal(true);
    expect(await store.hasMoreThan(TABLE, 3)).to.equal(false);
    expect(requests[0]?.url).to.equal(`${DATA}?fields=_key&sort=_key&skip=2&limit=1&output_mode=json`);
    store.close();
  });

  it('are asked for single keys a thousand at a time', async () => {
    const sizes: number[] = [];
    const { port, requests } = await listen((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const queries = JSON.parse(Buffer.concat(pieces).toString()) as { query: { _key: string } }[];
        sizes.push(queries.length);
        response.end(JSON.stringify(queries.map(({ query }) => (query._key === '1700' ? [row('1700')] : []))));
      });
    });
    const store = openKvStore({ uri: `http://127.0.0.1:${port}`, sessionKey: KEY });
    const keys = Array.from({ length: 2500 }, (_, number) => String(number));
    expect(await store.find(TABLE, COLUMNS, keys)).to.deep.equal([['1700', '000000001700', 'V']]);
    expect(sizes).to.deep.equal([1000, 1000, 500]);
    expect(requests[0]).to.deep.include({ method: 'POST', url: `${DATA}/batch_find?output_mode=json` });
    store.close();
  });
});

describe('The session key', () => {
  afterEach(endAll);

  it('is not sent without encryption to another machine', async () => {
    expect(await failure('http://splunk.example.com:8089')).to.equal(
      'splunkd is at splunk.example.com:8089 without encryption, and the session key is not sent over a network like that: set enableSplunkdSSL = true in server.conf.',
    );
  });

  it('must be there, as must the address', async () => {
    expect(() => openKvStore({ uri: 'https://127.0.0.1:8089', sessionKey: '' })).to.throw(
      'splunkd passed no session key to the command',
    );
    expect(await failure('')).to.contain('splunkd told no address of its own (splunkd_uri)');
    expect(await failure('8089')).to.contain('no http or https URL');
    expect(await failure('ftp://127.0.0.1')).to.contain('no http or https URL');
  });

  describe('over TLS', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'crossaccount-tls-'));
    const file = (name: string): string => path.join(folder, name);
    after(() => {
      rmSync(folder, { recursive: true });
    });
    before('a certificate that nobody signed is made', function () {
      try {
        const what = ['-nodes', '-days', '2', '-subj', '/CN=SplunkServerDefaultCert'];
        const files = ['-keyout', file('key'), '-out', file('cert')];
        execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...what, ...files], { stdio: 'ignore' });
      } catch {
        this.skip();
      }
    });
    const tls = (): { key: string; cert: string } => ({
      key: readFileSync(file('key'), 'utf8'),
      cert: readFileSync(file('cert'), 'utf8'),
    });

    it('goes to loopback whatever the certificate, as splunkd makes its own', async () => {
      const { port, requests } = await listen(always(200, '[]'), tls());
      expect(await readAll(`https://127.0.0.1:${port}`)).to.deep.equal([]);
      expect(requests).to.have.length(1);
    });

    it('does not go to another host whose certificate cannot be verified', async () => {
      const { port, requests } = await listen(always(200, '[]'), tls());
      // The same machine under an address that is not known to be it.
      expect(await failure(`https://[::ffff:127.0.0.1]:${port}`)).to.match(
        /^The certificate of splunkd at \[::ffff:7f00:1\]:\d+ cannot be verified \(DEPTH_ZERO_SELF_SIGNED_CERT\), so the session key was not sent: give splunkd a certificate of a known authority, or name yours in NODE_EXTRA_CA_CERTS\.$/,
      );
      expect(requests).to.deep.equal([]);
    });
  });
});
