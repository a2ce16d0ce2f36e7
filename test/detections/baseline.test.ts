import { expect } from 'chai';
import fc from 'fast-check';
import { factKey, factTexts, formatDays, merge, seen } from '../../app/baseline';
import type { FactRow } from '../../app/baseline';
import { extract, isUnreadable } from '../../app/cloudtrail';
import { assume, ALICE, call, HOME_NET, OWN, service, STRANGER, TOOLS, type Fields } from './records';
import { build, DAY, today, TODAY, World } from './world';

const name = (baseline: string): string => `CrossAccount - ${baseline} - Baseline`;
const update = name('baseline update');
const table = 'crossaccount_baseline';
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/** The table that app/baseline makes of these records. */
function learned(records: readonly Fields[]): Map<string, FactRow> {
  const facts = new Map<string, FactRow>();
  for (const record of records) {
    const access = extract(JSON.stringify(record));
    if (isUnreadable(access) || access.callerType === 'service') continue;
    for (const text of factTexts(access)) {
      const sight = seen(Date.parse(String(record.eventTime)) / 1000);
      const before = facts.get(text);
      facts.set(text, before === undefined ? sight : merge(before, sight));
    }
  }
  return facts;
}

function rowsOf(facts: ReadonlyMap<string, FactRow>): Record<string, string>[] {
  return [...facts]
    .map(([text, row]) => ({
      _key: factKey(text),
      dimension: text.slice(0, text.indexOf('|')),
      value: text.slice(text.indexOf('|') + 1),
      first_seen: String(Math.floor(row.first_seen)),
      last_seen: String(Math.floor(row.last_seen)),
      days: formatDays(row.days),
      schema: '1',
    }))
    .sort((a, b) => (a._key < b._key ? -1 : 1));
}

describe('the baseline searches', function () {
  this.timeout(120_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.end();
  });

  const days = (count: number): Fields[] =>
    Array.from({ length: count }, (_, i) => assume(iso(TODAY + i * DAY + 3600 * (i % 24))));

  describe('update', () => {
    const learn = (from: number, to: number): Promise<unknown> =>
      world.run(update, TODAY + to * DAY, [TODAY + from * DAY, TODAY + to * DAY]);

    it('learns what a day shows, and services nothing', async () => {
      const records = [...days(1), assume(iso(TODAY), { userIdentity: service })];
      world.add(records);
      await learn(0, 1);
      expect(world.rows(table)).to.deep.equal(rowsOf(learned(records)));
      expect(world.rows(table).map(({ dimension }) => dimension)).to.have.members([
        'coverage',
        'caller_account',
        'account_pair',
        'principal_account',
        'principal_role',
        'pair_network',
        'pair_agent',
        'principal_network',
      ]);
    });
    it('that runs twice, or over windows that overlap, gives the same table', async () => {
      world.add(days(12));
      await learn(0, 12);
      const once = world.text(table);
      await learn(0, 12);
      expect(world.text(table)).to.equal(once);
      world.table(table, []);
      for (const from of [8, 0, 4, 5, 2]) await learn(from, from + 5);
      expect(world.text(table)).to.equal(once);
    });
    it('writes nothing where nothing changed', async () => {
      world.add(days(3));
      expect(await learn(0, 3)).to.have.length(8);
      expect(await learn(0, 3)).to.have.length(0);
    });
    it('learns by the hour what was indexed in it, however late', async () => {
      const late = assume(iso(TODAY + 3600));
      const tooLate = assume(iso(TODAY - 5 * DAY));
      const now = TODAY + 2 * DAY;
      world.add([late, tooLate], { indexTime: now - 1800 });
      world.add([assume(iso(TODAY + 7200))], { indexTime: now - 3 * 3600 });
      world.add([assume(iso(TODAY + 7300))], { indexTime: now - 60 });
      await world.run(update, now);
      expect(world.rows(table)).to.deep.equal(rowsOf(learned([late])));
    });
    it('of any history, in windows of any order, equals the merge that judging uses', async function () {
      const sight = (day: fc.Arbitrary<number>) =>
        fc.record({
          day,
          second: fc.integer({ min: 0, max: 86_399 }),
          who: fc.constantFrom(OWN, TOOLS, STRANGER),
        });
      // Nine distinct days at least, or the capped list is never met.
      const history = fc
        .tuple(
          fc.array(sight(fc.integer({ min: 0, max: 20 })), { maxLength: 50 }),
          fc.shuffledSubarray([...Array(21).keys()], { minLength: 9 }),
        )
        .chain(([more, distinct]) =>
          fc.tuple(...distinct.map((day) => sight(fc.constant(day)))).map((each) => [...each, ...more]),
        );
      const windows = fc.shuffledSubarray([0, 3, 6, 9, 12, 15, 18], { minLength: 7, maxLength: 7 });
      await fc.assert(
        fc.asyncProperty(history, windows, async (sights, order) => {
          const fresh = new World();
          try {
            const records = sights.map(({ day, second, who }) =>
              call('sts', 'AssumeRole', iso(TODAY + day * DAY + second), {
                requestParameters: { roleArn: `arn:aws:iam::${who}:role/R` },
              }),
            );
            fresh.add(records);
            for (const from of order) {
              await fresh.run(update, TODAY, [TODAY + from * DAY, TODAY + (from + 4) * DAY]);
            }
            expect(fresh.rows(table)).to.deep.equal(rowsOf(learned(records)));
          } finally {
            fresh.end();
          }
        }),
        { numRuns: 8, seed: 20_260_302 },
      );
    });
    it('keeps names that hold separators, quotes and dollars in one value', async () => {
      const hostile = assume(iso(TODAY), {
        requestParameters: { roleArn: `arn:aws:iam::${OWN}:role/x|y > z"$a$,*\`b\`` },
      });
      world.macro('crossaccount_learning', '0d').add([hostile]);
      await learn(0, 1);
      expect(world.rows(table)).to.deep.equal(rowsOf(learned([hostile])));
      expect(await world.hunt('aws detect sts assume role abuse', [TODAY, TODAY + DAY])).to.have.length(1);
    });
    it('makes the next day known, never its own', async () => {
      world.macro('crossaccount_learning', '0d').add(days(4));
      const rule = 'aws detect sts assume role abuse';
      const told: unknown[] = [];
      for (const day of [0, 1, 2, 3]) {
        await learn(day, day + 1);
        const found = await world.hunt(rule, [TODAY + day * DAY, TODAY + (day + 1) * DAY]);
        told.push(found.map(({ xa_status }) => xa_status));
      }
      expect(told).to.deep.equal([['new'], ['provisional'], ['provisional'], []]);
    });
  });

  describe('initial', () => {
    const initial = name('baseline initial');
    const progress = (): (string | undefined)[] => world.rows('crossaccount_progress').map(({ day }) => day);
    const past = (): Fields[] => [
      assume(iso(TODAY - 9 * DAY)),
      assume(iso(TODAY - 7 * DAY + 5)),
      assume(iso(TODAY - 1)),
      assume(iso(TODAY - 3 * DAY), { userIdentity: service }),
      call('sts', 'GetSessionToken', iso(TODAY - 2 * DAY), {
        responseElements: { credentials: { accessKeyId: 'ASIAX' } },
      }),
    ];

    it('reads a day a run, oldest first, notes each, and ends with yesterday', async () => {
      world
        .macro('crossaccount_backfill_days', '10')
        .add([...past(), assume(iso(TODAY + 60)), assume(iso(TODAY - 11 * DAY))]);
      const noted: unknown[] = [];
      for (let run = 0; run < 12; run += 1) {
        await world.run(initial, TODAY + 3600 + run * 600);
        noted.push(...progress());
      }
      const expected = Array.from({ length: 10 }, (_, i) => String(today - 10 + i));
      expect(noted).to.deep.equal([...expected, expected.at(-1), expected.at(-1)]);
      expect(world.rows(table)).to.deep.equal(rowsOf(learned(past())));
    });
    it('goes on the next day with the day that is over', async () => {
      world.macro('crossaccount_backfill_days', '2').add([assume(iso(TODAY + 60))]);
      for (let run = 0; run < 3; run += 1) await world.run(initial, TODAY + 3600 + run * 600);
      expect(world.rows(table)).to.deep.equal([]);
      await world.run(initial, TODAY + DAY + 60);
      expect(progress()).to.deep.equal([String(today)]);
      expect(world.rows(table)).to.have.length(8);
    });
    it('that was interrupted before it noted its day reads it again, to the same table', async () => {
      world.macro('crossaccount_backfill_days', '10').add(past());
      for (let run = 0; run < 10; run += 1) {
        const before = world.rows('crossaccount_progress');
        await world.run(initial, TODAY + 3600);
        if (run % 3 === 0) {
          world.table('crossaccount_progress', before);
          await world.run(initial, TODAY + 4200);
        }
      }
      expect(progress()).to.deep.equal([String(today - 1)]);
      expect(world.rows(table)).to.deep.equal(rowsOf(learned(past())));
    });
    it('equals one update over everything', async () => {
      world.macro('crossaccount_backfill_days', '10').add(past());
      for (let run = 0; run < 10; run += 1) await world.run(initial, TODAY + 3600);
      const stepwise = world.text(table);
      world.table(table, []);
      await world.run(update, TODAY, [TODAY - 10 * DAY, TODAY]);
      expect(world.text(table)).to.equal(stepwise);
    });
    it('reaches back further once the number of days is raised only when its progress is taken away', async () => {
      world.macro('crossaccount_backfill_days', '2').add(past());
      for (let run = 0; run < 3; run += 1) await world.run(initial, TODAY + 3600);
      world.macro('crossaccount_backfill_days', '10');
      await world.run(initial, TODAY + 3600);
      expect(world.rows(table).find(({ dimension }) => dimension === 'account_pair')?.days).to.equal(String(today - 1));
      world.table('crossaccount_progress', []);
      for (let run = 0; run < 10; run += 1) await world.run(initial, TODAY + 3600);
      expect(world.rows(table)).to.deep.equal(rowsOf(learned(past())));
    });
  });

  describe('coverage', () => {
    const coverage = (account: string, ...times: number[]): FactRow & { text: string } => ({
      text: `coverage|${account}`,
      ...times.map(seen).reduce(merge),
    });
    const asRows = (...facts: (FactRow & { text: string })[]): unknown =>
      rowsOf(new Map(facts.map((fact) => [fact.text, fact])));

    it('by source reads the account in the path of S3, whatever the record says', async () => {
      const path = (account: string, org = ''): string =>
        `s3://trail/AWSLogs/${org}${account}/CloudTrail/us-east-1/2026/x.json.gz`;
      world.add([assume(iso(TODAY + 5)), assume(iso(TODAY + DAY + 5))], { source: path(OWN) });
      world.add([assume(iso(TODAY + 50))], { source: path(TOOLS, 'o-abc123/') });
      world.add([assume(iso(TODAY + 50))], { source: path(STRANGER).replace('CloudTrail/', 'CloudTrail-Digest/') });
      world.add([assume(iso(TODAY + 50))], { source: 'aws' });
      const search = name('baseline coverage by source');
      for (let run = 0; run < 2; run += 1) {
        await world.run(search, TODAY + 2 * DAY, [TODAY, TODAY + 2 * DAY]);
        expect(world.rows(table)).to.deep.equal(
          asRows(coverage(OWN, TODAY + 5, TODAY + DAY + 5), coverage(TOOLS, TODAY + 50)),
        );
      }
    });
    it('by record learns whose trail it is and nothing else', async () => {
      world.add([
        assume(iso(TODAY + 5)),
        assume(iso(TODAY + 7), { userIdentity: service, recipientAccountId: OWN }),
        assume(iso(TODAY + 9), { recipientAccountId: 'masked' }),
      ]);
      await world.run(name('baseline coverage by record'), TODAY + DAY, [TODAY, TODAY + DAY]);
      expect(world.rows(table)).to.deep.equal(asRows(coverage(TOOLS, TODAY + 5), coverage(OWN, TODAY + 7)));
    });
  });

  describe('issued keys', () => {
    const search = name('baseline issued keys');
    const issue = (time: number, key: string, more: Fields = {}): Fields =>
      call('sts', 'GetSessionToken', iso(time), { responseElements: { credentials: { accessKeyId: key } }, ...more });

    it('are kept with the place they were issued to, denied ones and those of services not', async () => {
      const kept = issue(TODAY + 5, 'ASIAONE');
      world.add([
        kept,
        kept,
        issue(TODAY + 6, 'ASIATWO', { errorCode: 'AccessDenied' }),
        issue(TODAY + 7, 'ASIATHREE', { userIdentity: service }),
        issue(TODAY + 8, ''),
      ]);
      for (let run = 0; run < 2; run += 1) await world.run(search, TODAY + DAY, [TODAY, TODAY + DAY]);
      expect(world.rows('crossaccount_issued_keys')).to.deep.equal([
        {
          _key: 'ASIAONE',
          caller: ALICE,
          issued: String(TODAY + 5),
          network: HOME_NET,
          agent: 'aws-cli',
          event: kept.eventID,
          schema: '1',
        },
      ]);
    });
  });

  describe('the vendors of the package', () => {
    const search = name('baseline seed vendors');
    const vendors = 'crossaccount_vendors';

    it('are merged once; rows of an admin stay, whatever their key and however empty', async () => {
      await world.run(search, TODAY);
      const seeded = world.rows(vendors);
      expect(seeded).to.not.be.empty;
      expect(await world.run(search, TODAY)).to.deep.equal([]);
      const [first, second] = seeded;
      const admins = [
        { _key: 'made-by-hand', account_id: first?.account_id ?? '', vendor: 'Ours', source: 'admin' },
        { _key: second?._key ?? '', account_id: second?.account_id ?? '', vendor: '', source: 'admin' },
      ];
      world.table(vendors, admins);
      await world.run(search, TODAY);
      const rows = world.rows(vendors);
      expect(rows.filter(({ source }) => source === 'admin')).to.deep.equal(
        admins.map((row) => ({ ...row, schema: '' })).sort((a, b) => (a._key < b._key ? -1 : 1)),
      );
      expect(rows.map(({ account_id }) => account_id).sort()).to.deep.equal(
        seeded.map(({ account_id }) => account_id).sort(),
      );
    });
  });
});
