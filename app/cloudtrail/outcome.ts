import type { Outcome } from './access';
import { Path } from './record';
import type { CloudTrailRecord } from './record';

const DENIAL = /AccessDenied|Unauthorized|NotAuthorized|Forbidden/i;

/**
 * How the call ended. A failed console login or role switch has no `errorCode`: it shows in `errorMessage`, or as `Failure`
 * in the response member of the event's own name.
 */
export function readOutcome(record: CloudTrailRecord): Outcome {
  const code = record.text(Path.errorCode);
  if (code !== '') return DENIAL.test(code) ? 'denied' : 'error';
  if (record.text(Path.errorMessage) !== '') return 'error';
  return record.reportsFailure() ? 'error' : 'success';
}
