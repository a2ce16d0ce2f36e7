import type { Action } from './access';
import { assumesRole } from './action';
import { accountOf, iamArn, isAccount, lastPart, parseArn, partitionOf, roleOf } from './arn';
import type { Caller } from './caller';
import { Path } from './record';
import type { CloudTrailRecord } from './record';

/** What was acted upon, and the account that holds it: twelve digits or empty. */
export interface Target {
  readonly target: string;
  readonly account: string;
}

/** Reads the target of `action`; empty fields where the record does not name one. */
export function readTarget(record: CloudTrailRecord, action: Action, caller: Caller): Target {
  const target = nameTarget(record, action, caller);
  const recipientId = record.text(Path.recipientAccountId);
  const recipient = isAccount(recipientId) ? recipientId : '';
  if (action === 'resource_access' || action === 'api_call') return { target, account: recipient };
  const assumption = assumesRole(action) || action === 'assume_root';
  return { target, account: accountOf(target) || (assumption ? '' : recipient) };
}

function nameTarget(record: CloudTrailRecord, action: Action, caller: Caller): string {
  switch (action) {
    case 'assume_role':
    case 'assume_role_with_saml':
    case 'assume_role_with_web_identity':
      return assumedTarget(record, caller);
    case 'assume_root':
      return assumedRoot(record, caller);
    case 'get_session_token':
      return caller.principal;
    case 'get_federation_token':
      return record.text(Path['responseElements.federatedUser.arn']) || caller.principal;
    case 'switch_role':
      return roleOf(caller.arn);
    case 'create_role':
      return (
        record.text(Path['responseElements.role.arn']) || namedRole(record, caller) || deniedResource(record, caller)
      );
    case 'update_trust':
    case 'attach_role_policy':
    case 'put_role_policy':
      return namedRole(record, caller) || deniedResource(record, caller);
    case 'create_access_key':
      return keyOwner(record, caller);
    case 'resource_access':
    case 'api_call':
      return record.firstResource() || record.text(Path.eventSource);
  }
}

function assumedTarget(record: CloudTrailRecord, caller: Caller): string {
  const session = record.text(Path['responseElements.assumedRoleUser.arn']);
  return (
    record.text(Path['requestParameters.roleArn']) ||
    deniedResource(record, caller) ||
    record.roleResource() ||
    roleOf(session, partitionOf(caller.arn, session))
  );
}

/** AssumeRoot names the member account by its id or by an ARN in it (`targetPrincipal`). */
function assumedRoot(record: CloudTrailRecord, caller: Caller): string {
  const principal = record.text(Path['requestParameters.targetPrincipal']);
  for (const named of [principal, deniedResource(record, caller)]) {
    const account = isAccount(named) ? named : (parseArn(named)?.account ?? '');
    if (account !== '') return `arn:${partitionOf(caller.arn, named)}:iam::${account}:root`;
  }
  return '';
}

function namedRole(record: CloudTrailRecord, caller: Caller): string {
  const name = record.text(Path['requestParameters.roleName']);
  const account = record.text(Path.recipientAccountId);
  if (name === '' || account === '') return '';
  const path = record.text(Path['requestParameters.path']) || '/';
  return `arn:${partitionOf(caller.arn, caller.principal)}:iam::${account}:role${path}${name}`;
}

function keyOwner(record: CloudTrailRecord, caller: Caller): string {
  const issued = caller.type === 'root' ? '' : record.text(Path['responseElements.accessKey.userName']);
  const name = record.text(Path['requestParameters.userName']) || issued;
  if (name !== '') {
    if (namesUser(name, caller)) return caller.principal;
    const user = iamArn(partitionOf(caller.arn, caller.principal), record.text(Path.recipientAccountId), 'user', name);
    if (user !== '') return user;
  }
  const denied = readDenial(record);
  if (name === '' && denied === undefined) return caller.principal;
  return denied !== undefined && namesCaller(denied, caller) ? caller.principal : deniedResource(record, caller);
}

function namesUser(name: string, caller: Caller): boolean {
  return caller.type === 'user' && (name === caller.userName || name === lastPart(caller.arn));
}

/** A user of the same name in another account is somebody else. */
function namesCaller(denied: Denial, caller: Caller): boolean {
  if (denied.kind === 'user') return namesUser(denied.name, caller);
  const arn = parseArn(denied.name);
  if (arn?.resource.startsWith('user/') !== true || !namesUser(lastPart(arn.resource), caller)) return false;
  return !isAccount(arn.account) || caller.account === '' || arn.account === caller.account;
}

/** What a denial names: an ARN, or a role or user by name. */
interface Denial {
  readonly kind: 'arn' | 'role' | 'user';
  readonly name: string;
}

/**
 * The resource that a denial names: `User: <caller's arn> is not authorized to perform: <action> on resource: <this>`. The
 * first ARN of such a message is often the caller's. A denied call records no parameters (17 of 17 denied AssumeRole).
 */
function readDenial(record: CloudTrailRecord): Denial | undefined {
  const tokens = /on resource:\s*(\S+)(?:\s+(\S+))?/.exec(record.text(Path.errorMessage));
  const [, token = '', name = ''] = tokens ?? [];
  if (token === 'role' || token === 'user') return name === '' ? undefined : { kind: token, name };
  return parseArn(token) === undefined ? undefined : { kind: 'arn', name: token };
}

function deniedResource(record: CloudTrailRecord, caller: Caller): string {
  const denied = readDenial(record);
  if (denied === undefined) return '';
  if (denied.kind === 'arn') return denied.name;
  return iamArn(
    partitionOf(caller.arn, caller.principal),
    record.text(Path.recipientAccountId),
    denied.kind,
    denied.name,
  );
}
