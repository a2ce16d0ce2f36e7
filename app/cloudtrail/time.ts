import { readRecord } from './read';

const TIME =
  /^(\d{4})-(\d\d)-(\d\d)[T ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(?:Z| ?([+-])([01]\d|2[0-3]):?([0-5]\d))?$/;

/**
 * Epoch seconds of an ISO 8601 date-time: `T` or a space between, an optional fraction, `Z` or an offset. Without either it
 * is UTC, in which CloudTrail writes (CloudTrail user guide, record contents, `eventTime`). Anything else, a date that no
 * calendar has included, is undefined.
 */
export function parseTime(value: string): number | undefined {
  const parts = TIME.exec(value);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHours, offsetMinutes] = parts;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  const seconds = date.getTime() / 1000 + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const offset = sign === undefined ? 0 : Number(offsetHours) * 3600 + Number(offsetMinutes) * 60;
  return seconds + Number(`0.${fraction}0`) - (sign === '-' ? -offset : offset);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const EXPIRATION = /^([A-Z][a-z]{2}) (\d{1,2}),? (\d{4}),? (\d{1,2}):(\d\d):(\d\d)\s([AP])M$/;

/**
 * Epoch seconds of the `expiration` of credentials, which CloudTrail writes as `Jul 10, 2023, 12:09:47 PM` or, in older
 * records, `Jul 18, 2014 4:07:39 PM`, in UTC; an ISO 8601 date-time is read too. Anything else is undefined.
 */
export function parseExpiration(value: string): number | undefined {
  const parts = EXPIRATION.exec(value);
  if (parts === null) return parseTime(value);
  const [, month = '', day = '', year = '', hour, minute = '', second = '', half] = parts;
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  const date = `${year}-${twoDigits(MONTHS.indexOf(month) + 1)}-${twoDigits(Number(day))}`;
  return Number(hour) > 12 ? undefined : parseTime(`${date}T${twoDigits(hours)}:${minute}:${second}Z`);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * When a record says that it happened, in epoch seconds: `eventTime`, else `@timestamp` (Logstash). Undefined where neither
 * is a time, or where the record cannot be read. Splunk's own `_time` is splunkd's; this is for records read from files.
 */
export function recordTime(raw: Buffer | string): number | undefined {
  const record = readRecord(raw);
  if ('error' in record) return undefined;
  return parseTime(record.text('eventTime')) ?? parseTime(record.text('@timestamp'));
}
