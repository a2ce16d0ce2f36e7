/** `arn:<partition>:<service>:<region>:<account>:<resource>`, its parts as they stand (AWS General Reference, ARN format). */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  /** As it stands: perhaps empty, perhaps masked. */
  readonly account: string;
  readonly resource: string;
}

/** Whether `value` is an AWS account id: twelve digits. */
export function isAccount(value: string): boolean {
  return /^\d{12}$/.test(value);
}

/** The parts of `value`, or undefined where it is no ARN. */
export function parseArn(value: string): Arn | undefined {
  const parts = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s.exec(value);
  if (parts === null) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = parts;
  return { partition, service, region, account, resource };
}

/** The account inside an ARN; empty where there is none of twelve digits. */
export function accountOf(value: string): string {
  const account = parseArn(value)?.account ?? '';
  return isAccount(account) ? account : '';
}

/** The partition of the first of `values` that is an ARN, else `aws`. Never by region: scrubbed records invent regions. */
export function partitionOf(...values: readonly string[]): string {
  for (const value of values) {
    const arn = parseArn(value);
    if (arn !== undefined) return arn.partition;
  }
  return 'aws';
}

/** An IAM ARN; empty where the account or the resource is unknown. A masked account stays as it stands. */
export function iamArn(partition: string, account: string, kind: 'role' | 'user', name: string): string {
  return account === '' || name === '' ? '' : `arn:${partition}:iam::${account}:${kind}/${name}`;
}

/** ARN and role name of `arn:...:assumed-role/<role>/<session>`, or undefined for any other ARN. */
function assumedRole(value: string): { readonly arn: Arn; readonly role: string } | undefined {
  const arn = parseArn(value);
  const role = /^assumed-role\/(.+?)(?:\/[^/]*)?$/s.exec(arn?.resource ?? '')?.[1];
  return arn === undefined || role === undefined ? undefined : { arn, role };
}

/** Whether `value` is the ARN of an IAM role. */
export function isRole(value: string): boolean {
  const arn = parseArn(value);
  return arn?.service === 'iam' && arn.resource.startsWith('role/');
}

/**
 * The role of an ARN: a role stands for itself, path kept; a role session gives its role, whose path the session's ARN does
 * not tell. Empty for anything else.
 *
 * @param partition - where the role is to be written; the partition of `value` unless given
 */
export function roleOf(value: string, partition?: string): string {
  const session = assumedRole(value);
  if (session !== undefined)
    return iamArn(partition ?? session.arn.partition, session.arn.account, 'role', session.role);
  return isRole(value) ? value : '';
}

/**
 * The session name of a role session's ARN, what follows its last slash; empty for any other ARN. The parts before it need
 * not be right: real records have `arn:aws::sts:<account>:assumed-role/<role>/<session>`.
 */
export function sessionOf(value: string): string {
  return /^arn:(?:[^:]*:){4}assumed-role\/.*\/([^/]*)$/s.exec(value)?.[1] ?? '';
}

/** What follows the last slash of `value`; all of it where it has none. */
export function lastPart(value: string): string {
  return value.slice(value.lastIndexOf('/') + 1);
}

/** A role's ARN without its path, `arn:aws:iam::111122223333:role/team/Deploy` as `...:role/Deploy`; anything else as it stands. */
export function withoutPath(value: string): string {
  const name = lastPart(value);
  return isRole(value) && name !== '' ? `${value.slice(0, value.indexOf(':role/'))}:role/${name}` : value;
}

/** `principalId` up to its colon: the stable key (`AROA...`, `AIDA...`) before a session's name. */
export function principalKey(principalId: string): string {
  return principalId.split(':', 1)[0] ?? '';
}
