import { expect } from 'chai';
import { SplError } from '../../../app/spl';
import { boundOf } from '../../../app/workbench/page/times';

const now = Date.UTC(2026, 2, 5, 9, 30) / 1000;

describe('A bound of the time input', () => {
  it('is epoch seconds, a date-time, now or relative to the newest event', () => {
    const texts = ['0', '1772323200.25', '2026-03-01T00:00:00.000Z', '2026-03-01', 'now', '-1d@d'];
    expect(texts.map((text) => boundOf(text, now, NaN))).to.deep.equal([
      0,
      1772323200.25,
      1772323200,
      1772323200,
      now,
      Date.UTC(2026, 2, 4) / 1000,
    ]);
  });
  it('is all time where there is none', () => {
    expect([boundOf(undefined, now, 0), boundOf('', now, Infinity)]).to.deep.equal([0, Infinity]);
  });
  it('is refused where it is nothing of these', () => {
    for (const text of ['yesterday', '2026-99-01', '$global_time.earliest$'])
      expect(() => boundOf(text, now, 0), text).to.throw(SplError, text);
  });
});
