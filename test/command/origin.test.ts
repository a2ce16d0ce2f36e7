import { expect } from 'chai';
import { collectionsIn, createEngine, eventsInMemory, readApp } from '../../app/spl';
import { appFolder, needsBuiltApp } from '../faults/program';
import { ALICE, assume, assumeCopy, call, HOME, HUB, PROD, role, session, stranger, user } from '../origin/records';
import type { Happened } from '../origin/records';
import { filled, messages, run } from './splunkd';

const START = 1_772_442_000;
const BUILD = role(HOME, 'Build');
const OPS = role(HUB, 'team/Ops');
const ADMIN = role(PROD, 'team/Admin');

const ISSUES = [
  assume(START, user('alice', 'AKIAALICE'), BUILD, 'ASIABUILD'),
  assume(START + 40, session(HOME, 'Build', 'ASIABUILD'), OPS, 'ASIAOPS'),
  assume(START + 80, session(HUB, 'team/Ops', 'ASIAOPS'), ADMIN, 'ASIAADMIN'),
] as const;
const COPIES = [
  assumeCopy(START + 40, stranger(HOME, 'AROABUILD:work'), OPS, 'ASIAOPS'),
  assumeCopy(START + 80, stranger(HUB, 'AROAOPS:work'), ADMIN, 'ASIAADMIN'),
] as const;
const USED = call(START + 90, session(PROD, 'team/Admin', 'ASIAADMIN'));
const UNTOLD = call(START + 95, session(PROD, 'team/Admin', 'ASIAUNSEEN'));

const sent = (events: readonly Happened[]): Record<string, string>[] =>
  events.map(({ at, record }) => ({ _raw: JSON.stringify(record), _time: String(at) }));

type Told = readonly [origin: unknown, chain: unknown, depth: unknown];

const told = (row: Readonly<Record<string, unknown>>): Told => [row.xa_origin, row.xa_chain, row.xa_chain_depth];

/** What the command says of these chunks, and what it tells the user. */
async function followed(...chunks: Happened[][]): Promise<{ rows: Told[]; shown: unknown[] }> {
  const { chunks: replies, exit } = await run(['origin=true'], chunks.map(sent));
  expect(exit).to.equal(0);
  return {
    rows: replies.flatMap(({ rows }) => rows.map(told)),
    shown: replies.flatMap((reply) => messages(reply) as unknown[]),
  };
}

const ORIGINS: readonly Told[] = [
  [ALICE, ALICE, '0'],
  [ALICE, [ALICE, BUILD], '1'],
  [ALICE, [ALICE, BUILD], '1'],
  [ALICE, [ALICE, BUILD, OPS], '2'],
  [ALICE, [ALICE, BUILD, OPS], '2'],
  [ALICE, [ALICE, BUILD, OPS, ADMIN], '3'],
  ['', ADMIN, '0'],
];

describe('crossaccount origin=true', () => {
  it('follows three roles through three accounts back to the user, in both copies of each call', async () => {
    const events = [ISSUES[0], ISSUES[1], COPIES[0], COPIES[1], ISSUES[2], USED, UNTOLD];
    expect(await followed(events)).to.deep.equal({ rows: ORIGINS, shown: [] });
  });

  it('does so when events of the same chunk come up to a minute late', async () => {
    const events = [COPIES[0], USED, COPIES[1], ISSUES[2], ISSUES[1], ISSUES[0], UNTOLD];
    const { rows } = await followed(events);
    expect(rows).to.deep.equal([1, 5, 3, 4, 2, 0, 6].map((at) => ORIGINS[at]));
  });

  it('knows in a chunk what came in chunks before it', async () => {
    const events = [ISSUES[0], ISSUES[1], COPIES[0], COPIES[1], ISSUES[2], USED, UNTOLD];
    const { rows } = await followed(...events.map((event) => [event]));
    expect(rows).to.deep.equal([
      ...ORIGINS.slice(0, 3),
      // Its other copy comes with the next chunk.
      ['', `${HUB}:AROAOPS`, '0'],
      ...ORIGINS.slice(4),
    ]);
  });

  it('knows of a call in the next chunk when that has come, though its session was used before', async () => {
    const late = call(START + 200, session(PROD, 'team/Admin', 'ASIAADMIN'));
    const { rows } = await followed([ISSUES[0], ISSUES[1], USED], [ISSUES[2], late]);
    expect(rows.slice(2)).to.deep.equal([['', ADMIN, '0'], ORIGINS[4], ORIGINS[5]]);
  });

  it('answers a chunk of many rows, each with its own way', async () => {
    const events = Array.from({ length: 12_000 }, (_, i) => [
      assume(START, user(`user${i}`, `AKIA${i}`), OPS, `ASIA${i}`),
      call(START + 1, session(HUB, 'team/Ops', `ASIA${i}`)),
    ]).flat();
    const { rows, shown } = await followed(events);
    expect(shown).to.deep.equal([]);
    expect(rows.map(([origin]) => origin)).to.deep.equal(
      events.map((_, i) => `arn:aws:iam::${HOME}:user/user${Math.floor(i / 2)}`),
    );
  });

  it('does not let an event that comes hours later end the sessions before it', async () => {
    const ends = new Date((START + 3600) * 1000).toISOString();
    const issued = { responseElements: { credentials: { accessKeyId: 'ASIAOPS', expiration: ends } } };
    const { rows } = await followed([
      assume(START, user('alice', 'AKIAALICE'), OPS, 'ASIAOPS', issued),
      call(START + 3000, session(HUB, 'team/Ops', 'ASIAOPS')),
      call(START + 18_000, session(HUB, 'team/Ops', 'ASIAOPS')),
    ]);
    expect(rows.map(([origin]) => origin)).to.deep.equal([ALICE, ALICE, '']);
  });

  it('counts the hops of roles that take each other in turns, and shows both ends of the path', async () => {
    const events = [assume(START, user('alice', 'AKIAALICE'), OPS, 'ASIA0')];
    for (let hop = 1; hop < 40; hop += 1) {
      const [account, name, target] = hop % 2 === 1 ? [HUB, 'team/Ops', ADMIN] : [PROD, 'team/Admin', OPS];
      events.push(assume(START + hop * 600, session(account, name, `ASIA${hop - 1}`), target, `ASIA${hop}`));
    }
    const { rows } = await followed(events);
    const turns = [ADMIN, OPS, ADMIN, OPS, ADMIN, OPS, ADMIN, OPS, ADMIN, OPS];
    expect(rows.at(-1)).to.deep.equal([ALICE, [ALICE, OPS, ADMIN, OPS, '... 25 more ...', OPS, ...turns], '39']);
  });

  it('says once that rows come newest first, and then guesses nothing', async () => {
    const events = [
      USED,
      call(START + 20, session(HOME, 'Build', 'ASIABUILD')),
      ISSUES[0],
      call(START - 500, user('bob', 'AKIABOB')),
    ];
    const { rows, shown } = await followed(events, [call(START - 600, user('bob', 'AKIABOB'))]);
    expect(rows[0]).to.deep.equal(['', ADMIN, '0']);
    expect(shown).to.deep.equal([
      [
        'WARN',
        'Rows come newest first or in no order, so that sessions cannot be followed from call to call: put "sort 0 + _time" before crossaccount origin=true.',
      ],
    ]);
  });

  it('leaves rows without a time or a readable record out, and says why', async () => {
    const rows = [...sent([ISSUES[0]]), { _raw: '{"cut', _time: String(START) }, ...sent([USED])];
    rows[2]!._time = 'yesterday';
    const { chunks } = await run(['origin=true'], [rows]);
    expect(chunks[0]?.rows.map(told)).to.deep.equal([ORIGINS[0], ['', '', ''], ['', '', '']]);
    expect(Object.keys(filled(chunks[0]?.rows[1]))).to.deep.equal(['xa_error']);
    expect(messages(chunks[0])).to.deep.equal([
      ['WARN', 'Rows whose _time is no time have no origin: keep _time as it is before crossaccount.'],
    ]);
  });

  it('changes no other column, and without it the three are empty', async () => {
    const events = [[...ISSUES, ...COPIES, USED].map((event) => ({ ...event, at: START }))];
    const args = ['baseline=csv', 'facts=true'];
    const plain = await run(args, events.map(sent));
    const origin = await run([...args, 'origin=true'], events.map(sent));
    expect(plain.chunks[0]?.rows.map(told)).to.deep.equal(events[0]?.map(() => ['', '', '']));
    const others = origin.chunks[0]?.rows.map((row) => ({ ...row, xa_origin: '', xa_chain: '', xa_chain_depth: '' }));
    expect(others).to.deep.equal(plain.chunks[0]?.rows);
  });
});

describe('crossaccount origin=true in a search', function () {
  this.timeout(60_000);
  needsBuiltApp();

  it('follows events that a sort has put into order', async () => {
    const events = [UNTOLD, USED, ISSUES[2], COPIES[1], ISSUES[1], COPIES[0], ISSUES[0]].map(({ at, record }) => ({
      raw: JSON.stringify(record),
      time: at,
      source: 'aws',
      sourcetype: 'aws:cloudtrail',
      index: 'trail',
      host: 'aws',
    }));
    const engine = createEngine({
      app: readApp(appFolder),
      events: eventsInMemory(events),
      collections: collectionsIn('nowhere'),
      environment: { PATH: process.env.PATH ?? '', CROSSACCOUNT_NODE: process.execPath },
      warn: (message) => {
        throw new Error(message);
      },
    });
    const spl =
      'search index=trail | sort 0 + _time | crossaccount origin=true | stats count values(xa_chain_depth) as depths by xa_origin';
    const found: Record<string, unknown>[] = [];
    for await (const batch of engine.run(spl, { now: START, earliest: 0, latest: Infinity })) {
      found.push(...batch.map((row) => Object.fromEntries(row)));
    }
    expect(found).to.deep.equal([{ xa_origin: ALICE, count: 6, depths: ['0', '1', '2', '3'] }]);
  });
});
