import type { Action, Detail } from './access';
import { text } from './record';
import type { JsonObject } from './record';

/** What scoring needs beyond the columns, from the parameters of this action only. */
export function readDetail(record: JsonObject, action: Action): Detail {
  return {
    trustPolicy: trustPolicy(record, action),
    policyArn: action === 'attach_role_policy' ? text(record, 'requestParameters', 'policyArn') : '',
    policyDocument: action === 'put_role_policy' ? text(record, 'requestParameters', 'policyDocument') : '',
    mfa:
      text(record, 'userIdentity', 'sessionContext', 'attributes', 'mfaAuthenticated') === 'true' ||
      givesMfa(record, action),
  };
}

function trustPolicy(record: JsonObject, action: Action): string {
  if (action === 'update_trust') return text(record, 'requestParameters', 'policyDocument');
  if (action !== 'create_role') return '';
  return (
    text(record, 'requestParameters', 'assumeRolePolicyDocument') ||
    text(record, 'responseElements', 'role', 'assumeRolePolicyDocument')
  );
}

/** Only these two calls take an MFA device's `serialNumber` with its code; elsewhere the name means other things. */
function givesMfa(record: JsonObject, action: Action): boolean {
  if (action !== 'assume_role' && action !== 'get_session_token') return false;
  return text(record, 'requestParameters', 'serialNumber') !== '';
}
