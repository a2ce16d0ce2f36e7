import type { Predicate } from '../spl';
import type { FileOutcome } from './filereading';
import type { EventFile } from './files';
import { ownHand, type Hand } from './hands';
import type { FileReport } from './reading';
import type { Spool } from './spool';
import { TallyKeeper, type Tally } from './tally';
import { counted } from './text';

export interface Ingested {
  readonly tally: Tally;
  /** Epoch seconds of the first and last event kept; NaN when there is none. */
  readonly first: number;
  readonly last: number;
  /** UTC day numbers of the events judged, ascending. */
  readonly days: readonly number[];
  /** Whether a record names these calls. */
  readonly assumeRole: boolean;
  readonly sessionToken: boolean;
  /** Files in which nothing was found and nothing was wrong. */
  readonly empty: readonly string[];
}

export interface IngestParts {
  /** Takes the records that hold any of the terms; all of them unless there are terms. */
  readonly spool: Spool;
  readonly terms?: readonly Predicate[];
  /** Takes witnesses of all records, where there are terms. */
  readonly witnesses?: Spool;
  /** Who reads; this very thread unless told. They are ended when all is read. */
  readonly hands?: readonly Hand[];
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
  const { spool, witnesses, earliest, latest, terms = [{ kind: 'all' }] } = parts;
  const hands = parts.hands ?? [ownHand({ earliest, latest, terms })];
  const gathering = new Gathering();
  const read = files.map(() => 0);
  let done = 0;
  let next = 0;

  const readOn = async (hand: Hand): Promise<void> => {
    for (let source = next++; source < files.length; source = next++) {
      const path = files[source]?.path ?? '';
      const at = (bytes: number): void => {
        done += bytes - (read[source] ?? 0);
        read[source] = bytes;
        parts.progress(done);
      };
      const outcome = await hand.read(
        { path, source },
        {
          records: (frames) => {
            spool.addFrames(frames);
          },
          witnesses: (frames) => witnesses?.addFrames(frames),
          progress: at,
        },
      );
      gathering.add(source, path, outcome);
    }
  };
  try {
    await Promise.all(hands.map(readOn));
  } finally {
    for (const hand of hands) hand.end();
  }
  spool.flush();
  witnesses?.flush();
  return gathering.result(files, parts.problem);
}

/** What the outcomes of files come to. Of a file only what must be told of it is kept: there may be a million of them. */
class Gathering {
  readonly #tally = new TallyKeeper();
  readonly #days = new Set<number>();
  readonly #complaints = new Map<number, string>();
  readonly #empty: number[] = [];
  #first = NaN;
  #last = NaN;
  #assumeRole = false;
  #sessionToken = false;

  public add(source: number, path: string, outcome: FileOutcome): void {
    const { report, first, last } = outcome;
    this.#tally.file();
    this.#tally.judged(outcome.judged);
    this.#tally.outside(outcome.outside);
    for (const [reason, count] of [...outcome.skipped, ...report.lost]) this.#tally.skipped(reason, count);
    for (const day of outcome.days) this.#days.add(day);
    if (!(first >= this.#first)) this.#first = Number.isNaN(first) ? this.#first : first;
    if (!(last <= this.#last)) this.#last = Number.isNaN(last) ? this.#last : last;
    this.#assumeRole ||= outcome.assumeRole;
    this.#sessionToken ||= outcome.sessionToken;
    const complaint = complaintOf(path, report);
    if (complaint !== undefined) this.#complaints.set(source, complaint);
    else if (report.records === 0 && report.lost.size === 0) this.#empty.push(source);
  }

  /** Complaints and empty files are told in the order of the files, whoever read them first. */
  public result(files: readonly EventFile[], problem: (line: string) => void): Ingested {
    for (const [, complaint] of [...this.#complaints].sort(([a], [b]) => a - b)) problem(complaint);
    return {
      tally: this.#tally.result(),
      first: this.#first,
      last: this.#last,
      days: [...this.#days].sort((a, b) => a - b),
      assumeRole: this.#assumeRole,
      sessionToken: this.#sessionToken,
      empty: this.#empty.sort((a, b) => a - b).flatMap((source) => files[source]?.path ?? []),
    };
  }
}

function complaintOf(path: string, { fault, faults }: FileReport): string | undefined {
  if (fault === undefined) return undefined;
  const place = fault.at === undefined ? '' : ` line ${fault.at.line}, byte ${fault.at.byte}:`;
  const more = faults > 1 ? ` (and ${counted(faults - 1, 'more place')} in this file)` : '';
  return `${path}:${place} ${fault.reason}${more}`;
}
