/** What a condition leaves of someone who is let in. */
import type { Test } from './conditions';
import { guardOf, sorted } from './keys';
import type { Guard } from './keys';
import { accountOf, awsPrincipal, isAccount, isOfAws } from './principals';
import type { Admitted } from './principals';
import { fixesTenant, issuerOf } from './providers';
import { covers, coversAll, hasWildcard, matches } from './wildcard';

/** Every request of a principal of AWS has these. */
const ALWAYS = new Set(['aws:principalarn', 'aws:principalaccount', 'aws:principalisawsservice', 'aws:userid']);
/** More principals than these in one condition are told as a condition, not each by itself. */
const MOST = 100;

/**
 * Those of whom a test leaves some, never fewer than come in truth: nobody, the same, the same with a guard, or the
 * principals that the test names. The very same object where the test narrows nothing.
 */
export function narrowed(who: Admitted, test: Test): readonly Admitted[] {
  if (test.kind === 'unknown') return [who];
  if (!test.positive) return isAmong(who, test) ? [] : [who];
  switch (test.key) {
    case 'aws:principalarn':
      return isOfAws(who) ? narrowedToArns(who, test) : guarded(who, test);
    case 'aws:principalaccount':
      return isOfAws(who) ? narrowedToAccounts(who, test) : guarded(who, test);
    case 'aws:principalisawsservice':
      return narrowedToServices(who, test);
    case 'aws:principalservicename':
      if (who.scope !== 'service') return guarded(who, test);
      return test.absent || test.values.some((value) => covers(value, who.principal)) ? [who] : [];
    default:
      return guarded(who, test);
  }
}

/** Whether a test that is met by all but its values is met by none of these; only where that is sure. */
function isAmong(who: Admitted, { key, values, wild }: Test): boolean {
  if (!isOfAws(who) || who.account === '') return false;
  const among = (text: string): boolean => values.some((value) => (wild ? matches(value, text) : value === text));
  if (key === 'aws:principalaccount') return among(who.account);
  if (key !== 'aws:principalarn') return false;
  if (who.scope === 'role' || who.scope === 'user') return !hasWildcard(who.principal) && among(who.principal);
  // Only a pattern that covers all of an account covers a resource of no kind.
  return among(`arn:aws:iam::${who.account}:\u0001`);
}

function narrowedToAccounts(who: Admitted, test: Test): readonly Admitted[] {
  const { values } = test;
  if (who.account !== '') {
    return values.some((value) => covers(value, who.account)) ? [who] : guardedByVariable(who, test);
  }
  if (who.principal !== '*' || values.length > MOST || !values.every(isAccount)) return guarded(who, test);
  return sorted(values).map((value) => ({ ...awsPrincipal(value), guards: who.guards }));
}

function narrowedToArns(who: Admitted, test: Test): readonly Admitted[] {
  const { values } = test;
  if (values.some(coversAll)) return [who];
  if (who.account === '') {
    const named = sorted(values).map(awsPrincipal);
    const isTold = who.principal === '*' && named.length <= MOST && named.every(({ account }) => account !== '');
    return !isTold ? guarded(who, test) : named.map((principal) => ({ ...principal, guards: who.guards }));
  }
  const possible = values.filter((value) => mayName(value, who));
  if (possible.length === 0) return guardedByVariable(who, test);
  const [value = ''] = possible;
  if (who.scope !== 'account') return hasWildcard(who.principal) ? guarded(who, { ...test, values: possible }) : [who];
  if (possible.length > 1 || accountOf(value) === '') return guarded(who, { ...test, values: possible });
  return [{ ...awsPrincipal(value), guards: who.guards }];
}

/** A session is known by the arn of its role, whose path it does not tell; so only the account decides. */
function mayName(value: string, { scope, account, principal }: Admitted): boolean {
  if ((scope === 'role' || scope === 'user') && !hasWildcard(principal)) return covers(value, principal);
  const [, , , , named] = value.split(':', 5);
  return named === undefined ? value.includes('*') : covers(named, account);
}

/** The role's own account, for one that the values do not name. */
function guardedByVariable(who: Admitted, test: Test): readonly Admitted[] {
  return test.values.some((value) => value.startsWith('${')) ? guarded(who, test) : [];
}

function narrowedToServices(who: Admitted, test: Test): readonly Admitted[] {
  const mayBe = (text: string): boolean => test.values.some((value) => covers(value, text));
  if (who.scope === 'service') return test.absent || mayBe('true') ? [who] : [];
  if (!isOfAws(who) || mayBe('false')) return [who];
  return who.account === '' ? guarded(who, test) : [];
}

/** With the guard that the test is, where one cannot come without the key. */
function guarded(who: Admitted, test: Test): readonly Admitted[] {
  if (test.absent && !(isOfAws(who) && ALWAYS.has(test.key))) return [who];
  const guard = who.scope === 'federated' ? claimOf(who, test) : guardOf(test);
  return guard === undefined ? [who] : [{ ...who, guards: [...who.guards, guard] }];
}

/** A provider's own claim is a guard; a claim of another provider is never told by this one, so it is none. */
function claimOf({ principal }: Admitted, test: Test): Guard | undefined {
  if (principal === '*') return guardOf(test);
  const { key, values, wild } = test;
  const at = Math.max(key.lastIndexOf(':'), 0);
  if (key.slice(0, at) !== (issuerOf(principal) || 'saml')) {
    const guard = guardOf(test);
    return guard?.kind === 'claim' ? undefined : guard;
  }
  if (wild && values.some(coversAll)) return undefined;
  const kind = fixesTenant(principal, key.slice(at + 1), values, wild) ? 'tenant' : 'claim';
  return { kind, key, values: sorted(values), wild };
}
