import { writeRow } from '../protocol';
import { dictionary, listIn, type Finding } from './finding';
import { visible } from './text';

/**
 * The findings as CSV for people: a header and one row a finding, multivalues one below the other in their cell, what a spreadsheet
 * would run as a formula made text with a `'`, what a terminal would act on made visible.
 */
export function* csvLines(findings: readonly Finding[]): Generator<string> {
  const columns = new Set<string>(['detection', '_time', ...dictionary]);
  for (const finding of findings) for (const column of finding.keys()) columns.add(column);
  yield writeRow([...columns].map(visible), { neutralizeFormulas: true });
  for (const finding of findings) {
    const cells = [...columns].map((column) => listIn(finding, column).map(visible).join('\n'));
    yield writeRow(cells, { neutralizeFormulas: true });
  }
}
