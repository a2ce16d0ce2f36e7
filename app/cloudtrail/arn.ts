/** `arn:<partition>:<service>:<region>:<account>:<resource>`, its parts as they stand (AWS General Reference, ARN format). */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  /** As it stands: perhaps empty, perhaps masked. */
  readonly account: string;
  readonly resource: string;
}

const ASSUMED_ROLE = 'assumed-role/';
const ACCOUNT_DIGITS = 12;
const ZERO = 0x30;
const NINE = 0x39;

/** Whether `value` is an AWS account id: twelve digits. */
export function isAccount(value: string): boolean {
  return value.length === ACCOUNT_DIGITS && areDigits(value, 0, ACCOUNT_DIGITS);
}

function areDigits(value: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const unit = value.charCodeAt(at);
    if (unit < ZERO || unit > NINE) return false;
  }
  return true;
}

/** Where the parts of an ARN begin, each behind a colon; for the ARN that was looked at last. */
const parts = { service: 0, region: 0, account: 0, resource: 0 };

/** Notes where the parts of `value` begin; false where it is no ARN. */
function isArn(value: string): boolean {
  if (!value.startsWith('arn:')) return false;
  const service = value.indexOf(':', 4) + 1;
  if (service < 6) return false;
  const region = value.indexOf(':', service) + 1;
  if (region < service + 2) return false;
  const account = value.indexOf(':', region) + 1;
  if (account === 0) return false;
  const resource = value.indexOf(':', account) + 1;
  if (resource === 0 || resource === value.length) return false;
  parts.service = service;
  parts.region = region;
  parts.account = account;
  parts.resource = resource;
  return true;
}

/** The parts of `value`, or undefined where it is no ARN. */
export function parseArn(value: string): Arn | undefined {
  if (!isArn(value)) return undefined;
  return {
    partition: value.slice(4, parts.service - 1),
    service: value.slice(parts.service, parts.region - 1),
    region: value.slice(parts.region, parts.account - 1),
    account: value.slice(parts.account, parts.resource - 1),
    resource: value.slice(parts.resource),
  };
}

/** The account inside an ARN; empty where there is none of twelve digits. */
export function accountOf(value: string): string {
  if (!isArn(value)) return '';
  const start = parts.account;
  const end = parts.resource - 1;
  return end - start === ACCOUNT_DIGITS && areDigits(value, start, end) ? value.slice(start, end) : '';
}

/** The partition of the first of `values` that is an ARN, else `aws`. Never by region: scrubbed records invent regions. */
export function partitionOf(...values: readonly string[]): string {
  for (const value of values) if (isArn(value)) return value.slice(4, parts.service - 1);
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
  return isArn(value) && value.startsWith('iam:', parts.service) && value.startsWith('role/', parts.resource);
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
  if (!value.startsWith('arn:')) return '';
  let at = 4;
  for (let colons = 0; colons < 4; colons += 1) {
    at = value.indexOf(':', at) + 1;
    if (at === 0) return '';
  }
  if (!value.startsWith(ASSUMED_ROLE, at)) return '';
  const slash = value.lastIndexOf('/');
  return slash < at + ASSUMED_ROLE.length ? '' : value.slice(slash + 1);
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
  const colon = principalId.indexOf(':');
  return colon === -1 ? principalId : principalId.slice(0, colon);
}
