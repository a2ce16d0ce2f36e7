import { expect } from 'chai';
import fc from 'fast-check';
import { SplError } from '../../../app/spl/error';
import { evaluate, evaluated, now } from './evaluating';

describe('the time functions', () => {
  it('know the time of the search', () => {
    const table = {
      'now()': now,
      'time()': now,
      'floor(now()/86400)': 19_858,
      'relative_time(now(), "-1d@d")': Date.UTC(2024, 4, 14) / 1000,
      'relative_time(missing, "@d")': null,
    };
    expect(evaluated(table)).to.deep.equal(table);
  });

  it('write a time with each variable', () => {
    const at = '1715780225.006789';
    const table = {
      'strftime(at, "%Y-%m-%dT%H:%M:%S.%3NZ")': '2024-05-15T13:37:05.006Z',
      'strftime(at, "%F %T %z|%:z|%::z|%:::z")': '2024-05-15 13:37:05 +0000|+00:00|+00:00:00|+00',
      'strftime(at, "%Q %6Q %N %6N %f")': '006 006789 006789000 006789 006789',
      'strftime(at, "%a %A %b %B %d %e %y")': 'Wed Wednesday May May 15 15 24',
      'strftime(at, "%I %p %k %j %w %s %Z %%")': '01 PM 13 136 3 1715780225 UTC %',
      'strftime(at, "%V %G %g %U")': '20 2024 24 19',
      'strftime(1704067200, "%e %V %U %j")': ' 1 01 00 001',
      'strftime(1609459200, "%V %G")': '53 2020',
      'strftime("soon", "%F")': null,
    };
    expect(evaluated(table, { at })).to.deep.equal(table);
  });

  it('read a time', () => {
    const table = {
      'strptime("2024-05-15T13:37:05Z", "%Y-%m-%dT%H:%M:%SZ")': now,
      'strptime("2024-05-15T13:37:05.250+0200", "%Y-%m-%dT%H:%M:%S.%3N%z")': now - 7200 + 0.25,
      'strptime("2024-05-15 13:37:05 -05:30", "%F %T %:z")': now + 19_800,
      'strptime("May 15, 2024 01:37:05 PM", "%b %d, %Y %I:%M:%S %p")': now,
      'strptime("Wed, 15 May 2024", "%a, %d %B %Y")': Date.UTC(2024, 4, 15) / 1000,
      'strptime("1715780225", "%s")': now,
      'strptime("2024-136", "%Y-%j")': Date.UTC(2024, 4, 15) / 1000,
      'strptime("15.05.24", "%d.%m.%y")': Date.UTC(2024, 4, 15) / 1000,
      'strptime("2024-02-30", "%F")': null,
      'strptime("2024-05-15T25:00", "%FT%H:%M")': null,
      'strptime("yesterday", "%F")': null,
      'strptime(missing, "%F")': null,
    };
    expect(evaluated(table)).to.deep.equal(table);
  });

  it('read what they have written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (at) => {
        expect(
          evaluate('strptime(strftime(at, "%A %d %B %Y %I:%M:%S %p %z"), "%A %d %B %Y %I:%M:%S %p %z")', { at }),
        ).to.equal(at);
      }),
      { seed: 20261124, numRuns: 30 },
    );
  });

  it('refuse formats that they do not understand', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['strftime(1, "%c")', /The function strftime\(\) does not know the time variable %c/],
      ['strftime(1, "50%")', /does not know the time variable %/],
      ['strptime("1", "%c")', /The function strptime\(\) does not read the variable %c/],
      ['strptime("1", "%H:%M")', /needs year, month and day, or %s/],
      ['strptime("1", "%d %e %m %Y")', /has %e twice/],
      ['relative_time(1, "tomorrow")', /needs a relative time such as -24h@h, not "tomorrow"/],
    ];
    for (const [text, message] of cases) expect(() => evaluate(text), text).to.throw(SplError, message);
  });
});
