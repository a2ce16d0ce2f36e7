import type { Problem } from '../problem';
import type { BuiltConf } from './conf';
import { correlationProblems } from './correlation';
import { nameProblems } from './names';
import { riskProblems } from './risk';
import { scheduleProblems } from './schedule';
import { storyProblems } from './story';

export { readBuiltConf } from './conf';
export type { BuiltConf } from './conf';

/**
 * What in the conf files of a built app Enterprise Security 7 or 8 would not read, would read otherwise than meant, or would do
 * unasked. The rules are those of its savedsearches.conf and analyticstories.conf as its own content is written.
 */
export function builtProblems(conf: BuiltConf): Problem[] {
  return [
    ...correlationProblems(conf),
    ...riskProblems(conf),
    ...scheduleProblems(conf),
    ...storyProblems(conf),
    ...nameProblems(conf),
  ];
}
