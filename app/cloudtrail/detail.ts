import type { Action, Detail } from './access';
import { Path } from './record';
import type { CloudTrailRecord } from './record';

/** What scoring needs beyond the columns, from the parameters of this action only. */
export function readDetail(record: CloudTrailRecord, action: Action): Detail {
  return {
    trustPolicy: trustPolicy(record, action),
    policyArn: action === 'attach_role_policy' ? record.text(Path['requestParameters.policyArn']) : '',
    policyDocument: action === 'put_role_policy' ? record.text(Path['requestParameters.policyDocument']) : '',
    mfa:
      record.text(Path['userIdentity.sessionContext.attributes.mfaAuthenticated']) === 'true' ||
      givesMfa(record, action),
  };
}

function trustPolicy(record: CloudTrailRecord, action: Action): string {
  if (action === 'update_trust') return record.text(Path['requestParameters.policyDocument']);
  if (action !== 'create_role') return '';
  return (
    record.text(Path['requestParameters.assumeRolePolicyDocument']) ||
    record.text(Path['responseElements.role.assumeRolePolicyDocument'])
  );
}

/** Only these two calls take an MFA device's `serialNumber` with its code; elsewhere the name means other things. */
function givesMfa(record: CloudTrailRecord, action: Action): boolean {
  if (action !== 'assume_role' && action !== 'get_session_token') return false;
  return record.text(Path['requestParameters.serialNumber']) !== '';
}
