/** Whom the trust policy of a created or changed role lets in, by the classes of the accounts. */
import type { Access } from '../cloudtrail';
import { readTrust } from '../trust';
import type { Admitted, TrustReading } from '../trust';
import type { SignalName } from './signals';
import type { AccountClass } from './tables';
import { shown } from './text';

/** An account's class. */
export type ClassOf = (account: string) => AccountClass | '';

export type TrustSignal = Extract<SignalName, `trust_${string}`>;

/**
 * Condition keys that say who may come, without case. Others (an address, a second factor, an external id, which the caller
 * states itself) narrow, but leave it open to anyone.
 */
const IDENTIFYING = ['aws:principalaccount', 'aws:principalarn', 'aws:principalorgid', 'aws:principalorgpaths'];

const ORDER = ['anyone', 'anyone_if', 'external', 'vendor', 'aws', 'own', 'account', 'federated', 'service', 'other'];

/** The trust policy that a create_role or update_trust sets; undefined on any other action and where the call set none. */
export function readRoleTrust(access: Access): TrustReading | undefined {
  if (access.action !== 'create_role' && access.action !== 'update_trust') return undefined;
  const document = access.detail.trustPolicy;
  return document === '' && access.outcome !== 'success' ? undefined : readTrust(document);
}

/**
 * The values of `xa_trust`, distinct and in a fixed order: `anyone`, `anyone_if:<condition keys>`, `<class>:<account>`
 * (`account:<id>` without tables), `federated:<provider>`, `service:<name>`, `other:<principal>`; then `no_external_id` when
 * an account from outside is let in without one; `unreadable` alone when the document cannot be read.
 *
 * @param classOf - undefined where no tables are at hand
 */
export function xaTrust(access: Access, reading: TrustReading | undefined, classOf: ClassOf | undefined): string[] {
  if (reading === undefined) return [];
  if ('error' in reading) return ['unreadable'];
  const values = new Set<string>();
  let needsId = false;
  for (const admitted of reading.admits) {
    for (const value of valuesOf(access, admitted, classOf)) values.add(shown(value));
    needsId ||= lacksExternalId(access, admitted, classOf);
  }
  const sorted = [...values].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return needsId ? [...sorted, 'no_external_id'] : sorted;
}

/** The signals of a trust policy, each with the distinct names that raise it. */
export function trustSignals(
  access: Access,
  reading: TrustReading | undefined,
  classOf: ClassOf,
): ReadonlyMap<TrustSignal, readonly string[]> {
  const signals = new Map<TrustSignal, string[]>();
  if (reading === undefined) return signals;
  if ('error' in reading) return signals.set('trust_unreadable', [reading.error]);
  const add = (signal: TrustSignal, name: string): void => {
    const names = signals.get(signal) ?? [];
    if (!names.includes(name)) signals.set(signal, [...names, name]);
  };
  for (const admitted of reading.admits) {
    const signal = signalOf(access, admitted, classOf);
    if (signal !== undefined) add(signal, nameOf(admitted));
    if (lacksExternalId(access, admitted, classOf)) add('trust_no_external_id', nameOf(admitted));
  }
  return signals;
}

function signalOf(access: Access, admitted: Admitted, classOf: ClassOf): TrustSignal | undefined {
  switch (admitted.kind) {
    case 'anyone':
      return identifies(admitted.guards) ? 'trust_conditional' : 'trust_anyone';
    case 'account': {
      const accountClass = classIn(access, admitted.account, classOf);
      return accountClass === 'own' || accountClass === '' ? undefined : `trust_${accountClass}`;
    }
    case 'federated':
      if (admitted.account === '') return isBareAndOpen(admitted) ? 'trust_anyone' : 'trust_conditional';
      return classIn(access, admitted.account, classOf) === 'own' ? undefined : 'trust_provider';
    case 'service':
    case 'other':
      return undefined;
  }
}

function valuesOf(access: Access, admitted: Admitted, classOf: ClassOf | undefined): string[] {
  switch (admitted.kind) {
    case 'anyone':
      return admitted.guards.length === 0 ? ['anyone'] : [`anyone_if:${distinctKeys(admitted.guards).join(',')}`];
    case 'account': {
      const prefix = classOf === undefined ? 'account' : classIn(access, admitted.account, classOf);
      return [`${prefix}:${admitted.account}`];
    }
    case 'federated': {
      const provider = `federated:${admitted.provider}`;
      return isBareAndOpen(admitted) ? ['anyone', provider] : [provider];
    }
    case 'service':
      return [`service:${admitted.service}`];
    case 'other':
      return [`other:${admitted.principal}`];
  }
}

/** An account from outside is let in, and whoever acts for it needs no external id. */
function lacksExternalId(access: Access, admitted: Admitted, classOf: ClassOf | undefined): boolean {
  if (admitted.kind !== 'account' || admitted.guards.some((key) => key.toLowerCase() === 'sts:externalid')) {
    return false;
  }
  if (classOf === undefined) return admitted.account !== access.targetAccount;
  const accountClass = classIn(access, admitted.account, classOf);
  return accountClass === 'external' || accountClass === 'vendor';
}

/** The role's own account is own, whether its trail is received or not. */
function classIn(access: Access, account: string, classOf: ClassOf): AccountClass | '' {
  return account === access.targetAccount ? 'own' : classOf(account);
}

/** A public provider (accounts.google.com) lets in all its users, unless the policy names the application or the subject. */
function isBareAndOpen(admitted: Extract<Admitted, { kind: 'federated' }>): boolean {
  if (admitted.account !== '') return false;
  return !admitted.guards.some((key) => /:(?:aud|sub)$/i.test(key));
}

function identifies(guards: readonly string[]): boolean {
  return guards.some((key) => IDENTIFYING.includes(key.toLowerCase()));
}

function nameOf(admitted: Admitted): string {
  switch (admitted.kind) {
    case 'anyone':
      return admitted.guards.length === 0 ? 'without a condition' : `if ${distinctKeys(admitted.guards).join(', ')}`;
    case 'account':
      return admitted.principal;
    case 'federated':
      return admitted.provider;
    case 'service':
      return admitted.service;
    case 'other':
      return admitted.principal;
  }
}

function distinctKeys(guards: readonly string[]): string[] {
  return [...new Set(guards)].sort();
}

function rank(value: string): number {
  return ORDER.indexOf(value.split(':', 1)[0] ?? '');
}
