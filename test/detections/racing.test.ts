import { expect } from 'chai';
import fc from 'fast-check';
import { assume, call, OWN, STRANGER, TOOLS, type Fields } from './records';
import { build, DAY, TODAY, World } from './world';

const update = 'CrossAccount - baseline update - Baseline';
const initial = 'CrossAccount - baseline initial - Baseline';
const table = 'crossaccount_baseline';
const hour = 3600;
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

type Run = () => Promise<unknown>;

/** Two searches that both read the table before either has written it: row by row the last writer wins. */
async function race(world: World, first: Run, last: Run): Promise<void> {
  const before = world.rows(table);
  await first();
  const afterFirst = world.rows(table);
  world.table(table, before);
  await last();
  const old = new Map(before.map((row) => [row._key, JSON.stringify(row)]));
  const raced = new Map(afterFirst.map((row) => [row._key, row]));
  for (const row of world.rows(table)) {
    if (old.get(row._key) !== JSON.stringify(row)) raced.set(row._key, row);
  }
  world.table(
    table,
    [...raced].sort(([a = ''], [b = '']) => (a < b ? -1 : 1)).map(([, row]) => row),
  );
}

describe('learning searches that race', function () {
  this.timeout(120_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.end();
  });

  for (const last of ['the hour', 'the past']) {
    it(`lose facts, which the next runs of both bring back, though ${last} was written last`, async () => {
      const now = TODAY + 12 * hour;
      const days = Array.from({ length: 12 }, (_, day) => assume(iso(TODAY - day * DAY + hour)));
      const records = [...days, assume(iso(now - 0.5 * hour))];
      const other = new World();
      try {
        for (const each of [world, other]) each.macro('crossaccount_backfill_days', '12').add(records);
        for (let run = 0; run < 10; run += 1) await world.run(initial, now);
        const writers: [Run, Run] = [() => world.run(initial, now), () => world.run(update, now)];
        await (last === 'the hour' ? race(world, ...writers) : race(world, writers[1], writers[0]));
        await world.run(initial, now + 600);
        await world.run(update, now + hour);
        for (let run = 0; run < 12; run += 1) await other.run(initial, now);
        await other.run(update, now);
        expect(world.text(table)).to.equal(other.text(table));
      } finally {
        other.end();
      }
    });
  }

  it('lose nothing that one more run over both windows does not restore, whatever the history', async () => {
    const sight = fc.record({
      day: fc.integer({ min: 0, max: 20 }),
      who: fc.constantFrom(OWN, TOOLS, STRANGER),
    });
    const given = fc.record({
      history: fc.tuple(
        fc.array(sight, { maxLength: 20 }),
        fc.shuffledSubarray([...Array(21).keys()], { minLength: 9 }),
      ),
      learned: fc.integer({ min: 0, max: 20 }),
      windows: fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })),
    });
    const learn = (of: World, from: number, to: number): Promise<unknown> =>
      of.run(update, TODAY + 30 * DAY, [TODAY + from * DAY, TODAY + to * DAY]);
    await fc.assert(
      fc.asyncProperty(given, async ({ history: [more, distinct], learned, windows: [one, two] }) => {
        const raced = new World();
        const once = new World();
        try {
          const records = [...more, ...distinct.map((day) => ({ day, who: OWN }))].map(({ day, who }): Fields =>
            call('sts', 'AssumeRole', iso(TODAY + day * DAY), {
              requestParameters: { roleArn: `arn:aws:iam::${who}:role/R` },
            }),
          );
          for (const each of [raced, once]) {
            each.add(records);
            await learn(each, 0, learned);
          }
          await race(
            raced,
            () => learn(raced, one, one + 5),
            () => learn(raced, two, two + 5),
          );
          const [from, to] = [Math.min(one, two), Math.max(one, two) + 5];
          await learn(raced, from, to);
          await learn(once, from, to);
          expect(raced.text(table)).to.equal(once.text(table));
        } finally {
          raced.end();
          once.end();
        }
      }),
      { numRuns: 8, seed: 20_260_302 },
    );
  });
});
