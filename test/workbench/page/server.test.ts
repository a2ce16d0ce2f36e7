import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { Answer, Asked } from '../../../app/workbench/page/asked';
import { servePage, type PageServer } from '../../../app/workbench/page/server';

const hostile = '</script><script>alert(1)</script><!--';
const found: Answer = { fields: ['a'], columns: [[hostile]], total: 1, warnings: [], wrote: false };

interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

describe('The server of the page', () => {
  let folder = '';
  let server: PageServer;
  let link: URL;
  let cookie = '';
  let asked: Asked[] = [];
  let left = 0;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'crossaccount-page-'));
    writeFileSync(path.join(folder, 'page.js'), 'the script');
    writeFileSync(path.join(folder, 'secret.csv'), 'not to be served');
    server = await servePage({
      appId: 'the_app',
      appLabel: 'The app',
      views: [{ name: 'overview', label: hostile, definition: JSON.stringify({ title: hostile }) }],
      range: { earliest: 0, latest: 86400 },
      bundle: folder,
      icons: folder,
      port: 0,
      searches: {
        run: (what, signal) => {
          asked.push(what);
          signal.addEventListener('abort', () => (left += 1));
          return what.spl === 'slow' ? new Promise(() => undefined) : Promise.resolve(found);
        },
        end: () => Promise.resolve(),
      },
    });
    link = new URL(server.link);
    const entered = await get(`/${link.search}`);
    cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    asked = [];
  });

  const send = (method: string, at: string, headers: Record<string, string>, body = ''): Promise<Got> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: link.port, method, path: at, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      });
      sent.on('error', reject).end(body);
    });
  const get = (at: string, headers: Record<string, string> = {}): Promise<Got> => send('GET', at, headers);
  const post = (body: string, headers: Record<string, string> = {}): Promise<Got> =>
    send('POST', '/search', { cookie, origin: link.origin, 'content-type': 'application/json', ...headers }, body);

  it('exchanges the token of its link for a cookie that no script sees and no other site sends', async () => {
    const { status, headers } = await get(`/app/the_app/overview${link.search}&form.kind=role`);
    expect([status, headers.location]).to.deep.equal([303, '/app/the_app/overview?form.kind=role']);
    expect(headers['set-cookie']?.[0]).to.match(/^crossaccount_\d+=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=\/$/);
  });
  it('lets nobody in without it, nor with another', async () => {
    const token = link.searchParams.get('token') ?? '';
    const other = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`;
    for (const [at, headers] of [
      ['/app/the_app/overview', {}],
      ['/static/page.js', {}],
      [`/?token=${other}`, {}],
      ['/?token=', {}],
      ['/app/the_app/overview', { cookie: cookie.replace(token, other) }],
    ] as const) {
      const { status, text } = await get(at, headers);
      expect([status, text.includes('Open the link')], at).to.deep.equal([403, true]);
    }
    expect(asked).to.deep.equal([]);
  });
  it('answers to no other name, so that no page elsewhere can be bent to it', async () => {
    for (const host of ['evil.example', `evil.example:${link.port}`, '127.0.0.1', `192.0.2.1:${link.port}`]) {
      expect((await get('/app/the_app/overview', { cookie, host })).status, host).to.equal(421);
    }
    expect((await get('/app/the_app/overview', { cookie, host: `localhost:${link.port}` })).status).to.equal(200);
  });
  it('sends a page in which no text of its configuration is markup, under a policy that allows no script in it', async () => {
    const { headers, text } = await get('/app/the_app/overview', { cookie });
    const [, json = ''] = /<script type="application\/json" id="configuration">(.*)<\/script>/.exec(text) ?? [];
    expect(text.match(/<script/g)).to.have.length(2);
    expect(JSON.parse(json)).to.deep.include({
      appId: 'the_app',
      views: [{ name: 'overview', label: hostile }],
      shown: { kind: 'view', name: 'overview', label: hostile, definition: { title: hostile } },
    });
    expect(headers['content-security-policy']).to.match(
      /^default-src 'none'; script-src 'self'; style-src-elem 'self' 'nonce-[\w+/=]{24}';/,
    );
    expect([headers['x-content-type-options'], headers['referrer-policy'], headers['x-frame-options']]).to.deep.equal([
      'nosniff',
      'no-referrer',
      'DENY',
    ]);
  });
  it('has another nonce in each page', async () => {
    const pages = [await get('/app/the_app/overview', { cookie }), await get('/app/the_app/overview', { cookie })];
    expect(new Set(pages.map(({ headers }) => headers['content-security-policy'])).size).to.equal(2);
  });
  it('leads from its root to the first view', async () => {
    expect((await get('/', { cookie })).headers.location).to.equal('/app/the_app/overview');
  });
  it('serves the bundle and nothing beside it', async () => {
    expect((await get('/static/page.js', { cookie })).text).to.equal('the script');
    for (const at of [
      '/static/secret.csv',
      '/static/../../etc/passwd',
      '/static/%2e%2e%2fpage.mjs',
      '/static/',
      '/etc/passwd',
    ])
      expect((await get(at, { cookie })).status, at).to.equal(404);
  });
  it('sends a file again only when it has changed', async () => {
    const { headers } = await get('/static/page.js', { cookie });
    const again = await get('/static/page.js', { cookie, 'if-none-match': headers.etag ?? '' });
    expect([again.status, again.text]).to.deep.equal([304, '']);
    writeFileSync(path.join(folder, 'page.js'), 'another script');
    const changed = await get('/static/page.js', { cookie, 'if-none-match': headers.etag ?? '' });
    expect([changed.status, changed.text]).to.deep.equal([200, 'another script']);
    writeFileSync(path.join(folder, 'page.js'), 'the script');
  });
  it('runs a search for its own page', async () => {
    const { text } = await post('{"spl":"| makeresults","earliest":"-7d@d","latest":"now"}');
    expect(JSON.parse(text)).to.deep.equal(found);
    expect(asked).to.deep.equal([{ spl: '| makeresults', earliest: '-7d@d', latest: 'now' }]);
  });
  it('runs none for a page elsewhere, or for a form', async () => {
    for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, { 'content-type': 'text/plain' }])
      expect((await post('{"spl":"x"}', headers)).status, JSON.stringify(headers)).to.equal(403);
    expect(asked).to.deep.equal([]);
  });
  it('refuses what is no search', async () => {
    for (const body of ['', '[]', '{"spl":1}', '{"spl":"x","more":1}', `{"spl":"${'x'.repeat(600_000)}"}`])
      expect(JSON.parse((await post(body)).text), body.slice(0, 20)).to.have.property('error');
    expect(asked).to.deep.equal([]);
  });
  it('gives a search up when its panel has gone', async () => {
    const before = left;
    const sent = request({
      host: '127.0.0.1',
      port: link.port,
      method: 'POST',
      path: '/search',
      headers: { cookie, origin: link.origin, 'content-type': 'application/json' },
    });
    sent.on('error', () => undefined).end('{"spl":"slow"}');
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    sent.destroy();
    while (left === before) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(left).to.equal(before + 1);
  });
  it("answers what Splunk's time input asks", async () => {
    const times = await get('/splunkd/__raw/servicesNS/-/-/data/ui/times?output_mode=json', { cookie });
    expect(JSON.parse(times.text)).to.have.nested.property('entry[0].content.label', 'Last 24 hours');
    const context = await get('/splunkd/__raw/services/authentication/current-context?output_mode=json', { cookie });
    expect(JSON.parse(context.text)).to.have.nested.property('entry[0].content.username', 'admin');
  });
});
