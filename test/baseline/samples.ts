/** Accesses and tables for tests, each from a plain base with what matters named. */
import type { Access } from '../../app/cloudtrail';
import { factTexts, NO_TABLES, seen } from '../../app/baseline';
import type { FactRow, ListedAccount, Tables } from '../../app/baseline';

export const OWN = '111122223333';
export const TOOLS = '777788889999';
export const STRANGER = '444455556666';
export const VENDOR = '222233334444';

/** 2026-03-02, and that day at 09:00 UTC. */
export const DAY = 20_514;
export const NOW = DAY * 86_400 + 9 * 3600;

export const DEPLOY = `arn:aws:iam::${TOOLS}:role/Deploy`;
export const ADMIN = `arn:aws:iam::${OWN}:role/Admin`;
export const NETWORK = '198.51.100.0/24';

export const SEED = 20_260_302;

/** A role of the tooling account takes a role of the production account. */
export function access(parts: Omit<Partial<Access>, 'detail'> & { detail?: Partial<Access['detail']> } = {}): Access {
  return {
    action: 'assume_role',
    outcome: 'success',
    caller: DEPLOY,
    callerType: 'role',
    callerAccount: TOOLS,
    delegate: '',
    target: ADMIN,
    targetAccount: OWN,
    session: 'ci',
    accessKey: '',
    issuedKey: '',
    relation: 'cross_account',
    view: 'caller',
    recipient: TOOLS,
    event: 'event-1',
    network: NETWORK,
    agent: 'aws-cli',
    ...parts,
    detail: { trustPolicy: '', policyArn: '', policyDocument: '', mfa: false, ...parts.detail },
  };
}

/** A call inside the production account, by its user alice. */
export function inside(parts: Parameters<typeof access>[0] = {}): Access {
  const alice = `arn:aws:iam::${OWN}:user/alice`;
  return access({
    caller: alice,
    callerType: 'user',
    callerAccount: OWN,
    target: alice,
    relation: 'same_account',
    view: '',
    recipient: OWN,
    ...parts,
  });
}

/** The role session of an account that no table knows, as the target's copy tells it. */
export function strange(parts: Parameters<typeof access>[0] = {}): Access {
  return access({
    caller: `${STRANGER}:AROAEXAMPLE`,
    callerType: 'account',
    callerAccount: STRANGER,
    view: 'target',
    recipient: OWN,
    ...parts,
  });
}

export interface TableParts {
  /** Days by fact text. */
  readonly facts?: Readonly<Record<string, readonly number[]>>;
  readonly coverage?: Readonly<Record<string, number>>;
  readonly dispositions?: Readonly<Record<string, 'approved' | 'rejected'>>;
  readonly own?: readonly string[];
  readonly aws?: readonly string[];
  readonly vendors?: Readonly<Record<string, string>>;
}

export function tables({
  facts = {},
  coverage = {},
  dispositions = {},
  own = [OWN, TOOLS],
  ...more
}: TableParts = {}): Tables {
  const baseline = new Map<string, FactRow>();
  for (const [text, days] of Object.entries(facts)) {
    baseline.set(text, { first_seen: (days[0] ?? 0) * 86_400, last_seen: (days.at(-1) ?? 0) * 86_400, days });
  }
  for (const [account, first] of Object.entries(coverage)) baseline.set(`coverage|${account}`, seen(first));
  return {
    ...NO_TABLES,
    baseline,
    dispositions: new Map(Object.entries(dispositions)),
    accounts: new Map<string, ListedAccount>([
      ...own.map((account) => [account, { name: '', class: 'own' }] as const),
      ...(more.aws ?? []).map((account) => [account, { name: '', class: 'aws' }] as const),
    ]),
    vendors: new Map(Object.entries(more.vendors ?? {})),
  };
}

/** The days given, for each fact of the list. */
export function known(facts: readonly string[], days: readonly number[]): Record<string, readonly number[]> {
  return Object.fromEntries(facts.map((text) => [text, days]));
}

/** The texts of the dimensions of an access. */
export function dimensions(of: Access): string[] {
  return factTexts(of).filter((text) => !text.startsWith('coverage|'));
}
