import { expect } from 'chai';
import fc from 'fast-check';
import { factKey, merge, seen, type FactRow } from '../../app/baseline';
import { collectionsIn, SplError, type AppConf } from '../../app/spl';
import { baselineColumns, BaselineLayers, baselineTable, forgetDays } from '../../app/workbench/layers';

const seed = 20260316;
const day = 86_400;

function layers(
  handed: ReadonlyMap<string, FactRow>,
  learned: ReadonlyMap<string, FactRow> = new Map(),
  idleDays = 90,
) {
  const collection = collectionsIn('no such folder').open(baselineTable, baselineColumns);
  const learn = (fact: string, row: FactRow): void => {
    const [dimension = '', value = ''] = fact.split('|');
    collection.put([
      factKey(fact),
      dimension,
      value,
      String(row.first_seen),
      String(row.last_seen),
      row.days.join(','),
      '1',
    ]);
  };
  for (const [fact, row] of learned) learn(fact, row);
  return { baseline: new BaselineLayers(handed, collection, idleDays), learn };
}

describe('The baseline of a run', () => {
  it('is what was handed in and what was learned, as one', () => {
    const fact = 'account_pair|111122223333 > 444455556666';
    const { baseline, learn } = layers(new Map([[fact, seen(20 * day)]]));
    learn(fact, seen(10 * day));
    learn('coverage|111122223333', seen(12 * day));
    expect(baseline.merged()).to.deep.equal(
      new Map([
        [fact, merge(seen(10 * day), seen(20 * day))],
        ['coverage|111122223333', seen(12 * day)],
      ]),
    );
    expect(baseline.csv().split('\n').sort()).to.deep.equal(
      [
        '',
        '"_key",dimension,value,"first_seen","last_seen",days,schema',
        `${factKey(fact)},"account_pair","111122223333 > 444455556666",864000,1728000,"10,20",1`,
        `${factKey('coverage|111122223333')},coverage,111122223333,1036800,1036800,12,1`,
      ].sort(),
    );
  });

  it('forgets after as many days as the app says', () => {
    const app = (days?: string): AppConf => ({
      folder: '',
      id: 'app',
      savedSearches: new Map(),
      macros: new Map(days === undefined ? [] : [['crossaccount_forget_days', new Map([['definition', days]])]]),
      transforms: new Map(),
      collections: new Map(),
      commands: new Map(),
    });
    expect([app(), app('30'), app(' 400 ')].map(forgetDays)).to.deep.equal([90, 30, 400]);
    expect(() => forgetDays(app('a month'))).to.throw(SplError, 'set it to a whole number of days');
    const { baseline } = layers(
      new Map([
        ['a|1', seen(0)],
        ['b|1', seen(2 * day)],
      ]),
      new Map(),
      forgetDays(app('30')),
    );
    baseline.age(31 * day);
    expect([...baseline.merged().keys()]).to.deep.equal(['b|1']);
  });

  it('forgets in both layers what was idle for more than 90 days', () => {
    const { baseline, learn } = layers(
      new Map([
        ['a|1', seen(0)],
        ['b|1', seen(day)],
      ]),
    );
    learn('c|1', seen(0));
    learn('d|1', seen(5 * day));
    baseline.age(91 * day);
    expect([...baseline.merged().keys()]).to.deep.equal(['b|1', 'd|1']);
    learn('c|1', seen(91 * day));
    expect(baseline.merged().get('c|1')).to.deep.equal(seen(91 * day));
  });

  it('ends with the same bytes when a second run learns the same over what the first left', () => {
    const facts = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat({ max: 400 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(facts, (sights) => {
        const byDay = [...sights].sort(([, a], [, b]) => a - b);
        const run = (handed: ReadonlyMap<string, FactRow>): BaselineLayers => {
          const { baseline, learn } = layers(handed);
          const own = new Map<string, FactRow>();
          for (const [value, at] of byDay) {
            baseline.age(at * day - 1);
            for (const [fact, row] of own) if (row.last_seen < at * day - 1 - 90 * day) own.delete(fact);
            const fact = `x|${value}`;
            const before = own.get(fact);
            own.set(fact, before === undefined ? seen(at * day) : merge(before, seen(at * day)));
            learn(fact, own.get(fact)!);
            baseline.age((at + 1) * day - 1);
          }
          return baseline;
        };
        const first = run(new Map());
        const second = run(first.merged());
        expect(second.csv()).to.equal(first.csv());
      }),
      { seed },
    );
  });
});
