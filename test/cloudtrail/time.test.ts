import { expect } from 'chai';
import { recordTime } from '../../app/cloudtrail';

const time = (record: unknown) => recordTime(JSON.stringify(record));
const MORNING = Date.UTC(2026, 1, 28, 9, 30, 5) / 1000;

describe('the time of a record', () => {
  for (const [eventTime, seconds] of [
    ['2026-02-28T09:30:05Z', MORNING],
    ['2026-02-28T09:30:05.250Z', MORNING + 0.25],
    ['2026-02-28 09:30:05', MORNING],
    ['2026-02-28 09:30:05.5', MORNING + 0.5],
    ['2026-02-28 09:30:05Z', MORNING],
    ['2026-02-28T09:30:05+00:00', MORNING],
    ['2026-02-28T10:30:05+01:00', MORNING],
    ['2026-02-28T04:00:05-0530', MORNING],
    ['2026-02-28 10:30:05 +0100', MORNING],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29) / 1000],
    ['1970-01-01T00:00:00Z', 0],
  ] as const)
    it(`of ${eventTime} is ${seconds}`, () => {
      expect(time({ eventTime })).to.equal(seconds);
    });

  it('is @timestamp where eventTime is missing or no time', () => {
    const timestamp = { '@timestamp': '2026-02-28T09:30:05.000Z' };
    expect(time(timestamp)).to.equal(MORNING);
    expect(time({ ...timestamp, eventTime: '...' })).to.equal(MORNING);
    expect(time({ ...timestamp, eventTime: '2026-02-28T09:30:06Z' })).to.equal(MORNING + 1);
  });

  it('is undefined for anything else', () => {
    for (const eventTime of [
      '',
      '...',
      'eventTime',
      MORNING,
      '2026-02-28',
      '2026-02-30T00:00:00Z',
      '2025-02-29T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-00-10T00:00:00Z',
      '2026-02-28T24:00:00Z',
      '2026-02-28T09:60:00Z',
      '2026-02-28T09:30:05+25:00',
      ' 2026-02-28T09:30:05Z',
      '2026-02-28T09:30:05Z\n',
      '28/Feb/2026 09:30:05',
    ])
      expect(time({ eventTime }), String(eventTime)).to.equal(undefined);
  });

  it('is read from bytes too, and undefined where the record cannot be read', () => {
    expect(recordTime(Buffer.from('{"eventTime":"2026-02-28T09:30:05Z"}'))).to.equal(MORNING);
    expect(recordTime('{"eventTime":"2026-02-28T09:30:05Z"')).to.equal(undefined);
    expect(recordTime('["2026-02-28T09:30:05Z"]')).to.equal(undefined);
  });
});
