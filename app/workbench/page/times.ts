import { relativeTime } from '../../spl';

/**
 * A bound as Splunk's time inputs write it: epoch seconds, ISO 8601, `now` or relative (`-7d@d`); none is all time.
 * @param now epoch seconds
 * @throws SplError when it is none of these
 */
export function boundOf(text: string | undefined, now: number, none: number): number {
  if (text === undefined || text === '') return none;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (/^\d{4}-\d\d-\d\d(T|$)/.test(text)) {
    const moment = Date.parse(text) / 1000;
    if (!Number.isNaN(moment)) return moment;
  }
  return text === 'now' || text === 'now()' ? now : relativeTime(now, text);
}
