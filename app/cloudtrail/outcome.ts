import type { Outcome } from './access';
import { text } from './record';
import type { JsonObject } from './record';

const DENIAL = /AccessDenied|Unauthorized|NotAuthorized|Forbidden/i;

/**
 * How the call ended. A failed console login or role switch has no `errorCode`: it shows in `errorMessage`, or as `Failure`
 * in the response member of the event's own name.
 */
export function readOutcome(record: JsonObject): Outcome {
  const code = text(record, 'errorCode');
  if (code !== '') return DENIAL.test(code) ? 'denied' : 'error';
  if (text(record, 'errorMessage') !== '') return 'error';
  return text(record, 'responseElements', text(record, 'eventName')) === 'Failure' ? 'error' : 'success';
}
