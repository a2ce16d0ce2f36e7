/** CloudTrail records of sessions, for tests: who calls with which key, and what is handed on. */
import { extractLinked, isUnreadable } from '../../app/cloudtrail';
import type { LinkedAccess } from '../../app/cloudtrail';
import { Follower, LATE, originOf, shownPrincipals } from '../../app/origin';

export const HOME = '111122223333';
export const HUB = '444455556666';
export const PROD = '777788889999';

export const ALICE = `arn:aws:iam::${HOME}:user/alice`;
export const BOB = `arn:aws:iam::${HOME}:user/bob`;

type Fields = Readonly<Record<string, unknown>>;

/** A record and when it happened, in epoch seconds. */
export interface Happened {
  readonly at: number;
  readonly record: Fields;
}

export const role = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;

export function user(name: string, key: string, account = HOME): Fields {
  return {
    type: 'IAMUser',
    arn: `arn:aws:iam::${account}:user/${name}`,
    accountId: account,
    accessKeyId: key,
    userName: name,
  };
}

/** A session of a role, in the path `/team/`, which the session's ARN does not tell. */
export function session(account: string, name: string, key: string, sessionName = 'work'): Fields {
  return {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${sessionName}`,
    accountId: account,
    accessKeyId: key,
    sessionContext: { sessionIssuer: { type: 'Role', arn: role(account, name), accountId: account } },
  };
}

/** The caller as the other account's copy tells it. */
export function stranger(account: string, principalId: string): Fields {
  return { type: 'AWSAccount', accountId: account, principalId };
}

/** Any call in the caller's account. */
export function call(at: number, userIdentity: Fields, more: Fields = {}): Happened {
  const recipientAccountId = userIdentity.accountId;
  return {
    at,
    record: {
      eventSource: 's3.amazonaws.com',
      eventName: 'ListBuckets',
      sourceIPAddress: '198.51.100.7',
      userIdentity,
      recipientAccountId,
      ...more,
    },
  };
}

/** A call of STS that hands on a key. */
export function token(at: number, eventName: string, userIdentity: Fields, key: string, more: Fields = {}): Happened {
  return call(at, userIdentity, {
    eventSource: 'sts.amazonaws.com',
    eventName,
    responseElements: { credentials: { accessKeyId: key } },
    ...more,
  });
}

/** An AssumeRole that hands on a key, in the caller's trail. */
export function assume(at: number, userIdentity: Fields, target: string, key: string, more: Fields = {}): Happened {
  return token(at, 'AssumeRole', userIdentity, key, {
    requestParameters: { roleArn: target, roleSessionName: 'work' },
    sharedEventID: `shared-${key}`,
    ...more,
  });
}

/** The same AssumeRole in the trail of the role's account. */
export function assumeCopy(at: number, userIdentity: Fields, target: string, key: string): Happened {
  return assume(at, userIdentity, target, key, { recipientAccountId: target.split(':')[4] });
}

/** What is known of a call's way. */
export interface Way {
  readonly origin: string;
  readonly chain: readonly string[];
  readonly depth: number;
}

export function read(record: Fields): LinkedAccess {
  const linked = extractLinked(JSON.stringify(record));
  if (isUnreadable(linked)) throw new Error(linked.error);
  return linked;
}

/** The ways of these events in the order in which they come, each told with those of the minute after it at hand. */
export function ways(events: readonly Happened[], follower = new Follower(1000)): Way[] {
  let ahead = 0;
  return events.map(({ at, record }, i) => {
    while (ahead < events.length && (ahead <= i || follower.newest <= at + LATE)) {
      const next = events[ahead]!;
      const { access, link } = read(next.record);
      follower.observe(access, link, next.at);
      ahead += 1;
    }
    const { access, link } = read(record);
    const path = follower.follow(access, link, at);
    return { origin: originOf(path), chain: shownPrincipals(path), depth: path.depth };
  });
}

/** The ways of these events, each told when it comes, with nothing of what follows at hand. */
export function onArrival(events: readonly Happened[], follower = new Follower(1000)): Way[] {
  return events.flatMap((event) => ways([event], follower));
}

/** The way of the last of these events. */
export function lastWay(...events: readonly Happened[]): Way {
  return ways(events).at(-1)!;
}

export const OPS = role(HUB, 'team/Ops');
export const ADMIN = role(PROD, 'team/Admin');
export const ALICE_CALLS = user('alice', 'AKIAALICE');
