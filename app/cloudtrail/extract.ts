import type { Access, Unreadable } from './access';
import { namedAction, unnamedAction } from './action';
import { agentOf } from './agent';
import { isAccount } from './arn';
import { readCaller } from './caller';
import { readDetail } from './detail';
import { readEvent, readView, relate } from './identity';
import { networkOf } from './network';
import { readLink } from './link';
import type { Link } from './link';
import { readOutcome } from './outcome';
import { readRecord } from './read';
import type { CloudTrailRecord, Path, Raw } from './record';
import { readTarget } from './target';

/** A record, read for following sessions too. */
export interface LinkedAccess {
  readonly access: Access;
  readonly link: Link;
}

/**
 * Reads one CloudTrail record into an access: one event, not a file of `Records`. Never throws; a record that is no JSON
 * object, or is cut off, comes back as {@link Unreadable} with the reason in one sentence.
 *
 * @param raw - the event's `_raw`, of whose bytes the fallback identity is made
 * @param read - how JSON is read; tests compare the ways
 */
export function extract(raw: Raw, read: (raw: Raw) => CloudTrailRecord | Unreadable = readRecord): Access | Unreadable {
  const record = read(raw);
  return 'error' in record ? record : accessOf(record, raw);
}

/** Reads what {@link extract} reads, and what following sessions needs beyond it. */
export function extractLinked(raw: Raw): LinkedAccess | Unreadable {
  const record = readRecord(raw);
  if ('error' in record) return record;
  const access = accessOf(record, raw);
  return { access, link: readLink(record, access.action) };
}

function accessOf(record: CloudTrailRecord, raw: Raw): Access {
  const named = namedAction(record);
  const caller = readCaller(record, named);
  const recipient = accountAt(record, 'recipientAccountId');
  const delegate = accountAt(record, 'userIdentity.invokedByDelegate.accountId');
  const action = named ?? unnamedAction(caller, recipient);
  const target = readTarget(record, action, caller);
  const relation = relate(caller.type, delegate || caller.account, target.account);

  return {
    action,
    outcome: readOutcome(record),
    caller: caller.principal,
    callerType: caller.type,
    callerAccount: caller.account,
    delegate,
    target: target.target,
    targetAccount: target.account,
    session: caller.session,
    accessKey: record.text('userIdentity.accessKeyId'),
    issuedKey:
      record.text('responseElements.credentials.accessKeyId') || record.text('responseElements.accessKey.accessKeyId'),
    relation,
    view: readView(record, relation, action),
    recipient,
    event: readEvent(record, relation, raw),
    network: networkOf(record.text('sourceIPAddress')),
    agent: agentOf(record.text('userAgent')),
    detail: readDetail(record, action),
  };
}

/** Tells a record that could not be read from an access. */
export function isUnreadable(value: Access | LinkedAccess | Unreadable): value is Unreadable {
  return 'error' in value;
}

function accountAt(record: CloudTrailRecord, path: Path): string {
  const value = record.text(path);
  return isAccount(value) ? value : '';
}
