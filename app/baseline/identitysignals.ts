/** The signals of what a call does, whoever made it and however often: changes of who may do what, and credentials. */
import type { Access } from '../cloudtrail';
import { managedPolicyPower, readPolicy } from '../trust';
import type { TrustReading } from '../trust';
import { actingAccount } from './facts';
import { trustSignals } from './roletrust';
import type { ClassOf } from './roletrust';
import type { Found } from './signals';
import { listed, shown } from './text';

/** The signals of a successful call. */
export function identitySignals(access: Access, trust: TrustReading | undefined, classOf: ClassOf): Found[] {
  switch (access.action) {
    case 'assume_root':
      return [['assume_root', shown(access.target)]];
    case 'get_session_token':
    case 'get_federation_token':
      return access.detail.mfa ? [] : [['no_mfa', shown(access.caller)]];
    case 'attach_role_policy':
    case 'put_role_policy':
      return [...changeSignals(access), ...powerSignals(access)];
    case 'create_role':
    case 'update_trust': {
      const found: Found[] = changeSignals(access);
      for (const [signal, names] of trustSignals(access, trust, classOf)) found.push([signal, listed(names)]);
      return found;
    }
    case 'create_access_key':
      return [...changeSignals(access), ...keySignals(access)];
    case 'assume_role':
    case 'assume_role_with_saml':
    case 'assume_role_with_web_identity':
    case 'switch_role':
    case 'resource_access':
    case 'api_call':
      return [];
  }
}

function changeSignals(access: Access): Found[] {
  if (access.relation !== 'cross_account') return [];
  return [['cross_account_change', `${actingAccount(access)} changed ${shown(access.target)}`]];
}

const POWERS = {
  all: 'any action on any resource',
  iam: 'permissions can be raised through IAM',
  assume_any: 'any role can be assumed',
} as const;

function powerSignals(access: Access): Found[] {
  const { policyArn, policyDocument } = access.detail;
  if (access.action === 'attach_role_policy') {
    const power = managedPolicyPower(policyArn);
    return power === '' ? [] : [['admin_policy', `${shown(policyArn)} on ${shown(access.target)}`]];
  }
  const { power, error } = readPolicy(policyDocument);
  if (error !== undefined) return [['policy_unreadable', error]];
  return power === '' ? [] : [['admin_policy', `${POWERS[power]}, on ${shown(access.target)}`]];
}

/** A key for oneself is a rotation; one of root is never right. */
function keySignals(access: Access): Found[] {
  const found: Found[] = [];
  if (access.callerType === 'root' || access.target.endsWith(':root')) {
    found.push(['root_key', shown(access.target || access.caller)]);
  }
  if (access.target !== access.caller && access.target !== '') {
    found.push(['key_for_another', `${shown(access.caller)} made one for ${shown(access.target)}`]);
  }
  return found;
}
