import type { Action, Detail } from './access';
import type { CloudTrailRecord } from './record';

/** What scoring needs beyond the columns, from the parameters of this action only. */
export function readDetail(record: CloudTrailRecord, action: Action): Detail {
  return {
    trustPolicy: trustPolicy(record, action),
    policyArn: action === 'attach_role_policy' ? record.text('requestParameters.policyArn') : '',
    policyDocument: action === 'put_role_policy' ? record.text('requestParameters.policyDocument') : '',
    mfa: record.text('userIdentity.sessionContext.attributes.mfaAuthenticated') === 'true' || givesMfa(record, action),
  };
}

function trustPolicy(record: CloudTrailRecord, action: Action): string {
  if (action === 'update_trust') return record.text('requestParameters.policyDocument');
  if (action !== 'create_role') return '';
  return (
    record.text('requestParameters.assumeRolePolicyDocument') ||
    record.text('responseElements.role.assumeRolePolicyDocument')
  );
}

/** Only these two calls take an MFA device's `serialNumber` with its code; elsewhere the name means other things. */
function givesMfa(record: CloudTrailRecord, action: Action): boolean {
  if (action !== 'assume_role' && action !== 'get_session_token') return false;
  return record.text('requestParameters.serialNumber') !== '';
}
