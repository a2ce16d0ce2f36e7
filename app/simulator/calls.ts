import { isoTime } from './calendar';
import type { Actor } from './principals';
import type { Random } from './random';
import type { CloudTrailRecord, Fields } from './record';

/** Where records go, and the randomness that they are made with. */
export interface Log {
  readonly random: Random;
  /** Whether the account's trail is ours on that moment: only then is there anything to write. */
  hasTrail(account: string, seconds: number): boolean;
  write(account: string, seconds: number, record: CloudTrailRecord): void;
}

/** What is called, beyond who calls and when. */
export interface Call {
  /** `sts`, without `.amazonaws.com`. */
  readonly source: string;
  readonly name: string;
  readonly readOnly?: boolean;
  readonly request?: Fields | null;
  readonly response?: Fields | null;
  readonly denied?: string;
  readonly resources?: readonly Fields[];
  readonly additional?: Fields;
  readonly region?: string;
  readonly type?: string;
  /** A data event, such as reading an object. */
  readonly data?: boolean;
}

/** A call that was made, as its label names it. */
export interface Made {
  /** The event that both copies share, else the one copy's own: `xa_event`. */
  readonly event: string;
  /** Epoch seconds. */
  readonly at: number;
  readonly call: string;
  readonly caller: string;
  readonly callerAccount: string;
  readonly targetAccount: string;
}

/** A call within the caller's own account, or denied there. */
export function call(log: Log, at: number, actor: Actor, what: Call): Made {
  const record = recordOf(log, at, actor, what, actor.account);
  if (log.hasTrail(actor.account, at)) log.write(actor.account, at, record);
  return made(record.eventID, at, what, actor, actor.account);
}

/**
 * A call that reaches into `target`, another account: the caller's copy where its trail is ours, with all of the identity, and the
 * target's, which names an account and a principal id only. Both share request, response, resources and `sharedEventID`.
 * Within one account it is one copy.
 */
export function callAcross(log: Log, at: number, actor: Actor, target: string, what: Call): Made {
  if (actor.account === target) return call(log, at, actor, what);
  const shared = log.random.uuid();
  const copy = { ...recordOf(log, at, actor, what, actor.account), sharedEventID: shared };
  const seen = log.hasTrail(actor.account, at);
  if (seen) log.write(actor.account, at, copy);
  if (log.hasTrail(target, at)) {
    log.write(target, at, {
      ...copy,
      userIdentity: { type: 'AWSAccount', principalId: actor.principalId, accountId: actor.account },
      eventID: log.random.uuid(),
      recipientAccountId: target,
    });
  }
  const caller = seen ? actor.caller : `${actor.account}:${actor.principalId.split(':')[0] ?? ''}`;
  return made(shared, at, what, { ...actor, caller }, target);
}

/** A record with nobody's account behind it: a service, a federated caller. */
export function foreignCall(
  log: Log,
  at: number,
  identity: Fields,
  client: Actor['client'],
  account: string,
  what: Call,
  shared?: string,
): CloudTrailRecord {
  const actor = { account, caller: '', arn: '', principalId: '', identity, client };
  const record = recordOf(log, at, actor, what, account);
  const whole = shared === undefined ? record : { ...record, sharedEventID: shared };
  if (log.hasTrail(account, at)) log.write(account, at, whole);
  return whole;
}

function made(event: string, at: number, { name }: Call, actor: Actor, targetAccount: string): Made {
  return { event, at, call: name, caller: actor.caller, callerAccount: actor.account, targetAccount };
}

function recordOf(log: Log, at: number, actor: Actor, what: Call, recipient: string): CloudTrailRecord {
  const { random } = log;
  // A denied call shows neither what was asked nor what it was asked of: only the message does.
  const denied = what.denied !== undefined;
  return {
    eventVersion: '1.11',
    userIdentity: actor.identity,
    eventTime: isoTime(at),
    eventSource: `${what.source}.amazonaws.com`,
    eventName: what.name,
    awsRegion: what.region ?? 'us-east-1',
    sourceIPAddress: actor.client.address,
    userAgent: actor.client.agent,
    ...(what.denied === undefined ? {} : { errorCode: 'AccessDenied', errorMessage: what.denied }),
    requestParameters: denied ? null : (what.request ?? null),
    responseElements: denied ? null : (what.response ?? null),
    ...(what.additional === undefined ? {} : { additionalEventData: what.additional }),
    requestID: random.uuid(),
    eventID: random.uuid(),
    readOnly: what.readOnly ?? true,
    ...(what.resources === undefined || denied ? {} : { resources: what.resources }),
    eventType: what.type ?? 'AwsApiCall',
    managementEvent: what.data !== true,
    recipientAccountId: recipient,
    eventCategory: what.data === true ? 'Data' : 'Management',
  };
}
