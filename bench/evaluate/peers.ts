/** Detectors to compare with, run over the same records in the order in which they arrive. */
import { extract, isUnreadable, type Access } from '../../app/cloudtrail';
import type { Delivery } from '../../app/simulator';
import { Gathering, type Alert } from './alert';

type DeliveredRecord = Delivery['records'][number];

export interface Peer {
  see(record: DeliveredRecord): void;
  alerts(): Alert[];
}

const role = 'aws detect sts assume role abuse';
const attach = 'aws detect attach to role policy';
const key = 'aws detect permanent key creation';
const created = 'aws detect role creation';
const token = 'aws detect sts get session token abuse';

/**
 * The five detections of the story as the vendor shipped them until ESCU 5.4.0, their conditions written again from their published
 * description (github.com/splunk/security_content, 2020-07-27). Four read the logs of EKS, where none of these records are: they are
 * given CloudTrail instead. Their rows are gathered by day and caller, which they are not.
 */
export function originals(): Peer {
  const gathering = new Gathering();
  const seen = new Set<string>();
  return {
    see: (record) => {
      if (seen.has(record.eventID)) return;
      seen.add(record.eventID);
      for (const rule of originalsOn(record)) {
        const at = Date.parse(record.eventTime) / 1000;
        const arn = record.userIdentity.arn;
        gathering.add(rule, at, record.sharedEventID ?? record.eventID, typeof arn === 'string' ? arn : '', '');
      }
    },
    alerts: () => gathering.alerts(),
  };
}

/** Words as an index has them: bounded by what is no letter or digit. */
const attachWord = /(?<![a-z0-9])attach(?![a-z0-9])/i;
const policyWord = /(?<![a-z0-9])policy(?![a-z0-9])/i;

/** The names of those that match a record. */
export function originalsOn(record: DeliveredRecord): string[] {
  const { eventName, userIdentity, requestParameters } = record;
  const found: string[] = [];
  const description = requestParameters?.description;
  if (userIdentity.type === 'AssumedRole') {
    // The session's issuer is a role on every such record, and no event is named.
    found.push(role);
    const createdHere = eventName === 'CreateRole' && record.errorCode === undefined;
    if (createdHere && typeof description === 'string' && description.startsWith('Allows')) found.push(created);
  }
  if (userIdentity.type === 'IAMUser') {
    if (eventName === 'CreateAccessKey') found.push(key);
    if (eventName === 'GetSessionToken') found.push(token);
  }
  if (eventName.includes('Attach') || record.userAgent.includes('attach')) {
    const raw = JSON.stringify(record);
    if (attachWord.test(raw) && policyWord.test(raw)) found.push(attach);
  }
  return found;
}

/**
 * The plain idea: who took a role, made a change of rights or used another account's resource, and has not done so before. It learns
 * what it sees, for ever, and knows no classes, networks or scores.
 */
export function firstSeen(from: number): Peer {
  const gathering = new Gathering();
  const known = new Set<string>();
  const events = new Set<string>();
  return {
    see: (record) => {
      if (record.userIdentity.type === 'AWSService') return;
      const access = extract(JSON.stringify(record));
      if (isUnreadable(access) || access.outcome !== 'success' || access.action === 'api_call') return;
      if (events.has(access.event)) return;
      events.add(access.event);
      const pair = pairOf(access);
      if (known.has(pair)) return;
      known.add(pair);
      const at = Date.parse(record.eventTime) / 1000;
      if (at >= from) gathering.add('first seen', at, access.event, access.caller, access.target);
    },
    alerts: () => gathering.alerts(),
  };
}

const changes = new Set(['create_role', 'update_trust', 'attach_role_policy', 'put_role_policy', 'create_access_key']);

/** Changes are made to ever new things: what is new in them is who makes them. */
function pairOf({ action, caller, target, targetAccount }: Access): string {
  if (changes.has(action)) return JSON.stringify([action, caller]);
  return JSON.stringify(action === 'resource_access' ? [action, caller, targetAccount] : [caller, target]);
}
