import type { Content } from '../content';
import { rules } from '../content';
import { snakeCase } from '../names';
import { detectionPage, pageList } from './page';

/**
 * The pages of `docs/detections/`: one a detection and a list of them. Same content, same text.
 * @returns Markdown by file name
 */
export function detectionPages(content: Content): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', pageList(rules(content))],
    ...rules(content).map((rule): [string, string] => [
      `${snakeCase(rule.value.name)}.md`,
      detectionPage(rule, content),
    ]),
  ]);
}
