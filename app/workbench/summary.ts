import { shortName, statusOf } from './cards';
import type { Paint } from './colour';
import { textIn, type Finding } from './finding';
import { tallyText, type Tally } from './tally';
import { amount, padEnd, padStart, visible, wrap } from './text';

export interface Summary {
  readonly findings: readonly Finding[];
  readonly detections: readonly string[];
  readonly tally: Tally;
  readonly lacks: readonly string[];
}

const statuses = ['rejected', 'new', 'dormant', 'provisional', 'learning', 'known', 'denied', 'unjudged'];

/** Counts by detection and status, what became of the records, and what the data lacks. */
export function* summaryLines(summary: Summary, width: number, paint: Paint): Generator<string> {
  yield* counts(summary, paint);
  yield '';
  yield paint('heading', 'Data');
  yield* bullets([`${tallyText(summary.tally)}.`], width, paint);
  if (summary.lacks.length > 0) {
    yield '';
    yield paint('heading', 'What the data lacks');
    yield* bullets(summary.lacks, width, paint);
  }
  yield '';
  yield* wrap('The searches ran on a local emulation of SPL, not on Splunk.', width).map((line) =>
    paint('quiet', line),
  );
}

function* counts({ findings, detections }: Summary, paint: Paint): Generator<string> {
  const numbers = new Map<string, number>();
  const among = (key: string): number => numbers.get(key) ?? 0;
  for (const finding of findings) {
    const [detection, status] = [textIn(finding, 'detection'), statusOf(finding)];
    for (const key of [detection, status, `${detection} ${status}`]) numbers.set(key, among(key) + 1);
  }
  const present = statuses.filter((status) => among(status) > 0);
  const table = detections.map(
    (detection) => [detection, ...present.map((status) => among(`${detection} ${status}`)), among(detection)] as const,
  );
  const heads = [...present, 'all'];
  const nameWidth = Math.max(...detections.map((detection) => shortName(detection).length), 'Findings'.length);
  const totals = heads.map((_, at) => table.reduce((sum, [, ...row]) => sum + (row[at] ?? 0), 0));
  const columnWidth = (at: number): number => Math.max((heads[at] ?? '').length, amount(totals[at] ?? 0).length, 3) + 2;
  yield (
    paint('heading', 'Findings') +
    ' '.repeat(nameWidth - 'Findings'.length) +
    heads.map((head, at) => paint('quiet', padStart(head, columnWidth(at)))).join('')
  );
  for (const [detection, ...row] of table) {
    const cells = row.map((count, at) => {
      const cell = padStart(count === 0 ? '·' : amount(count), columnWidth(at));
      return count === 0 ? paint('quiet', cell) : cell;
    });
    yield padEnd(shortName(detection), nameWidth) + cells.join('');
  }
  if (detections.length > 1) {
    yield paint(
      'strong',
      padEnd('all', nameWidth) + totals.map((total, at) => padStart(amount(total), columnWidth(at))).join(''),
    );
  }
}

function* bullets(sentences: readonly string[], width: number, paint: Paint): Generator<string> {
  for (const sentence of sentences) {
    for (const [index, line] of wrap(visible(sentence), width - 2).entries()) {
      yield `${index === 0 ? paint('quiet', '•') : ' '} ${line}`;
    }
  }
}
