/** What a change of a trust policy let in. */
import type { Guard } from './keys';
import { isOfAws, isWhole } from './principals';
import type { Admitted } from './principals';
import { covers, hasWildcard } from './wildcard';

/**
 * Those whom the second policy lets in and the first did not, or only under a guard that is gone or now accepts more. Whom a Deny
 * of the first kept from anyone is not among them, since anyone came in already.
 *
 * @param before - whom the policy let in; none for a new role
 */
export function newlyAdmitted(before: readonly Admitted[], after: readonly Admitted[]): Admitted[] {
  return after.filter((one) => !before.some((other) => letsIn(other, one)));
}

/** Whether whoever comes as the second came as the first, too. */
function letsIn(first: Admitted, second: Admitted): boolean {
  return (
    isPartOf(second, first) && first.guards.every((guard) => second.guards.some((other) => isWithin(other, guard)))
  );
}

function isPartOf(who: Admitted, whole: Admitted): boolean {
  if (whole.principal === '*' && isOfAws(whole)) return isOfAws(who);
  if (who.principal === whole.principal && who.account === whole.account) return true;
  if (!isOfAws(who) || !isOfAws(whole) || who.account !== whole.account) return false;
  return (
    isWhole(whole.principal, whole.account) ||
    (hasWildcard(whole.principal) && coversPattern(whole.principal, who.principal))
  );
}

function isWithin(guard: Guard, other: Guard): boolean {
  if (guard.key !== other.key) return false;
  return guard.values.every((value) =>
    other.values.some((wider) => value === wider || (other.wild && coversPattern(wider, value))),
  );
}

/** A star covers whatever the other pattern stands for; a question mark does not cover its star. */
function coversPattern(pattern: string, other: string): boolean {
  return covers(pattern, other) && !(pattern.includes('?') && hasWildcard(other));
}
