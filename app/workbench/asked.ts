import { factsOf, factText } from '../baseline';
import { extract, isUnreadable } from '../cloudtrail';

/**
 * The facts that judging a record asks the baseline for, as `dimension|value`: those of its access. Beside them it asks only for
 * coverage.
 */
export function factsAsked(raw: string): readonly string[] {
  const access = extract(raw);
  return isUnreadable(access) ? [] : factsOf(access).map(factText);
}
