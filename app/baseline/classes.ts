/** Whose account it is, by what the tables know. A class moves the score, never the status. */
import { coverageText } from './facts';
import type { AccountClass, Tables } from './tables';

/**
 * `own`: its trail is received, or it is listed as own. `vendor`: in the vendor list, or listed so. `aws`: listed as AWS's.
 * Else `external`. Empty for an empty account.
 */
export function accountClass(account: string, tables: Tables): AccountClass | '' {
  if (account === '') return '';
  const listed = tables.accounts.get(account)?.class;
  if (listed === 'own' || tables.baseline.has(coverageText(account))) return 'own';
  if (listed === 'vendor' || tables.vendors.has(account)) return 'vendor';
  return listed === 'aws' ? 'aws' : 'external';
}

/** The vendor's name of a vendor's account; empty for every other. */
export function vendorName(account: string, tables: Tables): string {
  if (accountClass(account, tables) !== 'vendor') return '';
  return tables.vendors.get(account) ?? tables.accounts.get(account)?.name ?? '';
}
