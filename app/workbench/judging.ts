import { Answers, type AppConf, type Engine, type EventSource, type Predicate, type TimeRange } from '../spl';
import { termsOfJudging } from './selection';
import { secondsADay, type Spool } from './spool';

/** Judgements of more events are not remembered: they would fill the memory. */
const mostEvents = 20_000;

/**
 * The command with the baseline as searches have it: what it says of a record depends on nothing but the record and the tables, unless it
 * follows sessions.
 */
function isJudging(command: string, args: readonly string[]): boolean {
  return command === 'crossaccount' && args.includes('baseline=kvstore') && !args.some((arg) => /^origin=/i.test(arg));
}

const judge =
  '`crossaccount_index` sourcetype=aws:cloudtrail | fields index source _time _raw | `crossaccount_drop_services` | `crossaccount_judge`';

/** All searches of a day over one judgement of its records. */
export interface Judging {
  readonly answers: Answers;
  /** The events that any of the searches has judged. */
  readonly among: (events: EventSource) => EventSource;
  /**
   * Has the records of a time range judged that searches will ask for. Searches that ask for others, or in another way, are served too.
   * @returns how many there were
   * @param engine over these events
   */
  readonly ahead: (engine: Engine, range: TimeRange) => Promise<number>;
}

/** Lets the searches of a day share one judgement of its records, where that is cheaper. */
export function judgingOnce({
  app,
  spool,
  detections,
}: {
  readonly app: AppConf;
  readonly spool: Spool;
  readonly detections: readonly string[];
}): Judging {
  let areFew = false;
  let terms: Predicate | undefined;
  const answers = new Answers((command, args) => areFew && isJudging(command, args));
  return {
    answers,
    among: (events) => ({ scan: (range) => events.scan(range, (terms ??= termsOfJudging(app, detections))) }),
    async ahead(engine, { earliest, latest }) {
      answers.forget();
      const days = [Math.floor(earliest / secondsADay), Math.ceil(latest / secondsADay) - 1];
      areFew = [...new Set(days)].reduce((sum, day) => sum + spool.count(day), 0) <= mostEvents;
      if (!areFew || !app.macros.has('crossaccount_judge')) return 0;
      const batches = engine.run(judge, { now: latest, earliest, latest });
      let judged = 0;
      for await (const batch of batches) judged += batch.length;
      return judged;
    },
  };
}
