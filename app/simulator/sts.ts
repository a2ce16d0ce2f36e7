import { printedTime } from './calendar';
import { call, callAcross, foreignCall, type Log, type Made } from './calls';
import { arnOf, roleActor, userActor, type Actor, type Client, type Principal, type Session } from './principals';
import { randomFrom } from './random';
import type { Fields } from './record';

export interface AskedRole {
  readonly session: string;
  readonly externalId?: string;
  /** Seconds that the session lasts; an hour without. */
  readonly lasts?: number;
}

export interface Assumed {
  readonly session: Session;
  readonly made: Made;
}

/** AssumeRole, in both copies where it crosses accounts. */
export function assumeRole(log: Log, at: number, actor: Actor, role: Principal, asked: AskedRole): Assumed {
  const lasts = asked.lasts ?? 3600;
  const session: Session = { role, name: asked.session, key: issuedKey(log), since: at, mfa: false };
  const arn = arnOf(role);
  const made = callAcross(log, at, actor, role.account, {
    source: 'sts',
    name: 'AssumeRole',
    request: {
      roleArn: arn,
      roleSessionName: asked.session,
      durationSeconds: lasts,
      ...(asked.externalId === undefined ? {} : { externalId: asked.externalId }),
    },
    response: issued(log, session, lasts),
    resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: arn }],
  });
  return { session, made };
}

/** A denied AssumeRole: logged on the caller's side alone, and the role stands in the message only. */
export function deniedAssume(log: Log, at: number, actor: Actor, role: Principal): Made {
  const denied = `User: ${actor.arn} is not authorized to perform: sts:AssumeRole on resource: ${arnOf(role)}`;
  return { ...call(log, at, actor, { source: 'sts', name: 'AssumeRole', denied }), targetAccount: role.account };
}

/** An AWS service takes a role: `sharedEventID`, the service's name for an address, no caller's account. */
export function serviceAssumes(log: Log, at: number, service: string, role: Principal, name: string): void {
  const session: Session = { role, name, key: issuedKey(log), since: at, mfa: false };
  const host = `${service}.amazonaws.com`;
  const what = {
    source: 'sts',
    name: 'AssumeRole',
    request: { roleArn: arnOf(role), roleSessionName: name },
    response: issued(log, session, 3600),
    resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: arnOf(role) }],
  };
  const identity = { type: 'AWSService', invokedBy: host };
  foreignCall(log, at, identity, { address: host, agent: host }, role.account, what, log.random.uuid());
}

/** A role taken through SAML, as Identity Center does for the person who picks it in the portal: no address of the person. */
export function samlSignIn(log: Log, at: number, provider: string, subject: string, role: Principal): Session {
  const session: Session = { role, name: subject, key: issuedKey(log), since: at, mfa: false };
  // A digest of issuer, account and provider, so another one in every account.
  const issuer = `${randomFrom(provider).hex(27)}=`;
  const identity = {
    type: 'SAMLUser',
    principalId: `${issuer}:${subject}`,
    userName: subject,
    identityProvider: issuer,
  };
  const client = {
    address: 'AWS Internal',
    agent: 'aws-internal/3 aws-sdk-java/1.12.770 Linux/5.10.220 OpenJDK_64-Bit_Server_VM',
  };
  foreignCall(log, at, identity, client, role.account, {
    source: 'sts',
    name: 'AssumeRoleWithSAML',
    request: {
      sAMLAssertionID: `_${log.random.uuid()}`,
      roleSessionName: subject,
      durationSeconds: 3600,
      roleArn: arnOf(role),
      principalArn: provider,
    },
    response: {
      ...issued(log, session, 3600),
      subjectType: 'persistent',
      issuer: 'https://portal.sso.example.com/saml',
    },
    resources: [
      { accountId: role.account, type: 'AWS::IAM::Role', ARN: arnOf(role) },
      { accountId: role.account, type: 'AWS::IAM::SAMLProvider', ARN: provider },
    ],
  });
  return session;
}

/** A role taken with a web identity token. The record names no account of the caller, and no other account has a copy. */
export function webIdentity(
  log: Log,
  at: number,
  token: { readonly issuer: string; readonly subject: string },
  client: Client,
  role: Principal,
  name: string,
): Assumed {
  const session: Session = { role, name, key: issuedKey(log), since: at, mfa: false };
  const provider = `arn:aws:iam::${role.account}:oidc-provider/${token.issuer}`;
  const identity = {
    type: 'WebIdentityUser',
    principalId: `${provider}:sts.amazonaws.com:${token.subject}`,
    userName: token.subject,
    identityProvider: provider,
  };
  const record = foreignCall(log, at, identity, client, role.account, {
    source: 'sts',
    name: 'AssumeRoleWithWebIdentity',
    request: { roleArn: arnOf(role), roleSessionName: name, durationSeconds: 3600 },
    response: {
      ...issued(log, session, 3600),
      subjectFromWebIdentityToken: token.subject,
      audience: 'sts.amazonaws.com',
      provider,
    },
    resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: arnOf(role) }],
  });
  const made: Made = {
    event: record.eventID,
    at,
    call: 'AssumeRoleWithWebIdentity',
    caller: `${provider}/${token.subject}`,
    callerAccount: '',
    targetAccount: role.account,
  };
  return { session, made };
}

/** GetSessionToken by a user, and the user with the key that it issued. */
export function sessionToken(
  log: Log,
  at: number,
  user: Principal,
  key: string,
  client: Client,
  mfa: boolean,
): { readonly made: Made; readonly as: (client: Client) => Actor } {
  const token = issuedKey(log);
  const made = call(log, at, userActor(user, client, key), {
    source: 'sts',
    name: 'GetSessionToken',
    request: {
      durationSeconds: 43_200,
      ...(mfa ? { serialNumber: `arn:aws:iam::${user.account}:mfa/${user.name}` } : {}),
    },
    response: { credentials: credentials(log, token, at + 43_200) },
  });
  return { made, as: (where) => userActor(user, where, token, { since: at, mfa }) };
}

/** AssumeRoot into a member account: 900 s, a task policy. @returns the key of root */
export function assumeRoot(
  log: Log,
  at: number,
  actor: Actor,
  account: string,
  task: string,
): { readonly made: Made; readonly key: string } {
  const key = issuedKey(log);
  const made = call(log, at, actor, {
    source: 'sts',
    name: 'AssumeRoot',
    request: {
      targetPrincipal: account,
      taskPolicyArn: { arn: `arn:aws:iam::aws:policy/root-task/${task}` },
      durationSeconds: 900,
    },
    response: { credentials: credentials(log, key, at + 900) },
  });
  return { made: { ...made, targetAccount: account }, key };
}

/**
 * The console's role switch: AssumeRole in both copies from `AWS Internal`, and SwitchRole in the target's trail, which alone has the
 * person's address.
 */
export function switchRole(log: Log, at: number, actor: Actor, role: Principal, name: string): Assumed {
  const inner = { address: 'AWS Internal', agent: 'AWS Internal' };
  const { session, made } = assumeRole(log, at, { ...actor, client: inner }, role, { session: name });
  const arn = `arn:aws:sts::${role.account}:assumed-role/${role.name}/${name}`;
  const identity = { type: 'AssumedRole', principalId: `${role.id}:${name}`, arn, accountId: role.account };
  foreignCall(log, at + 1, identity, actor.client, role.account, {
    source: 'signin',
    name: 'SwitchRole',
    readOnly: false,
    type: 'AwsConsoleSignIn',
    response: { SwitchRole: 'Success' },
    additional: { SwitchFrom: actor.arn, RedirectTo: 'https://us-east-1.console.aws.amazon.com/console/home' },
  });
  // Calls of the console are made with other keys than the one that was issued.
  return { session: { ...session, key: issuedKey(log) }, made };
}

/** The holder of a session, at its own place. */
export function holder({ session }: Assumed, client: Client): Actor {
  return roleActor(session, client);
}

function issued(log: Log, { role, name, key, since }: Session, lasts: number): Fields {
  return {
    credentials: credentials(log, key, since + lasts),
    assumedRoleUser: {
      assumedRoleId: `${role.id}:${name}`,
      arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${name}`,
    },
  };
}

function credentials(log: Log, key: string, until: number): Fields {
  return { accessKeyId: key, sessionToken: `IQoJb3JpZ2luX2VjE${log.random.hex(48)}`, expiration: printedTime(until) };
}

/** The id of temporary credentials. */
export function issuedKey({ random }: Log): string {
  return `ASIA${random.base32(16)}`;
}
