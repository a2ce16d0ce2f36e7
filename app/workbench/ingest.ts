import { recordTime } from '../cloudtrail';
import type { EventFile } from './files';
import { readRecords, type FileReport } from './reading';
import type { Spool } from './spool';
import { TallyKeeper, type Tally } from './tally';
import { counted } from './text';

export interface Ingested {
  readonly tally: Tally;
  /** Epoch seconds of the first and last event kept; NaN when there is none. */
  readonly first: number;
  readonly last: number;
  /** Whether a record names these calls. */
  readonly assumeRole: boolean;
  readonly sessionToken: boolean;
  /** Files in which nothing was found and nothing was wrong. */
  readonly empty: readonly string[];
}

export interface IngestParts {
  readonly spool: Spool;
  /** Epoch seconds; `latest` is exclusive. */
  readonly earliest: number;
  readonly latest: number;
  /** Hears one line for each file in which something is broken. */
  readonly problem: (line: string) => void;
  /** Bytes read of all files. */
  readonly progress: (bytes: number) => void;
}

/** Reads files into the spool, record by record; the number of a file is its place in `files`. */
export async function ingest(files: readonly EventFile[], parts: IngestParts): Promise<Ingested> {
  const { spool, earliest, latest } = parts;
  const tally = new TallyKeeper();
  const calls = { assumeRole: false, sessionToken: false };
  const empty: string[] = [];
  let first = NaN;
  let last = NaN;
  let before = 0;

  for (const [source, file] of files.entries()) {
    const report = await readRecords(file.path, {
      record(bytes) {
        const time = recordTime(bytes);
        if (time === undefined) tally.skipped(isJson(bytes) ? 'no usable time' : 'not valid JSON');
        else if (time < 0) tally.skipped('a time before 1970');
        else if (time < earliest || time >= latest) tally.outside();
        else {
          tally.judged();
          spool.add(bytes, time, source);
          if (!(time >= first)) first = time;
          if (!(time <= last)) last = time;
          notice(bytes, calls);
        }
      },
      progress(bytes) {
        parts.progress(before + bytes);
      },
    });
    before += file.bytes;
    for (const [reason, count] of report.lost) tally.skipped(reason, count);
    const complaint = complaintOf(file.path, report);
    if (complaint !== undefined) parts.problem(complaint);
    else if (report.records === 0 && report.lost.size === 0) empty.push(file.path);
    tally.file();
  }
  spool.flush();
  return { tally: tally.result(), first, last, ...calls, empty };
}

function complaintOf(path: string, { fault, faults }: FileReport): string | undefined {
  if (fault === undefined) return undefined;
  const place = fault.at === undefined ? '' : ` line ${fault.at.line}, byte ${fault.at.byte}:`;
  const more = faults > 1 ? ` (and ${counted(faults - 1, 'more place')} in this file)` : '';
  return `${path}:${place} ${fault.reason}${more}`;
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

const tokenCalls = ['"GetSessionToken"', '"GetFederationToken"'].map((name) => Buffer.from(name));

/** Looks for what is not yet known to be in the data; stops looking when all was found. */
function notice(bytes: Buffer, calls: { assumeRole: boolean; sessionToken: boolean }): void {
  calls.assumeRole ||= bytes.includes('"AssumeRole');
  calls.sessionToken ||= tokenCalls.some((name) => bytes.includes(name));
}
