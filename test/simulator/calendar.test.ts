import { expect } from 'chai';
import { dayOf, isoTime, isWorkday, moment, printedTime } from '../../app/simulator/calendar';

describe('the calendar of a simulation', () => {
  it('begins on Monday 5 January 2026', () => {
    expect(isoTime(moment(0, 0))).to.equal('2026-01-05T00:00:00Z');
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(isWorkday)).to.deep.equal([true, true, true, true, true, false, false, true]);
  });

  it('counts days by UTC', () => {
    expect(isoTime(moment(1, 23, 59))).to.equal('2026-01-06T23:59:00Z');
    expect(dayOf(moment(1, 23, 59))).to.equal(1);
    expect(dayOf(moment(1, 24))).to.equal(2);
  });

  it('prints expirations as AWS does', () => {
    expect(printedTime(moment(0, 0, 5))).to.equal('Jan 5, 2026, 12:05:00 AM');
    expect(printedTime(moment(31, 15, 4))).to.equal('Feb 5, 2026, 3:04:00 PM');
  });
});
