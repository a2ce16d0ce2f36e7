/** Whom a role's trust policy lets in, as an analyst sees it: with the classes of the accounts. */
import type { Access } from '../cloudtrail';
import type { Admitted, TrustReading } from '../trust';
import type { AccountClass } from './tables';

/** An account's class, or undefined where no tables are at hand. */
export type ClassOf = (account: string) => AccountClass | '' | undefined;

/** One party that a trust policy lets in, and what that means. */
export interface TrustEntry {
  readonly kind: 'account' | 'anyone' | 'conditional' | 'provider' | 'service' | 'other';
  /** Account id, provider, service or principal; empty for anyone. */
  readonly name: string;
  /** Of `account`: its class. Of `provider`: that of the account whose provider it is, `external` for one in no account. */
  readonly class: AccountClass | '' | undefined;
  readonly guards: readonly string[];
}

const IDENTIFYING = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
]);

/** The role's own account is own, whether its trail is received or not. */
export function trustEntries(access: Access, admits: readonly Admitted[], classOf: ClassOf): TrustEntry[] {
  const known = (account: string): AccountClass | '' | undefined => {
    const accountClass = classOf(account);
    return accountClass !== undefined && account === access.targetAccount ? 'own' : accountClass;
  };
  return admits.flatMap((admitted) => entriesOf(admitted, known));
}
