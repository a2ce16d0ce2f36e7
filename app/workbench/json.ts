import type { Finding } from './finding';
import { visibleJson } from './text';

/** One finding a line, as JSON in plain ASCII where a terminal could be deceived. */
export function* jsonLines(findings: readonly Finding[]): Generator<string> {
  for (const finding of findings) {
    const members = Array.from(finding, ([column, cell]) => `${visibleJson(column)}:${visibleJson(cell)}`);
    yield `{${members.join(',')}}\n`;
  }
}
