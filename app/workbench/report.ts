import type { Format } from './arguments';
import { card, type CardStyle } from './cards';
import { csvLines } from './csv';
import { jsonLines } from './json';
import { summaryLines, type Summary } from './summary';
import { counted } from './text';

/**
 * The report in one of the formats, piece by piece. `table` ends with the summary, as a person reads it; `json` and `csv` hold findings
 * only, so that programs can read them.
 * @param summary its findings in the order in which they are to be printed
 */
export function* report(format: Format, summary: Summary, style: CardStyle): Generator<string> {
  switch (format) {
    case 'json':
      yield* jsonLines(summary.findings);
      return;
    case 'csv':
      yield* csvLines(summary.findings);
      return;
    case 'table':
      yield* tableLines(summary, style);
  }
}

function* tableLines(summary: Summary, style: CardStyle): Generator<string> {
  const { findings } = summary;
  const title = findings.length === 0 ? 'No findings' : `${counted(findings.length, 'finding')}, worst first`;
  yield `${style.paint('strong', title)}\n\n`;
  for (const finding of findings) {
    for (const line of card(finding, style)) yield `${line}\n`;
    yield '\n';
  }
  for (const line of summaryLines(summary, style.width, style.paint)) yield `${line}\n`;
}
