import type { Action } from './access';
import { isAccount } from './arn';
import type { Caller } from './caller';
import { Path } from './record';
import type { CloudTrailRecord } from './record';

/** An action that the event's name alone decides. */
export type NamedAction = Exclude<Action, 'resource_access' | 'api_call'>;

/** By the event's name: the service that has it, and the action. */
const NAMED = new Map<string, readonly [service: string, action: NamedAction]>([
  ['AssumeRole', ['sts', 'assume_role']],
  ['AssumeRoleWithSAML', ['sts', 'assume_role_with_saml']],
  ['AssumeRoleWithWebIdentity', ['sts', 'assume_role_with_web_identity']],
  ['AssumeRoot', ['sts', 'assume_root']],
  ['GetSessionToken', ['sts', 'get_session_token']],
  ['GetFederationToken', ['sts', 'get_federation_token']],
  ['SwitchRole', ['signin', 'switch_role']],
  ['CreateRole', ['iam', 'create_role']],
  ['UpdateAssumeRolePolicy', ['iam', 'update_trust']],
  ['AttachRolePolicy', ['iam', 'attach_role_policy']],
  ['PutRolePolicy', ['iam', 'put_role_policy']],
  ['CreateAccessKey', ['iam', 'create_access_key']],
]);

const DOMAIN = '.amazonaws.com';

/** The action that `eventSource` and `eventName` decide; undefined for every other event. */
export function namedAction(record: CloudTrailRecord): NamedAction | undefined {
  const named = NAMED.get(record.text(Path.eventName));
  if (named === undefined) return undefined;
  const [service, action] = named;
  const source = record.text(Path.eventSource);
  return source === service || source === `${service}${DOMAIN}` ? action : undefined;
}

/** What any other event is: use of a resource by another account's principal, or a plain call. */
export function unnamedAction(caller: Caller, recipient: string): 'resource_access' | 'api_call' {
  const crosses = isAccount(caller.account) && isAccount(recipient) && caller.account !== recipient;
  return crosses && caller.type !== 'service' ? 'resource_access' : 'api_call';
}

/** AssumeRole, AssumeRoleWithSAML and AssumeRoleWithWebIdentity; AssumeRoot has no role to assume. */
export function assumesRole(action: Action | undefined): boolean {
  return action === 'assume_role' || action === 'assume_role_with_saml' || action === 'assume_role_with_web_identity';
}
