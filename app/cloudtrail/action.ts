import type { Action } from './access';
import { isAccount } from './arn';
import type { Caller } from './caller';
import type { CloudTrailRecord } from './record';

/** An action that the event's name alone decides. */
export type NamedAction = Exclude<Action, 'resource_access' | 'api_call'>;

const NAMED = new Map<string, NamedAction>([
  ['sts AssumeRole', 'assume_role'],
  ['sts AssumeRoleWithSAML', 'assume_role_with_saml'],
  ['sts AssumeRoleWithWebIdentity', 'assume_role_with_web_identity'],
  ['sts AssumeRoot', 'assume_root'],
  ['sts GetSessionToken', 'get_session_token'],
  ['sts GetFederationToken', 'get_federation_token'],
  ['signin SwitchRole', 'switch_role'],
  ['iam CreateRole', 'create_role'],
  ['iam UpdateAssumeRolePolicy', 'update_trust'],
  ['iam AttachRolePolicy', 'attach_role_policy'],
  ['iam PutRolePolicy', 'put_role_policy'],
  ['iam CreateAccessKey', 'create_access_key'],
]);

const DOMAIN = '.amazonaws.com';

/** The action that `eventSource` and `eventName` decide; undefined for every other event. */
export function namedAction(record: CloudTrailRecord): NamedAction | undefined {
  const source = record.text('eventSource');
  const service = source.endsWith(DOMAIN) ? source.slice(0, -DOMAIN.length) : source;
  return NAMED.get(`${service} ${record.text('eventName')}`);
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
