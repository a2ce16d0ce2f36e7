import type { Discovery } from './files';
import type { Ingested } from './ingest';
import { showDay } from './moment';
import { secondsADay } from './spool';
import { tallyText, type Tally } from './tally';
import { counted } from './text';

const shownFiles = 3;
const defaultLearning = 14;
/** Files that span no more than this give no time to learn in. */
const spanWorthLearning = 28;

/** How many files of the folders were not read, and why. */
export function passedOverNotes({ passedOver }: Discovery): string[] {
  return Array.from(passedOver, ([reason, count]) => `${counted(count, 'file')} passed over: ${reason}.`);
}

/** Which files hold no records. */
export function emptyFilesNote({ empty }: Ingested): string[] {
  if (empty.length === 0) return [];
  const named = empty.slice(0, shownFiles).join(', ');
  const more = empty.length > shownFiles ? `, and ${counted(empty.length - shownFiles, 'other')}` : '';
  return [`${counted(empty.length, 'file holds', 'files hold')} no records: ${named}${more}.`];
}

/** Tells that an earlier run did not come to its end, and what became of its work. */
export function noteRecovered(rows: number, note: (line: string) => void): void {
  if (rows === 0) return;
  note(
    `An earlier run did not come to its end: ${counted(rows, 'row', 'rows')} that it had written are taken into the tables.`,
  );
}

/** Why there is nothing to hunt in. */
export function nothingRead(tally: Tally): string {
  if (tally.files === 0) return 'Nothing could be read: no CloudTrail file was found; name files or folders of them.';
  return `Nothing could be read: ${tallyText(tally)}.`;
}

/** The learning period in days, as asked for or by how long the files span; says which it chose. */
export function learningDays(asked: number | 'auto', read: Ingested, note: (line: string) => void): number {
  if (asked !== 'auto') return asked;
  const span = (read.last - read.first) / secondsADay;
  const long = span > spanWorthLearning;
  const days = long ? defaultLearning : 0;
  if (read.tally.judged > 0) {
    const files = `the files span ${showDay(read.first)} to ${showDay(read.last)}, ${long ? 'more' : 'not more'} than ${spanWorthLearning} days`;
    note(`Learning period: ${counted(days, 'day')}, as ${files} (--learning auto).`);
  }
  return days;
}
