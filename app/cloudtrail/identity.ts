import { createHash } from 'node:crypto';
import type { Action, CallerType, Relation, View } from './access';
import { isAccount } from './arn';
import { Path } from './record';
import type { CloudTrailRecord, Raw } from './record';

/** How the accounts of caller and target stand to each other; with a delegate, `callerAccount` is the delegate's. */
export function relate(callerType: CallerType, callerAccount: string, targetAccount: string): Relation {
  if (callerType === 'service') return 'service';
  if (!isAccount(callerAccount) || !isAccount(targetAccount)) return 'unknown';
  return callerAccount === targetAccount ? 'same_account' : 'cross_account';
}

/** Whose side this copy of a cross-account call tells; empty on every other relation. */
export function readView(record: CloudTrailRecord, relation: Relation, action: Action): View {
  if (relation !== 'cross_account') return '';
  const seenByTarget = action === 'switch_role' || action === 'resource_access';
  return seenByTarget || record.text(Path['userIdentity.type']) === 'AWSAccount' ? 'target' : 'caller';
}

/**
 * The identity that both copies of a cross-account call share. `sharedEventID` counts on cross_account only: every service's
 * AssumeRole carries one too. Without any id, the SHA-256 (hex) of the bytes of `raw`.
 */
export function readEvent(record: CloudTrailRecord, relation: Relation, raw: Raw): string {
  const shared = relation === 'cross_account' ? record.text(Path.sharedEventID) : '';
  const id = shared || record.text(Path.eventID) || record.text(Path.requestID);
  if (id !== '') return id;
  const bytes = typeof raw === 'string' || Buffer.isBuffer(raw) ? raw : raw.content();
  return createHash('sha256').update(bytes).digest('hex');
}
