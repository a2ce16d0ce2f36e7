import { expect } from 'chai';
import fc from 'fast-check';
import { age, formatDays, merge, parseDays, seen } from '../../app/baseline';
import type { FactRow } from '../../app/baseline';
import { SEED } from './samples';

const sight = fc.integer({ min: 0, max: 40 * 86_400 }).map(seen);
const memory = fc.array(sight, { minLength: 1, maxLength: 20 }).map((all) => all.reduce(merge));
const pinned = { seed: SEED, numRuns: 300 };

describe('merging what was seen', () => {
  it('keeps the earliest, the latest and the days of both', () => {
    expect(merge(seen(86_400 * 3 + 5), seen(86_400 + 7.5))).to.deep.equal({
      first_seen: 86_407.5,
      last_seen: 259_205,
      days: [1, 3],
    });
  });

  it('keeps of many days the five earliest and the three latest', () => {
    const daily = Array.from({ length: 12 }, (_, day) => seen(day * 86_400));
    expect(daily.reduce(merge).days).to.deep.equal([0, 1, 2, 3, 4, 9, 10, 11]);
  });

  it('is idempotent, commutative and associative', () => {
    fc.assert(
      fc.property(memory, memory, memory, (a, b, c) => {
        expect(merge(a, a)).to.deep.equal(a);
        expect(merge(a, b)).to.deep.equal(merge(b, a));
        expect(merge(merge(a, b), c)).to.deep.equal(merge(a, merge(b, c)));
      }),
      pinned,
    );
  });

  it('gives the same whatever the order and the repetition of what was seen', () => {
    fc.assert(
      fc.property(fc.array(sight, { minLength: 1, maxLength: 20 }), fc.nat(), (all, cut) => {
        const at = cut % all.length;
        const again = [...all.slice(at), ...all, ...all.slice(0, at)].reverse();
        expect(again.reduce(merge)).to.deep.equal(all.reduce(merge));
      }),
      pinned,
    );
  });
});

describe('ageing', () => {
  const at = (last: number): FactRow => ({ first_seen: 0, last_seen: last, days: [0] });

  it('drops what was idle for longer than the days given, and nothing else', () => {
    const now = 100 * 86_400;
    const table = new Map([
      ['idle', at(10 * 86_400 - 1)],
      ['just', at(10 * 86_400)],
      ['busy', at(now + 5)],
    ]);
    expect([...age(table, now, 90).keys()]).to.deep.equal(['just', 'busy']);
    expect(table.size).to.equal(3);
  });
});

describe('the days column', () => {
  it('is day numbers joined with commas', () => {
    expect(formatDays([20_510, 20_511])).to.equal('20510,20511');
    expect(parseDays('20510,20511')).to.deep.equal([20_510, 20_511]);
    expect(parseDays('')).to.deep.equal([]);
  });

  it('is read in any order and capped', () => {
    expect(parseDays('3,1,2,3')).to.deep.equal([1, 2, 3]);
    expect(parseDays('0,1,2,3,4,5,6,7,8')).to.deep.equal([0, 1, 2, 3, 4, 6, 7, 8]);
  });

  it('is refused when it holds anything else', () => {
    for (const text of ['x', '1,', '1.5', '-1', '1;2', 'Infinity']) expect(parseDays(text), text).to.equal(undefined);
  });
});
