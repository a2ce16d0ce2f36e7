const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(s|secs?|seconds?)$/i, 1],
  [/^(m|mins?|minutes?)$/, 60],
  [/^(h|hrs?|hours?)$/i, 3600],
  [/^(d|days?)$/i, 86_400],
];

/** Seconds of a span such as `60s`, `5m`, `2h`, `1d`; a bare number is seconds. Undefined for anything else. */
export function secondsOf(span: string): number | undefined {
  const match = /^(\d+)([a-z]*)$/i.exec(span);
  if (match === null) return undefined;
  const count = Number(match[1]);
  const unit = match[2] ?? '';
  const seconds = unit === '' ? 1 : UNITS.find(([name]) => name.test(unit))?.[1];
  return seconds === undefined || count === 0 ? undefined : count * seconds;
}

/** The beginning of the span that a time lies in; spans are counted from the epoch, in UTC. */
export function binTime(time: number, seconds: number): number {
  return Math.floor(time / seconds) * seconds;
}
