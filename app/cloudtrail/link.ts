import type { Action } from './access';
import { sessionOf } from './arn';
import type { CloudTrailRecord } from './record';
import { parseExpiration } from './time';

/** What ties a call to the one before it and to its other copy; only following sessions reads it. */
export interface Link {
  /** `sharedEventID` as it stands, whatever the relation; both copies of a call have it. */
  readonly sharedEvent: string;
  /** The caller's own role session name, also where the call asks for another; on switch_role the one in `SwitchFrom`. */
  readonly callerSession: string;
  /** Whether a root caller's session came from AssumeRoot (`userIdentity.sessionContext.assumedRoot`). */
  readonly assumedRoot: boolean;
  /** Epoch seconds at which the issued credentials end; undefined where the record does not say. */
  readonly expires: number | undefined;
}

/** Reads what ties a record of this action to others. */
export function readLink(record: CloudTrailRecord, action: Action): Link {
  const caller = action === 'switch_role' ? 'additionalEventData.SwitchFrom' : 'userIdentity.arn';
  const expiration = record.text('responseElements.credentials.expiration');
  return {
    sharedEvent: record.text('sharedEventID'),
    callerSession: sessionOf(record.text(caller)),
    assumedRoot: record.text('userIdentity.sessionContext.assumedRoot') === 'true',
    expires: expiration === '' ? undefined : parseExpiration(expiration),
  };
}
