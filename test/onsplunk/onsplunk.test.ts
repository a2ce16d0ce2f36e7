import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { readApp } from '../../app/spl';
import { build } from '../detections/world';
import { logIn } from './client';
import { differences } from './compare';
import { localEngine } from './local';
import { tablesOf } from './plan';
import { recordsBelow } from './records';
import { tryOut } from './run';
import { login, standIn } from './standin';
import type { Behaviour, StandIn } from './standin';

const root = path.join(import.meta.dirname, '../..');
const index = 'crossaccount_test_abc';
const now = Date.UTC(2026, 2, 8) / 1000;

describe('the test against a Splunk, here against a stand-in', function () {
  this.timeout(300_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'crossaccount-onsplunk-'));
  let there: StandIn;
  let said: string[];
  before(build);
  beforeEach(() => {
    said = [];
  });
  afterEach(() => there.close());
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(
    behaviour: Behaviour,
    prepare?: () => void,
    signal = new AbortController().signal,
  ): Promise<number> {
    const app = readApp(path.join(root, 'build/aws_cross_account_activity'));
    const events = recordsBelow(path.join(root, 'examples'), index);
    there = await standIn(app, mkdtempSync(path.join(folder, 'there-')), behaviour);
    prepare?.();
    const local = await localEngine(app, events, mkdtempSync(path.join(folder, 'here-')));
    const client = await logIn(there.uri, login);
    const say = (line: string): number => said.push(line);
    try {
      return await tryOut({
        client,
        local,
        app,
        version: '9.9.9',
        index,
        events,
        say,
        now: () => now,
        signal,
        pause: 1,
      });
    } finally {
      client.close();
      await local.close();
      const left = {
        indexes: there.indexes.size,
        jobs: there.jobs.size,
        rows: tablesOf(app).map((table) => there.rowsOf(table)),
      };
      expect(left).to.deep.equal({ indexes: 0, jobs: 0, rows: tablesOf(app).map(() => 0) });
    }
  }

  it('runs every search, finds them to agree, and leaves nothing behind', async () => {
    expect(await run({ now, version: '9.9.9' })).to.equal(0);
    expect(said.filter((line) => line.startsWith('DIFFERENT'))).to.deep.equal([]);
    expect(said.find((line) => line.includes('the table crossaccount_findings'))).to.match(/\([1-9]\d* rows\)$/);
    const app = readApp(path.join(root, 'build/aws_cross_account_activity'));
    for (const name of app.savedSearches.keys()) {
      expect(
        said.filter((line) => line.includes(name)),
        name,
      ).to.have.length(1);
    }
  });

  it('says which search differs and in what, and cleans up all the same', async () => {
    const rule = 'aws detect role creation';
    const results: Behaviour['results'] = (search, rows) =>
      search.includes(`"${rule}"`) && !search.includes('crossaccount_record') ? rows.slice(1) : rows;
    expect(await run({ now, version: '9.9.9', results })).to.equal(1);
    const at = said.findIndex((line) => line.startsWith('DIFFERENT'));
    expect(said[at]).to.match(/^DIFFERENT CrossAccount - aws detect role creation - Rule \(\d rows\)$/);
    expect(said[at + 1]).to.match(/^ {10}only here: \{.*"detection":"aws detect role creation"/);
  });

  it('ends early when it is told to, and cleans up all the same', async () => {
    const abort = new AbortController();
    const results: Behaviour['results'] = (search, rows) => {
      if (search.includes('aws detect role creation')) abort.abort();
      return rows;
    };
    let name = '';
    await run({ now, version: '9.9.9', results }, undefined, abort.signal).catch((error: unknown) => {
      name = error instanceof Error ? error.name : '';
    });
    expect(name).to.equal('AbortError');
  });

  const refused = (running: Promise<number>): Promise<string> =>
    running.then(String, (error: unknown) => (error instanceof Error ? error.message : ''));

  it('installs nothing: without the app, or with another version, it says so and does nothing', async () => {
    expect(await refused(run({ now }))).to.match(/^The app is not installed there: make it with npm run package/);
    expect(there.asked.filter((request) => !/^GET|login/.test(request))).to.deep.equal([]);
    await there.close();
    expect(await refused(run({ now, version: '9.9.8' }))).to.match(/^Version 9\.9\.8 of the app is installed there/);
  });

  it('asks for nothing where the credentials are refused', async () => {
    const app = readApp(path.join(root, 'build/aws_cross_account_activity'));
    there = await standIn(app, mkdtempSync(path.join(folder, 'there-')), { now });
    const message = await logIn(there.uri, { username: 'admin', password: 'wrong' }).then(
      () => '',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    );
    expect(message)
      .to.match(/answered POST \/services\/auth\/login with 401/)
      .and.not.to.contain('wrong');
    expect(there.asked).to.deep.equal(['POST /services/auth/login']);
  });
});

describe('two results', () => {
  it('agree in any order, however empty cells, lists of one and times are told', () => {
    const there = [
      { a: '1', _time: '2026-03-02T09:00:00.000+00:00' },
      { a: 'x', b: ['y'] },
    ];
    const here = [
      { a: 'x', b: 'y', c: '' },
      { a: '1', _time: '1772442000' },
    ];
    expect(differences(there, here)).to.deep.equal([]);
  });

  it('differ in a value, in how often a row comes, and no further than can be read', () => {
    expect(differences([{ a: '1' }, { a: '1' }], [{ a: '2' }])).to.deep.equal([
      'only here: {"a":"2"}',
      'only there (2 times): {"a":"1"}',
    ]);
    const many = Array.from({ length: 12 }, (_, at) => ({ a: String(at) }));
    expect(differences(many, [])).to.have.length(11);
  });

  it('agree whenever they were recorded', () => {
    expect(differences([{ a: '1', recorded: '5' }], [{ a: '1', recorded: '6' }])).to.deep.equal([]);
  });
});
