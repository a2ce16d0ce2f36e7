const pattern = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?(?:Z|z)?$/;

/** Epoch seconds of an ISO date (its midnight) or date-time, read as UTC; undefined when it is none. */
export function parseMoment(text: string): number | undefined {
  const parts = pattern.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part || 0));
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(milliseconds);
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return same ? milliseconds / 1000 : undefined;
}

/** `2026-03-05 14:02` in UTC, `2026-03-05` of a day's first second by `showDay`. */
export function showMoment(seconds: number): string {
  return iso(seconds).slice(0, 16).replace('T', ' ');
}

/** `2026-03-05` in UTC. */
export function showDay(seconds: number): string {
  return iso(seconds).slice(0, 10);
}

/** `14:02` in UTC. */
export function showClock(seconds: number): string {
  return iso(seconds).slice(11, 16);
}

function iso(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? '????-??-??T??:??' : date.toISOString();
}
