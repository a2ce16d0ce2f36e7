import type { CallerType } from './access';
import { assumesRole } from './action';
import type { NamedAction } from './action';
import { accountOf, iamArn, isAccount, parseArn, partitionOf, principalKey, roleOf, sessionOf } from './arn';
import { Path } from './record';
import type { CloudTrailRecord } from './record';

/** Who called; every string is empty where the record does not say. */
export interface Caller {
  /** The stable principal: an ARN, `<account>:<principal key>`, a service, or a provider and subject. */
  readonly principal: string;
  readonly type: CallerType;
  /** Twelve digits or empty. */
  readonly account: string;
  readonly session: string;
  /** `userIdentity.arn` as it stands. */
  readonly arn: string;
  /** `userIdentity.userName` as it stands. */
  readonly userName: string;
}

type Principal = Pick<Caller, 'principal' | 'type'>;

/** Reads the caller of a record whose event name is the action `named`, or none of the named ones. */
export function readCaller(record: CloudTrailRecord, named: NamedAction | undefined): Caller {
  const { principal, type } = named === 'switch_role' ? switchedFrom(record) : identified(record);
  return {
    principal,
    type,
    account: callerAccount(record, named, { principal, type }),
    session: sessionName(record, named, type),
    arn: record.text(Path['userIdentity.arn']),
    userName: record.text(Path['userIdentity.userName']),
  };
}

/** A console role switch is recorded as the role that was entered; who entered it stands in `SwitchFrom`. */
function switchedFrom(record: CloudTrailRecord): Principal {
  const from = record.text(Path['additionalEventData.SwitchFrom']);
  return { principal: roleOf(from) || from, type: typeOfArn(from) };
}

function typeOfArn(value: string): CallerType {
  const resource = parseArn(value)?.resource ?? '';
  if (resource === 'root') return 'root';
  if (resource.startsWith('user/')) return 'user';
  if (resource.startsWith('federated-user/')) return 'federated';
  return roleOf(value) === '' ? 'unknown' : 'role';
}

function identified(record: CloudTrailRecord): Principal {
  const arn = record.text(Path['userIdentity.arn']);
  const invokedBy = record.text(Path['userIdentity.invokedBy']);
  switch (record.text(Path['userIdentity.type'])) {
    case 'IAMUser':
      return { type: 'user', principal: arn || userArn(record) || principalId(record) };
    case 'AssumedRole':
    case 'Role':
      return { type: 'role', principal: issuer(record) || roleOf(arn) || principalKey(principalId(record)) };
    case 'Root':
      return { type: 'root', principal: rootArn(record) };
    case 'FederatedUser':
      return { type: 'federated', principal: issuer(record) || arn || principalId(record) };
    case 'SAMLUser':
    case 'WebIdentityUser':
      return { type: 'federated', principal: joined(record) || principalId(record) };
    case 'IdentityCenterUser':
      return { type: 'federated', principal: identityCenterUser(record) || principalId(record) };
    case 'AWSAccount':
      return accountPrincipal(record);
    case 'AWSService':
      return { type: 'service', principal: invokedBy || record.text(Path.sourceIPAddress) };
    case '':
      if (invokedBy !== '') return { type: 'service', principal: invokedBy };
      return { type: 'unknown', principal: arn || principalId(record) };
    default:
      return { type: 'unknown', principal: arn || principalId(record) };
  }
}

function principalId(record: CloudTrailRecord): string {
  return record.text(Path['userIdentity.principalId']);
}

function issuer(record: CloudTrailRecord): string {
  return record.text(Path['userIdentity.sessionContext.sessionIssuer.arn']);
}

function userArn(record: CloudTrailRecord): string {
  return iamArn('aws', record.text(Path['userIdentity.accountId']), 'user', record.text(Path['userIdentity.userName']));
}

function rootArn(record: CloudTrailRecord): string {
  const account = record.text(Path['userIdentity.accountId']);
  return account === '' ? '' : `arn:${partitionOf(record.text(Path['userIdentity.arn']))}:iam::${account}:root`;
}

function joined(record: CloudTrailRecord): string {
  const provider = record.text(Path['userIdentity.identityProvider']);
  const subject = record.text(Path['userIdentity.userName']);
  return provider === '' || subject === '' ? '' : `${provider}/${subject}`;
}

function identityCenterUser(record: CloudTrailRecord): string {
  const user = record.text(Path['userIdentity.onBehalfOf.userId']);
  return user === '' ? '' : `identitycenter/${user}`;
}

/** The target's copy of a cross-account call tells the caller's account and principal key, and no name. */
function accountPrincipal(record: CloudTrailRecord): Principal {
  const account = record.text(Path['userIdentity.accountId']);
  const key = principalKey(principalId(record));
  return {
    type: isAccount(account) ? 'account' : 'anonymous',
    principal: account === '' || key === '' ? account : `${account}:${key}`,
  };
}

function callerAccount(
  record: CloudTrailRecord,
  named: NamedAction | undefined,
  { principal, type }: Principal,
): string {
  if (named === 'switch_role') return accountOf(record.text(Path['additionalEventData.SwitchFrom']));
  const identityType = record.text(Path['userIdentity.type']);
  if (type === 'service' || identityType === 'WebIdentityUser' || named === 'assume_role_with_web_identity') return '';
  if (identityType === 'SAMLUser' || named === 'assume_role_with_saml') {
    const provider = accountOf(record.text(Path['requestParameters.principalArn']));
    if (provider !== '') return provider;
  }
  const account = record.text(Path['userIdentity.accountId']);
  return isAccount(account) ? account : accountOf(principal) || accountOf(record.text(Path['userIdentity.arn']));
}

function sessionName(record: CloudTrailRecord, named: NamedAction | undefined, type: CallerType): string {
  const requested = assumesRole(named) ? record.text(Path['requestParameters.roleSessionName']) : '';
  if (requested !== '') return requested;
  return named === 'switch_role' || type === 'role' ? sessionOf(record.text(Path['userIdentity.arn'])) : '';
}
