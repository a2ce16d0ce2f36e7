import { expect } from 'chai';
import fc from 'fast-check';
import { SplError } from '../../../app/spl/error';
import { fixedSpan, relativeTime } from '../../../app/spl/relativetime';

/** A Wednesday. */
const now = Date.UTC(2024, 4, 15, 13, 37, 5) / 1000 + 0.5;

function iso(spec: string): string {
  return new Date(relativeTime(now, spec) * 1000).toISOString();
}

describe('a relative time', () => {
  it('moves, snaps, and moves again, in UTC', () => {
    const cases: Readonly<Record<string, string>> = {
      now: '2024-05-15T13:37:05.500Z',
      '-24h@h': '2024-05-14T13:00:00.000Z',
      '@d': '2024-05-15T00:00:00.000Z',
      '+1d': '2024-05-16T13:37:05.500Z',
      '-90d@d': '2024-02-15T00:00:00.000Z',
      '-h': '2024-05-15T12:37:05.500Z',
      '-70m@m': '2024-05-15T12:27:00.000Z',
      '-10min@s': '2024-05-15T13:27:05.000Z',
      '@w': '2024-05-12T00:00:00.000Z',
      '@w0': '2024-05-12T00:00:00.000Z',
      '@w7': '2024-05-12T00:00:00.000Z',
      '@w1': '2024-05-13T00:00:00.000Z',
      '@w3': '2024-05-15T00:00:00.000Z',
      '@w4': '2024-05-09T00:00:00.000Z',
      '-1mon@mon+7d': '2024-04-08T00:00:00.000Z',
      '-3mon': '2024-02-15T13:37:05.500Z',
      '@q': '2024-04-01T00:00:00.000Z',
      '-1qtr@q': '2024-01-01T00:00:00.000Z',
      '-1y@y': '2023-01-01T00:00:00.000Z',
      '@d-2h': '2024-05-14T22:00:00.000Z',
      'now@d': '2024-05-15T00:00:00.000Z',
    };
    expect(Object.fromEntries(Object.keys(cases).map((spec) => [spec, iso(spec)]))).to.deep.equal(cases);
  });

  it('ends a step of months at the last day of a short month', () => {
    expect(relativeTime(Date.UTC(2024, 2, 31) / 1000, '-1mon')).to.equal(Date.UTC(2024, 1, 29) / 1000);
  });

  it('is refused when it is none', () => {
    for (const spec of ['', '1d', '-1x', '@', '-1d@w8', 'yesterday', 'rt-5m', '-1d-1h']) {
      expect(() => relativeTime(now, spec)).to.throw(SplError, `"${spec}" is not a relative time`);
    }
  });

  it('snaps to a time not later, and there stays', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_102_444_800 }),
        fc.constantFrom('@s', '@m', '@h', '@d', '@w', '@w5', '@mon', '@q', '@y'),
        (time, spec) => {
          const once = relativeTime(time, spec);
          expect(once).to.be.at.most(time);
          expect(relativeTime(once, spec)).to.equal(once);
        },
      ),
      { seed: 20261124 },
    );
  });
});

describe('a span', () => {
  it('has a fixed length up to weeks', () => {
    expect(['30s', '5m', '7d', '2w', '1mon', '7', 'd'].map(fixedSpan)).to.deep.equal([
      30,
      300,
      604_800,
      1_209_600,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
