/** Whom the trust policy of a created or changed role lets in, by the classes of the accounts. */
import type { Access } from '../cloudtrail';
import { readTrust } from '../trust';
import type { Admitted, GuardKind, TrustReading } from '../trust';
import type { SignalName } from './signals';
import type { AccountClass } from './tables';
import { listed, shown } from './text';

/** An account's class. */
export type ClassOf = (account: string) => AccountClass | '';

export type TrustSignal = Extract<SignalName, `trust_${string}`>;

/**
 * Guards that say who may come. Others (an address, a second factor, an external id, which the caller states itself, a role's
 * name in whatever account) narrow, but leave it open to anyone.
 */
const IDENTIFYING: readonly GuardKind[] = ['organisation', 'principal', 'source'];

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
  switch (admitted.scope) {
    case 'anyone':
    case 'organisation':
      return admitted.guards.some(({ kind }) => IDENTIFYING.includes(kind)) ? 'trust_conditional' : 'trust_anyone';
    case 'account':
    case 'role':
    case 'user':
    case 'session': {
      const accountClass = classIn(access, admitted.account, classOf);
      return accountClass === 'own' || accountClass === '' ? undefined : `trust_${accountClass}`;
    }
    case 'federated':
      if (admitted.account !== '' && classIn(access, admitted.account, classOf) !== 'own') return 'trust_provider';
      return tenantsOf(admitted).length > 0 ? 'trust_conditional' : undefined;
    case 'service':
    case 'other':
      return undefined;
  }
}

function valuesOf(access: Access, admitted: Admitted, classOf: ClassOf | undefined): string[] {
  const { scope, account, principal, guards } = admitted;
  switch (scope) {
    case 'anyone':
    case 'organisation':
      if (principal !== '*') return ['anyone', `federated:${principal}`];
      return guards.length === 0 ? ['anyone'] : [`anyone_if:${keysOf(admitted).join(',')}`];
    case 'account':
    case 'role':
    case 'user':
    case 'session':
      return [`${classOf === undefined ? 'account' : classIn(access, account, classOf)}:${account}`];
    case 'federated':
    case 'service':
    case 'other':
      return [`${scope}:${principal}`];
  }
}

/** An account from outside is let in, and whoever acts for it needs no external id. */
function lacksExternalId(access: Access, admitted: Admitted, classOf: ClassOf | undefined): boolean {
  const { scope, account, guards } = admitted;
  const signsIn = scope === 'account' || scope === 'role' || scope === 'user' || scope === 'session';
  if (!signsIn || guards.some(({ kind }) => kind === 'external_id')) return false;
  if (classOf === undefined) return account !== access.targetAccount;
  const accountClass = classIn(access, account, classOf);
  return accountClass === 'external' || accountClass === 'vendor';
}

/** The role's own account is own, whether its trail is received or not. */
function classIn(access: Access, account: string, classOf: ClassOf): AccountClass | '' {
  return account === access.targetAccount ? 'own' : classOf(account);
}

function nameOf(admitted: Admitted): string {
  const { principal } = admitted;
  if (principal === '*') {
    return admitted.guards.length === 0 ? 'without a condition' : `if ${keysOf(admitted).join(', ')}`;
  }
  const tenants = tenantsOf(admitted);
  return tenants.length === 0 ? principal : `${principal} for ${listed(tenants)}`;
}

/** What the token of a shared provider has to say. */
function tenantsOf({ guards }: Admitted): string[] {
  return guards.flatMap(({ kind, values }) => (kind === 'tenant' ? values : []));
}

function keysOf({ guards }: Admitted): string[] {
  return [...new Set(guards.map(({ key }) => key))].sort();
}

function rank(value: string): number {
  return ORDER.indexOf(value.split(':', 1)[0] ?? '');
}
