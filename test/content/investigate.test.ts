import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { readContent, readSearchFiles } from '../../app/content';
import { chainOf } from '../../app/content/views/searches';
import { withTokens } from '../../app/content/views/tokens';
import { collectionsIn, createEngine, eventsInMemory, readApp } from '../../app/spl';
import type { Event } from '../../app/spl';
import { servedOver } from '../workbench/kvstore/serving';

const root = path.join(import.meta.dirname, '../..');
const { content } = readContent(await readSearchFiles(root));
const view = content.views.find(({ name }) => name === 'investigate')!;

/** Alice takes Build, Build takes Admin, Admin reads a secret and opens a trust; Bob does something else. */
const records = content.investigations
  .find(({ value }) => value.name === 'who was behind this session')!
  .samples.true_positive.records.map(String);
const events: readonly Event[] = records.map((raw) => ({
  raw,
  time: Date.parse(/"eventTime":"([^"]+)"/.exec(raw)![1]!) / 1000,
  source: 'sample',
  sourcetype: 'aws:cloudtrail',
  index: 'main',
  host: 'sample',
}));
const day = Date.UTC(2026, 2, 2) / 1000;

type Cells = Readonly<Record<string, unknown>>;

/** What a source of the view gives when its inputs hold these. */
async function shown(source: string, kind: string, value: string): Promise<Cells[]> {
  const tokens = new Map([
    ['kind', kind],
    ['value', value],
    ['global_time.earliest', String(day)],
    ['global_time.latest', String(day + 86_400)],
  ]);
  const search = chainOf(view, source)!
    .map((id) => view.data[id]!)
    .flatMap((each) => ('search' in each ? [each.search] : []))
    .join('\n');
  const folder = mkdtempSync(path.join(tmpdir(), 'crossaccount-view-'));
  const app = readApp(path.join(root, 'build/aws_cross_account_activity'));
  const collections = collectionsIn(folder);
  const splunkd = await servedOver(app, collections);
  try {
    const environment = { CROSSACCOUNT_NODE: process.execPath };
    const engine = createEngine({ app, events: eventsInMemory(events), collections, environment, splunkd });
    const rows: Cells[] = [];
    const spl = withTokens(search, (name) => tokens.get(name)!);
    const range = { now: day + 36_000, earliest: day, latest: day + 86_400 };
    for await (const batch of engine.run(spl, range)) rows.push(...batch.map((row) => Object.fromEntries(row)));
    return rows;
  } finally {
    await splunkd.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const text = async (source: string, kind: string, value: string): Promise<string> => {
  const [row, ...others] = await shown(source, kind, value);
  expect(others).to.deep.equal([]);
  return String(row?.text);
};

describe('the view Investigate, over a session two hops from who was behind it', function () {
  this.timeout(60_000);

  before(() => {
    execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { stdio: ['ignore', 'ignore', 'pipe'] });
  });

  it('says in plain words who was behind a session, whatever it is found by', async () => {
    const behind = '**user alice, 444455556666** was behind ';
    expect(await text('verdict', 'session', 'deep')).to.contain(`${behind}**session deep**, up to 2 roles back.`);
    expect(await text('verdict', 'access_key', 'ASIAADMINEXAMPLE')).to.contain(
      `${behind}**access key ASIAADMINEXAMPLE**`,
    );
    expect(await text('verdict', 'event', 'three')).to.contain(`${behind}**event three**, up to 2 roles back.`);
    expect(await text('verdict', 'role', 'Admin')).to.contain(`${behind}**role Admin**`);
    expect(await text('verdict', 'account_pair', '111122223333 > 777788889999')).to.contain(behind);
    expect(await text('verdict', 'principal', 'arn:aws:iam::444455556666:user/alice')).to.contain(
      '**principal user alice, 444455556666** acted for itself, and through roles that it took, up to 2 in a row.',
    );
  });

  it('follows sessions to those that were issued from them, and to nobody else', async () => {
    const calls = await shown('calls', 'session', 'ops-8841');
    expect(calls.map(({ call, xa_caller: caller }) => [call, caller])).to.deep.equal([
      ['AssumeRole', 'arn:aws:iam::444455556666:user/alice'],
      ['AssumeRole', 'arn:aws:iam::111122223333:role/Build'],
      ['GetSecretValue', 'arn:aws:iam::777788889999:role/Admin'],
      ['UpdateAssumeRolePolicy', 'arn:aws:iam::777788889999:role/Admin'],
    ]);
  });

  it('draws the chain from the first principal to what was done, red where it never happened before', async () => {
    const chain = await shown('chain', 'session', 'deep');
    expect(
      chain.map(({ source, target, color }) =>
        [String(source), String(target), color].map((each) => String(each).replace(/\u200b/g, '')),
      ),
    ).to.have.deep.members([
      ['user alice, 444455556666', 'Build, 111122223333', '#D8395A'],
      ['Build, 111122223333', 'Admin, 777788889999', '#D8395A'],
      ['Admin, 777788889999', 'GetSecretValue', '#D8395A'],
      ['Admin, 777788889999', 'UpdateAssumeRolePolicy', '#D8395A'],
    ]);
  });

  it('says what to do where nothing is asked for, and where nothing is found', async () => {
    expect(await text('verdict', 'session', '')).to.match(/^## Choose what to look into\n\n/);
    expect(await shown('calls', 'session', '')).to.deep.equal([]);
    expect(await text('verdict', 'session', 'nobody')).to.match(
      /^## Nothing was found\n\n.*set the macro crossaccount_index/,
    );
    const [numbers] = await shown('numbers', 'session', 'nobody');
    expect(numbers).to.include({ calls: '0', hops: 0, hops_under: 'nothing found' });
  });

  it('takes a hostile value for a value, in its searches, in its text and in its links', async () => {
    const hostile = 'x" OR "*` | delete [y](http://example.com) <b> $kind$ %22';
    for (const kind of ['session', 'access_key', 'principal', 'role', 'account_pair', 'event']) {
      expect(await shown('calls', kind, hostile)).to.deep.equal([]);
    }
    const verdict = await text('verdict', 'session', hostile);
    expect(verdict)
      .to.match(/^## Nothing was found/)
      .and.not.match(/[<[\]`]|\*"|http:\/\//);
    const [link] = /\[The raw events\]\(\S*\)/.exec(await text('questions', 'session', hostile)) ?? [];
    const query = decodeURIComponent(/q=([^)]*)/.exec(link ?? '')?.[1] ?? '');
    expect(query).to.match(/ eval value="[^"`|\\]*" \| `crossaccount_asked` \| `crossaccount_words\(words\)`\]$/);
  });

  it('asks the next question with the names at hand', async () => {
    const questions = await text('questions', 'session', 'deep');
    expect(questions.match(/\[[^\]]+\](?=\()/g)).to.deep.equal([
      '[What else did user alice, 444455556666 do?]',
      '[Every session issued by Admin, 777788889999]',
      '[Everything between the two accounts]',
      '[Who can reach 777788889999, and who did?]',
      '[How did the trust of Export, 777788889999 change?]',
      '[The raw events]',
    ]);
  });
});
