import { parseTime } from '../cloudtrail';
import { textMarks, type Predicate } from '../spl';
import { accountOf, plainHead, type RecordHead } from './leap';
import { readRecords, type FileReport } from './reading';
import { secondsADay } from './spool';
import { Witnesses } from './witnesses';

/** What is wanted of files; plain data, so that threads can be told. */
export interface Wanted {
  /** Epoch seconds; `latest` is exclusive. */
  readonly earliest: number;
  readonly latest: number;
  /** Records that hold any of these terms are kept, marked with which; the others are only counted, and witnesses of them kept. */
  readonly terms: readonly Predicate[];
}

/** What became of one file's records. */
export interface FileOutcome {
  readonly report: FileReport;
  readonly judged: number;
  readonly outside: number;
  /** Records without a usable time and such, by reason. */
  readonly skipped: ReadonlyMap<string, number>;
  /** UTC day numbers of the records judged. */
  readonly days: ReadonlySet<number>;
  /** Epoch seconds of the first and last of them; NaN without any. */
  readonly first: number;
  readonly last: number;
  readonly assumeRole: boolean;
  readonly sessionToken: boolean;
}

/** Who takes what is kept of a file. */
export interface Keeper {
  /** Takes a record; its bytes may be overwritten after the call. */
  record(bytes: Buffer, time: number, marks: number): void;
  witness(bytes: Buffer, time: number): void;
  /** Bytes of the file read so far. */
  progress(bytes: number): void;
}

export type ReadFile = (path: string, keeper: Keeper) => Promise<FileOutcome>;

const tokenCalls = ['"GetSessionToken"', '"GetFederationToken"'].map((name) => Buffer.from(name));

/** Makes the reader of files of which the same is wanted. Never throws for what stands in a file. */
export function fileReader({ earliest, latest, terms }: Wanted): ReadFile {
  const marksOf = textMarks(terms);
  const keepsAll = terms.some(({ kind }) => kind === 'all');
  const timeOf = timeReader();

  return async (path, keeper) => {
    const skipped = new Map<string, number>();
    const days = new Set<number>();
    const witnesses = new Witnesses();
    const outcome = { judged: 0, outside: 0, first: NaN, last: NaN, assumeRole: false, sessionToken: false };
    const skip = (reason: string): void => {
      skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    };

    const report = await readRecords(path, {
      record(bytes, known) {
        const head = known ?? plainHead(bytes);
        const time = head === undefined ? undefined : timeOf(head);
        if (head === undefined) skip('not valid JSON');
        else if (time === undefined) skip('no usable time');
        else if (time < 0) skip('a time before 1970');
        else if (time < earliest || time >= latest) outcome.outside++;
        else {
          outcome.judged++;
          const day = Math.floor(time / secondsADay);
          days.add(day);
          if (!(time >= outcome.first)) outcome.first = time;
          if (!(time <= outcome.last)) outcome.last = time;
          // Stops looking when all was found.
          outcome.assumeRole ||= bytes.includes('"AssumeRole');
          outcome.sessionToken ||= tokenCalls.some((name) => bytes.includes(name));
          const marks = marksOf(bytes);
          if (marks !== 0) keeper.record(bytes, time, marks);
          if (!keepsAll) witnesses.note(accountOf(head), day, time, bytes);
        }
      },
      progress: (bytes) => {
        keeper.progress(bytes);
      },
    });
    for (const { bytes, time } of witnesses.all()) keeper.witness(bytes, time);
    return { report, skipped, days, ...outcome };
  };
}

/** When a record says that it happened, in epoch seconds, as `recordTime` has it. Records of one second often follow each other. */
function timeReader(): (head: RecordHead) => number | undefined {
  let text = '';
  let time: number | undefined;
  return ({ eventTime, timestamp }) => {
    if (eventTime !== text) {
      text = eventTime;
      time = parseTime(eventTime);
    }
    return time ?? parseTime(timestamp);
  };
}
