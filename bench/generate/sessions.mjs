import { csvField, csvLine } from './csv.mjs';
import { BASE32 } from './random.mjs';
import { recordMaker } from './records.mjs';
import { framed, NEWEST, SELECTED } from './stream.mjs';

/** How many of the calls take a role. */
const TAKING = 0.2;

/** Seconds that a session lives. */
const LIFE = 3600;

/**
 * The messages of a search that was sorted by time, after getinfo: users take roles, sessions take further ones, and both call.
 * A role session is named `<user>.<hops>`, so that every record tells by itself what is to be found out about it from others.
 * @param {import('./random.mjs').Random} random
 * @param {import('./organisation.mjs').Organisation} place
 * @param {{ events: number, live: number, rows: number }} shape `live`: sessions alive at once, once the first has ended; `rows`: of a chunk
 * @returns {Generator<{ bytes: Buffer, rows: number, live: number }>} `live`: sessions that were alive at the end of the chunk
 */
export function* sessionMessages(random, place, { events, live, rows }) {
  const header = csvLine([...SELECTED, ...SELECTED.map((column) => `__mv_${column}`)]);
  const calls = callsOfSessions(random, place, (LIFE * TAKING) / live);
  let lines = [header];
  let alive = 0;
  for (let event = 0; event < events; event += 1) {
    const { record, seconds, sessions } = calls.next().value;
    alive = sessions;
    lines.push(`${csvField(JSON.stringify(record))},"${seconds.toFixed(3)}",${lines.length - 1},,,\n`);
    if (lines.length > rows || event === events - 1) {
      yield {
        bytes: framed({ action: 'execute', finished: false }, lines.join('')),
        rows: lines.length - 1,
        live: alive,
      };
      lines = [header];
    }
  }
  yield { bytes: framed({ action: 'execute', finished: true }, header), rows: 0, live: alive };
}

/** Calls without end, one each so many seconds; of a role that is taken in another account, both copies. */
function* callsOfSessions(random, place, pause) {
  const record = recordMaker(random, place);
  const users = Array.from({ length: 1500 }, (_, i) => {
    const account = random.pick(place.own);
    return { account, user: `user${i}`, hops: 0, key: `AKIA${random.text(BASE32, 16)}` };
  });
  /** In the order in which they end; those before `first` have ended. */
  let sessions = [];
  let first = 0;
  for (let seconds = NEWEST; ; seconds += pause) {
    while (first < sessions.length && sessions[first].ends <= seconds) first += 1;
    if (first > 100_000) [sessions, first] = [sessions.slice(first), 0];
    const alive = sessions.length - first;
    const session = () => sessions[first + random.below(alive)];
    const usual = record(seconds, false);
    if (!random.chance(TAKING)) {
      const caller = alive === 0 ? random.pick(users) : session();
      const made = { ...usual, userIdentity: identityOf(caller), recipientAccountId: caller.account };
      yield { record: made, seconds, sessions: alive };
      continue;
    }
    const caller = alive === 0 || random.chance(0.6) ? random.pick(users) : session();
    const { account, role } = random.pick(place.relations);
    const hops = caller.hops + 1;
    const key = `ASIA${random.text(BASE32, 16)}`;
    const taken = { account, user: caller.user, hops, role, key, ends: seconds + LIFE };
    sessions.push(taken);
    const copies = assumption(random, usual, caller, taken);
    for (const copy of caller.account === account
      ? copies.slice(0, 1)
      : random.chance(0.5)
        ? copies
        : copies.reverse()) {
      yield { record: copy, seconds, sessions: alive + 1 };
    }
  }
}

/** The copies of one AssumeRole in the caller's and in the role's account. */
function assumption(random, usual, caller, { account, user, hops, role, key, ends }) {
  const rest = { ...usual, errorCode: undefined, errorMessage: undefined };
  const roleSessionName = `${user}.${hops}`;
  const both = {
    ...rest,
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    requestParameters: { roleArn: role, roleSessionName, durationSeconds: LIFE },
    responseElements: {
      credentials: {
        accessKeyId: key,
        sessionToken: random.text(BASE32, 240),
        expiration: new Date(ends * 1000).toISOString(),
      },
      assumedRoleUser: { arn: `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1)}/${roleSessionName}` },
    },
    resources: [{ accountId: account, type: 'AWS::IAM::Role', ARN: role }],
    sharedEventID: random.uuid(),
  };
  const { principalId } = identityOf(caller);
  const stranger = { type: 'AWSAccount', principalId, accountId: caller.account };
  return [
    { ...both, userIdentity: identityOf(caller), recipientAccountId: caller.account },
    { ...both, userIdentity: stranger, eventID: random.uuid(), recipientAccountId: account },
  ];
}

function identityOf({ account, user, hops, role, key }) {
  if (hops === 0) {
    const arn = `arn:aws:iam::${account}:user/${user}`;
    return { type: 'IAMUser', principalId: `AIDA${user}`, arn, accountId: account, accessKeyId: key, userName: user };
  }
  const name = role.split('/').at(-1);
  return {
    type: 'AssumedRole',
    principalId: `AROA${name}:${user}.${hops}`,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${user}.${hops}`,
    accountId: account,
    accessKeyId: key,
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: `AROA${name}`, arn: role, accountId: account, userName: name },
      attributes: { mfaAuthenticated: 'false' },
    },
  };
}

/**
 * Who was behind a record of these, and how many hops before its caller.
 * @returns {{ user: string, hops: number }}
 */
export function truthOf({ eventName, userIdentity, requestParameters }) {
  const isTaking = eventName === 'AssumeRole';
  if (!isTaking && userIdentity.type === 'IAMUser') return { user: userIdentity.userName, hops: 0 };
  const session = isTaking ? requestParameters.roleSessionName : userIdentity.arn.split('/').at(-1);
  const [user, hops] = session.split('.');
  return { user, hops: Number(hops) - (isTaking ? 1 : 0) };
}
