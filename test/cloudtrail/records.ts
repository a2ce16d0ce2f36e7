import { extract, isUnreadable } from '../../app/cloudtrail';
import type { Access } from '../../app/cloudtrail';

/** The three accounts of the examples: ours, theirs, and one that acts for another. */
export const OWN = '111122223333';
export const OTHER = '444455556666';
export const THIRD = '777788889999';

export const ALICE = `arn:aws:iam::${OWN}:user/alice`;
export const ADMIN = `arn:aws:iam::${OTHER}:role/Admin`;

export type Fields = Record<string, unknown>;

/** IAM user alice of the own account. */
export function alice(more: Fields = {}): Fields {
  return {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLEALICE',
    arn: ALICE,
    accountId: OWN,
    accessKeyId: 'AKIAEXAMPLE',
    userName: 'alice',
    ...more,
  };
}

/** A session of the role team/Deploy in the own account. */
export function deploy(more: Fields = {}): Fields {
  return {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLEDEPLOY:build-17',
    arn: `arn:aws:sts::${OWN}:assumed-role/Deploy/build-17`,
    accountId: OWN,
    accessKeyId: 'ASIAEXAMPLE',
    sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${OWN}:role/team/Deploy`, accountId: OWN } },
    ...more,
  };
}

/** A call of `eventName` at sts, signin or iam by alice, seen by the own account. */
export function call(eventName: string, more: Fields = {}): Fields {
  return {
    eventSource: `${serviceOf(eventName)}.amazonaws.com`,
    eventName,
    eventID: 'event-1',
    userIdentity: alice(),
    recipientAccountId: OWN,
    ...more,
  };
}

function serviceOf(eventName: string): string {
  if (eventName === 'SwitchRole') return 'signin';
  return /^Assume|Token$/.test(eventName) ? 'sts' : 'iam';
}

/** The access of a record that must be readable. */
export function read(record: unknown): Access {
  const access = extract(JSON.stringify(record));
  if (isUnreadable(access)) throw new Error(access.error);
  return access;
}

/** Caller columns of the access. */
export function callerOf(record: unknown): Pick<Access, 'caller' | 'callerType' | 'callerAccount'> {
  const { caller, callerType, callerAccount } = read(record);
  return { caller, callerType, callerAccount };
}

/** Target columns of the access, as a pair. */
export function targetOf(record: unknown): readonly [target: string, account: string] {
  const { target, targetAccount } = read(record);
  return [target, targetAccount];
}
