import { expect } from 'chai';
import fc from 'fast-check';
import { age, factKey, readBaseline } from '../../app/baseline';
import { readCsv } from '../../app/protocol';
import { assume, OWN, STRANGER, TOOLS } from './records';
import { build, DAY, only, today, TODAY, World } from './world';

const baseline = 'crossaccount_baseline';
const migration = 'CrossAccount - baseline migration - Baseline';
const update = 'CrossAccount - baseline update - Baseline';
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** A row of the baseline, as a version before the first might have written it. */
function fact(text: string, days: readonly number[], more: Readonly<Record<string, string>> = {}) {
  return {
    _key: factKey(text),
    dimension: text.slice(0, text.indexOf('|')),
    value: text.slice(text.indexOf('|') + 1),
    first_seen: String((days[0] ?? 0) * DAY),
    last_seen: String((days.at(-1) ?? 0) * DAY),
    days: days.join(','),
    schema: '1',
    ...more,
  };
}

describe('keeping the tables', function () {
  this.timeout(120_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.end();
  });

  /** Deletes by the REST queries that the search names, as splunkd would; gives the tables it deleted from. */
  async function deleteOld(of: World): Promise<unknown[]> {
    const calls = await of.byHand('old rows');
    for (const { table, query } of calls) {
      const [column, bound] = /^\{"(\w+)":\{"\$lt":(\d+)\}\}$/.exec(String(query))?.slice(1) ?? [];
      if (column === undefined) throw new Error(`${String(query)} is no such query`);
      of.table(
        String(table),
        of.rows(String(table)).filter((row) => !(Number(row[column]) < Number(bound))),
      );
    }
    return calls.map(({ table }) => table);
  }

  describe('ageing', () => {
    it('deletes exactly the idle facts, twice is once, and learning a window again brings back only what it holds', async () => {
      // Days before today; nine distinct ones for some fact at least, so that the capped list is met.
      const sights = fc.uniqueArray(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 12 });
      const busy = fc.uniqueArray(fc.integer({ min: 1, max: 150 }), { minLength: 9, maxLength: 12 });
      const given = fc.tuple(busy, fc.array(sights, { minLength: 3, maxLength: 3 }), fc.integer({ min: 1, max: 140 }));
      await fc.assert(
        fc.asyncProperty(given, async ([first, others, from]) => {
          const of = new World();
          try {
            const records = [first, ...others].flatMap((days, role) =>
              days.map((day) =>
                assume(iso(TODAY - day * DAY + 60), {
                  requestParameters: { roleArn: `arn:aws:iam::${OWN}:role/R${role}` },
                }),
              ),
            );
            of.add(records);
            const learn = (start: number, end: number): Promise<unknown> => of.run(update, TODAY, [start, end]);
            await learn(TODAY - 151 * DAY, TODAY);
            const kept = age(readBaseline(readCsv(of.text(baseline))), TODAY + DAY, 90);
            await deleteOld(of);
            expect(readBaseline(readCsv(of.text(baseline)))).to.deep.equal(kept);
            const once = of.text(baseline);
            expect(await deleteOld(of)).to.deep.equal([]);
            expect(of.text(baseline)).to.equal(once);

            const window: [number, number] = [TODAY - from * DAY, TODAY - (from - 10) * DAY];
            await learn(...window);
            const held = new World();
            try {
              held.add(records);
              await held.run(update, TODAY, window);
              const before = new Set([...readCsv(once).rows].map(([key]) => key));
              const brought = of.rows(baseline).filter(({ _key }) => !before.has(_key));
              expect(brought).to.deep.equal(held.rows(baseline).filter(({ _key }) => !before.has(_key)));
            } finally {
              held.end();
            }
          } finally {
            of.end();
          }
        }),
        { numRuns: 5, seed: 20_260_302 },
      );
    });

    it('is not needed: what is idle counts as never seen while its row still stands', async () => {
      const detection = 'aws detect sts assume role abuse';
      const visit = [assume('09:00')];
      const facts = [
        `caller_account|${TOOLS}`,
        `account_pair|${TOOLS} > ${OWN}`,
        `principal_account|arn:aws:iam::${TOOLS}:role/Deploy > ${OWN}`,
        `principal_role|arn:aws:iam::${TOOLS}:role/Deploy > arn:aws:iam::${OWN}:role/Admin`,
      ];
      world.add(visit).seen([-93, -92, -91], ...facts);
      const standing = await world.hunt(detection);
      world.table(baseline, []);
      const deleted = await world.hunt(detection);
      expect(only(standing, 'xa_status', 'xa_score', 'xa_new')).to.deep.equal(
        only(deleted, 'xa_status', 'xa_score', 'xa_new'),
      );
      world.seen([-92, -91, -90], ...facts);
      expect(only(await world.hunt(detection), 'xa_status')).to.deep.equal([{ xa_status: 'dormant' }]);
      world.macro('crossaccount_forget_days', '89');
      expect(only(await world.hunt(detection), 'xa_status')).to.deep.equal([{ xa_status: 'new' }]);
    });
  });

  describe('migration', () => {
    const migrate = (): Promise<unknown[]> => world.run(migration, TODAY + DAY);

    it('gives facts the present schema, merged with what stands under their right key', async () => {
      const pair = `account_pair|${TOOLS} > ${OWN}`;
      world.table(baseline, [
        fact(pair, [today - 2, today - 1]),
        fact(pair, [today - 9, today - 8], { _key: 'imported', schema: '' }),
        fact(`caller_account|${TOOLS}`, [today - 3], { schema: '0' }),
      ]);
      expect(await migrate()).to.deep.include({ table: baseline, migrated: '2' });
      const merged = fact(pair, [today - 9, today - 8, today - 2, today - 1]);
      expect(world.rows(baseline).filter(({ _key }) => _key !== 'imported')).to.have.deep.members([
        merged,
        fact(`caller_account|${TOOLS}`, [today - 3]),
      ]);
      const once = world.text(baseline);
      expect(await migrate()).to.deep.equal([]);
      expect(world.text(baseline)).to.equal(once);
    });

    it('moves decisions that people wrote to their right key, a rejection before an approval', async () => {
      const decision = (value: string, disposition: string, more = {}) => ({
        _key: factKey(`account_pair|${value}`),
        dimension: 'account_pair',
        value,
        disposition,
        analyst: 'bob',
        note: 'by hand',
        updated: '5',
        schema: '1',
        ...more,
      });
      const byHand = { schema: '' };
      world.table('crossaccount_dispositions', [
        decision('a', 'approved', { _key: '1', ...byHand }),
        decision('b', 'rejected', { _key: '2', ...byHand }),
        decision('b', 'approved'),
        decision('c', 'approved', byHand),
      ]);
      await migrate();
      expect(world.rows('crossaccount_dispositions')).to.have.deep.members([
        decision('a', '', { _key: '1' }),
        decision('a', 'approved'),
        decision('b', '', { _key: '2' }),
        decision('b', 'rejected'),
        decision('c', 'approved'),
      ]);
      expect(await migrate()).to.deep.equal([]);
    });

    it('touches no other column of what people wrote, nor what has its schema', async () => {
      const account = (id: string, schema: string) => ({
        _key: `by-hand-${id}`,
        account_id: id,
        name: '00123',
        class: 'own',
        owner: 'a, "b"',
        note: '',
        schema,
      });
      world.table('crossaccount_accounts', [account(OWN, ''), account(TOOLS, '1'), account(STRANGER, '2')]);
      expect(await migrate()).to.deep.equal([{ table: 'crossaccount_accounts', migrated: '1' }]);
      expect(world.rows('crossaccount_accounts')).to.have.deep.members([
        account(OWN, '1'),
        account(TOOLS, '1'),
        account(STRANGER, '2'),
      ]);
    });
  });
});
