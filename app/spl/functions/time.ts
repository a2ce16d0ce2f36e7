import { relativeTime } from '../relativetime';
import { timeWriter } from '../strftime';
import { timeReader } from '../strptime';
import { numberAt, preparedAt, takes, textAt } from './call';
import type { Family } from './call';

const now = takes(0, 0, (call) => () => call.now);

/** The functions that look at the time of the search; all others give the same at any time. */
export const askingTime: ReadonlySet<string> = new Set(['now', 'time']);

/** Search Reference, "Date and Time functions", in UTC. `time()` is the time of the search too, so that runs can be repeated. */
export const time: Family = {
  now,
  time: now,
  relative_time: takes(2, 2, (call) => {
    const from = numberAt(call, 0);
    const move = preparedAt(call, 1, (spec) => {
      try {
        relativeTime(0, spec);
      } catch {
        throw call.error(`needs a relative time such as -24h@h, not "${spec}"`);
      }
      return (start: number): number => relativeTime(start, spec);
    });
    return (row) => {
      const start = from(row);
      const moved = move(row);
      return start === null || moved === null ? null : moved(start);
    };
  }),
  strftime: takes(2, 2, (call) => {
    const moment = numberAt(call, 0);
    const writer = preparedAt(call, 1, (format) => {
      const made = timeWriter(format);
      if (typeof made !== 'function') throw call.error(`does not know the time variable ${made.unknown}`);
      return made;
    });
    return (row) => {
      const at = moment(row);
      const write = writer(row);
      return at === null || write === null ? null : write(at);
    };
  }),
  strptime: takes(2, 2, (call) => {
    const text = textAt(call, 0);
    const reader = preparedAt(call, 1, (format) => {
      const made = timeReader(format);
      if (typeof made !== 'function') throw call.error(made.problem);
      return made;
    });
    return (row) => {
      const value = text(row);
      const read = reader(row);
      return value === null || read === null ? null : read(value);
    };
  }),
};
