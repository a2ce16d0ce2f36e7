import { accountOf, sessionOf } from '../../app/cloudtrail';

/** What the view Investigate is asked about. */
export interface Question {
  readonly kind: 'event' | 'session' | 'role' | 'account_pair';
  readonly value: string;
  /** Where it comes from, for people. */
  readonly from: 'worst finding' | 'busiest';
}

/** The questions that the worst finding leads to that has an answer to all of them. @param findings rows of `crossaccount_findings` */
export function worstFinding(findings: Iterable<ReadonlyMap<string, string>>): Question[] {
  let [worst, highest]: [ReadonlyMap<string, string> | undefined, number] = [undefined, -1];
  for (const finding of findings) {
    const score = Number(text(finding, 'xa_score'));
    const isWhole = ['xa_event', 'xa_session', 'xa_target'].every((field) => text(finding, field) !== '');
    if (!isWhole || text(finding, 'xa_relation') !== 'cross_account' || score <= highest) continue;
    [worst, highest] = [finding, score];
  }
  if (worst === undefined) throw new Error('No finding names an event, a session and a role of another account.');
  const pair = `${text(worst, 'xa_caller_account')} > ${text(worst, 'xa_target_account')}`;
  const from = 'worst finding';
  return [
    { kind: 'event', value: text(worst, 'xa_event').split('\n')[0] ?? '', from },
    { kind: 'session', value: text(worst, 'xa_session'), from },
    { kind: 'role', value: text(worst, 'xa_target'), from },
    { kind: 'account_pair', value: pair, from },
  ];
}

const text = (row: ReadonlyMap<string, string>, field: string): string => row.get(field) ?? '';

/** The session, the role and the pair of accounts that most records name. @param records parsed CloudTrail records */
export function busiest(records: Iterable<unknown>): Question[] {
  const [sessions, roles, pairs] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  for (const record of records) {
    count(sessions, sessionOf(textAt(record, 'userIdentity', 'arn')));
    const role = textAt(record, 'requestParameters', 'roleArn');
    const [caller, target] = [textAt(record, 'userIdentity', 'accountId'), accountOf(role)];
    if (caller === '' || target === '' || caller === target) continue;
    count(roles, role);
    count(pairs, `${caller} > ${target}`);
  }
  return [
    { kind: 'session', value: most(sessions), from: 'busiest' },
    { kind: 'role', value: most(roles), from: 'busiest' },
    { kind: 'account_pair', value: most(pairs), from: 'busiest' },
  ];
}

function count(counts: Map<string, number>, value: string): void {
  if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
}

function most(counts: ReadonlyMap<string, number>): string {
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  if (first === undefined) throw new Error('The records name no session, or no role of another account.');
  return first[0];
}

/** A text in a record; empty where there is none. */
function textAt(record: unknown, ...names: readonly string[]): string {
  let found = record;
  for (const name of names) {
    if (typeof found !== 'object' || found === null) return '';
    found = Object.entries(found).find(([key]) => key === name)?.[1];
  }
  return typeof found === 'string' ? found : '';
}
