import { binTime, secondsOf } from './span';

/** A length of time that time is cut into, in UTC. */
export interface TimeSpan {
  /** The beginning of the span that a time lies in, epoch seconds. */
  readonly begin: (time: number) => number;
  /** The beginning of the span after the one that begins here. */
  readonly next: (begin: number) => number;
}

/** A calendar month, which has no one length. */
const MONTH: TimeSpan = {
  begin: (time) => month(time, 0),
  next: (begin) => month(begin, 1),
};

/** Search Reference, timechart and bin: the spans that are chosen from when none is given; above a day comes a month. */
const CHOICE = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 86_400];

/** The span as written (`10m`, `1d`, `1mon`); undefined when it is none. */
export function timeSpan(text: string): TimeSpan | undefined {
  if (/^1?(mon|months?)$/i.test(text)) return MONTH;
  const seconds = secondsOf(text);
  return seconds === undefined ? undefined : spanOf(seconds);
}

/** The shortest of Splunk's spans that cuts a length of time, in seconds, into no more than `bins` parts. */
export function chosenSpan(length: number, bins: number): TimeSpan {
  const seconds = CHOICE.find((span) => length / span <= bins);
  return seconds === undefined ? MONTH : spanOf(seconds);
}

function spanOf(seconds: number): TimeSpan {
  return { begin: (time) => binTime(time, seconds), next: (begin) => begin + seconds };
}

function month(time: number, later: number): number {
  const date = new Date(time * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later) / 1000;
}
