import { expect } from 'chai';
import fc from 'fast-check';
import { age, capDays, isForgotten, judge, remembering, seen } from '../../app/baseline';
import type { Status } from '../../app/baseline';
import type { Access } from '../../app/cloudtrail';
import { access, DAY, dimensions, known, NOW, OWN, SEED, STRANGER, strange, tables, TOOLS } from './samples';
import type { TableParts } from './samples';

describe('a fact that was idle', () => {
  it('is forgotten after the days given, not on the last of them', () => {
    expect(isForgotten([DAY - 90], DAY, 90)).to.equal(false);
    expect(isForgotten([DAY - 91], DAY, 90)).to.equal(true);
  });

  it('is forgotten whatever its own day and later ones bring', () => {
    expect(isForgotten([DAY - 91, DAY, DAY + 1], DAY, 90)).to.equal(true);
    expect(isForgotten([DAY, DAY + 1], DAY, 90)).to.equal(false);
  });

  it('is not forgotten where the table no longer lists the days that would tell', () => {
    const early = [0, 1, 2, 3, 4].map((day) => DAY - 300 + day);
    expect(isForgotten([...early, DAY + 1, DAY + 2, DAY + 3], DAY, 90)).to.equal(false);
    expect(isForgotten([...early, DAY - 93, DAY - 92, DAY - 91], DAY, 90)).to.equal(true);
  });
});

describe('judging with what is remembered', () => {
  const status = (of: Access, parts: TableParts, time = NOW): Status | '' =>
    judge(of, time, remembering(tables(parts), 90)(time)).status;
  const last = (days: number): TableParts => ({ facts: known(dimensions(access()), [DAY - days]) });

  it('is dormant up to the ninetieth day and new from then on', () => {
    expect(status(access(), last(90))).to.equal('dormant');
    expect(status(access(), last(91))).to.equal('new');
  });

  it('keeps what analysts decided', () => {
    const parts = last(400);
    const pair = `account_pair|${TOOLS} > ${OWN}`;
    expect(status(access(), { ...parts, dispositions: { [pair]: 'approved' } })).to.equal('known');
    expect(status(access(), { ...parts, dispositions: { [pair]: 'rejected' } })).to.equal('rejected');
  });

  it('forgets whose trail arrived, unless it does again', () => {
    const classOf = (...days: number[]): string => {
      const coverage = { ...seen(0), days: days.map((day) => DAY + day) };
      const all = { ...tables(), baseline: new Map([[`coverage|${STRANGER}`, coverage]]) };
      return judge(strange(), NOW, remembering(all, 90)(NOW)).callerClass;
    };
    expect([classOf(-91), classOf(-90), classOf(-200, 3), classOf(5)]).to.deep.equal(['external', 'own', 'own', 'own']);
  });

  it('judges a row without a time by all that the tables hold', () => {
    const all = tables(last(400));
    expect(remembering(all, 90)(undefined)).to.equal(all);
  });

  it('judges as if the idle facts had been deleted the evening before, whatever was learned of earlier days', () => {
    const sights = fc.uniqueArray(fc.integer({ min: -400, max: -1 }), { minLength: 9, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(sights, { minLength: 7, maxLength: 7 }), (seenOn) => {
        const texts = dimensions(access());
        const table = new Map(
          texts.map((text, i) => {
            const days = capDays((seenOn[i] ?? []).map((day) => DAY + day));
            return [text, { first_seen: (days[0] ?? 0) * 86_400, last_seen: (days.at(-1) ?? 0) * 86_400, days }];
          }),
        );
        const deleted = age(table, DAY * 86_400 - 1, 90);
        const kept = remembering({ ...tables(), baseline: table }, 90)(NOW);
        expect(judge(access(), NOW, kept)).to.deep.equal(judge(access(), NOW, { ...tables(), baseline: deleted }));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
