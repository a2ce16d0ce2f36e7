import { readCsv } from '../protocol';
import { amount, counted, visible } from './text';

/** What is known about the data when all is replayed. */
export interface DataSeen {
  /** The facts of the run and of the work folder, as `dimension|value`; those of accounts are enough. */
  readonly facts: Pick<ReadonlySet<string>, 'keys'>;
  /** Whether any record names these calls. */
  readonly assumeRole: boolean;
  readonly sessionToken: boolean;
  /** Days with events, and days from the first to the last. */
  readonly days: number;
  readonly span: number;
  readonly accountsListed: number;
  readonly vendorsListed: number;
}

const shownAccounts = 6;
const coverage = 'coverage';
const callerAccount = 'caller_account';

/** Of a baseline as CSV the facts of accounts, as `dimension|value`. */
export function accountFactsIn(csv: string): Set<string> {
  const { columns, rows } = readCsv(csv);
  const [dimensionAt, valueAt] = [columns.indexOf('dimension'), columns.indexOf('value')];
  const facts = new Set<string>();
  for (const row of rows) {
    const dimension = row[dimensionAt];
    if (dimension === coverage || dimension === callerAccount) facts.add(`${dimension}|${row[valueAt] ?? ''}`);
  }
  return facts;
}

/** What the data cannot show, and what to do about it: one sentence each. */
export function lacksOf(seen: DataSeen): string[] {
  const covered = valuesOf(seen.facts, coverage);
  const callers = [...valuesOf(seen.facts, callerAccount)].filter((account) => !covered.has(account)).sort();
  const lacks: string[] = [];
  if (covered.size === 0) {
    lacks.push('No record says whose trail delivered it (recipientAccountId), so no account counts as your own.');
  }
  if (callers.length > 0) {
    const named = callers.slice(0, shownAccounts).map(visible).join(', ');
    const more = callers.length > shownAccounts ? ` and ${amount(callers.length - shownAccounts)} more` : '';
    lacks.push(
      `${counted(callers.length, 'account is', 'accounts are')} seen only as callers, without a trail of their own: ${named}${more}. ` +
        'If they are yours, add their trails or list them; what they were denied elsewhere is not in the data.',
    );
  }
  if (!seen.assumeRole) {
    lacks.push(
      'No AssumeRole call is in the data: a trail of write-only events loses it, as CloudTrail counts it as read-only.',
    );
  }
  if (!seen.sessionToken) {
    lacks.push(
      'No GetSessionToken or GetFederationToken call is in the data: write-only trails lose them, and the Splunk Add-on for AWS drops them by default.',
    );
  }
  if (seen.days < seen.span) {
    lacks.push(
      `${counted(seen.span - seen.days, 'day', 'days')} of ${amount(seen.span)} between the first and the last event have no events.`,
    );
  }
  if (seen.accountsListed === 0) {
    lacks.push(
      "No accounts are listed: import your organisation's with npm run import:accounts, or put crossaccount_accounts.csv (account_id,name,class) into the --work folder.",
    );
  }
  if (seen.vendorsListed === 0) {
    lacks.push(
      'Only the vendors that the app ships are listed: import a list with npm run import:accounts, or put crossaccount_vendors.csv (account_id,vendor) into the --work folder.',
    );
  }
  return lacks;
}

function valuesOf(facts: DataSeen['facts'], dimension: string): Set<string> {
  const start = `${dimension}|`;
  const values = new Set<string>();
  for (const fact of facts.keys()) if (fact.startsWith(start)) values.add(fact.slice(start.length));
  return values;
}
