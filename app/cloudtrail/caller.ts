import type { CallerType } from './access';
import { assumesRole } from './action';
import type { NamedAction } from './action';
import { accountOf, iamArn, isAccount, parseArn, partitionOf, principalKey, roleOf, sessionOf } from './arn';
import { member, text } from './record';
import type { JsonObject } from './record';

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
export function readCaller(record: JsonObject, named: NamedAction | undefined): Caller {
  const identity = member(record, 'userIdentity');
  const { principal, type } = named === 'switch_role' ? switchedFrom(record) : identified(record, identity);
  return {
    principal,
    type,
    account: callerAccount(record, named, { principal, type }),
    session: sessionName(record, named, type),
    arn: text(identity, 'arn'),
    userName: text(identity, 'userName'),
  };
}

/** A console role switch is recorded as the role that was entered; who entered it stands in `SwitchFrom`. */
function switchedFrom(record: JsonObject): Principal {
  const from = text(record, 'additionalEventData', 'SwitchFrom');
  return { principal: roleOf(from) || from, type: typeOfArn(from) };
}

function typeOfArn(value: string): CallerType {
  const resource = parseArn(value)?.resource ?? '';
  if (resource === 'root') return 'root';
  if (resource.startsWith('user/')) return 'user';
  if (resource.startsWith('federated-user/')) return 'federated';
  return roleOf(value) === '' ? 'unknown' : 'role';
}

function identified(record: JsonObject, identity: unknown): Principal {
  const arn = text(identity, 'arn');
  const principalId = text(identity, 'principalId');
  const invokedBy = text(identity, 'invokedBy');
  switch (text(identity, 'type')) {
    case 'IAMUser':
      return { type: 'user', principal: arn || userArn(identity) || principalId };
    case 'AssumedRole':
    case 'Role':
      return { type: 'role', principal: issuer(identity) || roleOf(arn) || principalKey(principalId) };
    case 'Root':
      return { type: 'root', principal: rootArn(identity) };
    case 'FederatedUser':
      return { type: 'federated', principal: issuer(identity) || arn || principalId };
    case 'SAMLUser':
    case 'WebIdentityUser':
      return { type: 'federated', principal: joined(identity) || principalId };
    case 'IdentityCenterUser':
      return { type: 'federated', principal: identityCenterUser(identity) || principalId };
    case 'AWSAccount':
      return accountPrincipal(identity);
    case 'AWSService':
      return { type: 'service', principal: invokedBy || text(record, 'sourceIPAddress') };
    case '':
      if (invokedBy !== '') return { type: 'service', principal: invokedBy };
      return { type: 'unknown', principal: arn || principalId };
    default:
      return { type: 'unknown', principal: arn || principalId };
  }
}

function issuer(identity: unknown): string {
  return text(identity, 'sessionContext', 'sessionIssuer', 'arn');
}

function userArn(identity: unknown): string {
  return iamArn('aws', text(identity, 'accountId'), 'user', text(identity, 'userName'));
}

function rootArn(identity: unknown): string {
  const account = text(identity, 'accountId');
  return account === '' ? '' : `arn:${partitionOf(text(identity, 'arn'))}:iam::${account}:root`;
}

function joined(identity: unknown): string {
  const provider = text(identity, 'identityProvider');
  const subject = text(identity, 'userName');
  return provider === '' || subject === '' ? '' : `${provider}/${subject}`;
}

function identityCenterUser(identity: unknown): string {
  const user = text(identity, 'onBehalfOf', 'userId');
  return user === '' ? '' : `identitycenter/${user}`;
}

/** The target's copy of a cross-account call tells the caller's account and principal key, and no name. */
function accountPrincipal(identity: unknown): Principal {
  const account = text(identity, 'accountId');
  const key = principalKey(text(identity, 'principalId'));
  return {
    type: isAccount(account) ? 'account' : 'anonymous',
    principal: account === '' || key === '' ? account : `${account}:${key}`,
  };
}

function callerAccount(record: JsonObject, named: NamedAction | undefined, { principal, type }: Principal): string {
  if (named === 'switch_role') return accountOf(text(record, 'additionalEventData', 'SwitchFrom'));
  const identityType = text(record, 'userIdentity', 'type');
  if (type === 'service' || identityType === 'WebIdentityUser' || named === 'assume_role_with_web_identity') return '';
  if (identityType === 'SAMLUser' || named === 'assume_role_with_saml') {
    const provider = accountOf(text(record, 'requestParameters', 'principalArn'));
    if (provider !== '') return provider;
  }
  const account = text(record, 'userIdentity', 'accountId');
  return isAccount(account) ? account : accountOf(principal) || accountOf(text(record, 'userIdentity', 'arn'));
}

function sessionName(record: JsonObject, named: NamedAction | undefined, type: CallerType): string {
  const requested = assumesRole(named) ? text(record, 'requestParameters', 'roleSessionName') : '';
  if (requested !== '') return requested;
  return named === 'switch_role' || type === 'role' ? sessionOf(text(record, 'userIdentity', 'arn')) : '';
}
