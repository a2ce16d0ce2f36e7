/** `_time` as searches have it. */

const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?$/;

/**
 * Epoch seconds, fraction allowed, of a `_time`: a number of seconds, or an ISO date-time (UTC where it names no offset).
 * undefined where it is neither.
 */
export function parseTime(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d{1,12}(?:\.\d{0,9})?$/.test(trimmed)) return Number(trimmed);
  if (!ISO.test(trimmed)) return undefined;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(trimmed.slice(10)) ? trimmed : `${trimmed}Z`;
  const milliseconds = Date.parse(zoned.replace(' ', 'T').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
