import { isoTime } from './calendar';
import type { Fields } from './record';

/** A user or a role of an account. */
export interface Principal {
  readonly kind: 'user' | 'role';
  readonly account: string;
  /** `/` or, as of a role that Identity Center made, `/aws-reserved/sso.amazonaws.com/`. */
  readonly path: string;
  readonly name: string;
  /** AIDA... or AROA... */
  readonly id: string;
}

/** From where and with what a call is made. */
export interface Client {
  readonly address: string;
  readonly agent: string;
}

/** Credentials that were issued: a session of a role. */
export interface Session {
  readonly role: Principal;
  readonly name: string;
  readonly key: string;
  /** Epoch seconds. */
  readonly since: number;
  readonly mfa: boolean;
}

/** Someone who makes calls. */
export interface Actor {
  readonly account: string;
  /** The stable principal, as a label names it. */
  readonly caller: string;
  /** The arn that error messages name. */
  readonly arn: string;
  readonly principalId: string;
  /** `userIdentity` in the records of its own account. */
  readonly identity: Fields;
  readonly client: Client;
}

/** The ARN of a user or role, with its path. */
export function arnOf({ kind, account, path, name }: Principal): string {
  return `arn:aws:iam::${account}:${kind}${path}${name}`;
}

/** A user with a key of its own, or with one that GetSessionToken issued. */
export function userActor(
  user: Principal,
  client: Client,
  key: string,
  token?: { readonly since: number; readonly mfa: boolean },
): Actor {
  const arn = arnOf(user);
  return {
    account: user.account,
    caller: arn,
    arn,
    principalId: user.id,
    client,
    identity: {
      type: 'IAMUser',
      principalId: user.id,
      arn,
      accountId: user.account,
      accessKeyId: key,
      userName: user.name,
      ...(token === undefined
        ? {}
        : {
            sessionContext: { attributes: { creationDate: isoTime(token.since), mfaAuthenticated: String(token.mfa) } },
          }),
    },
  };
}

/** Who holds a session of a role. `delegate`: the account that acts through temporary delegation. */
export function roleActor(session: Session, client: Client, delegate?: string): Actor {
  const { role, name, key, since, mfa } = session;
  const caller = arnOf(role);
  const arn = `arn:aws:sts::${role.account}:assumed-role/${role.name}/${name}`;
  const principalId = `${role.id}:${name}`;
  return {
    account: role.account,
    caller,
    arn,
    principalId,
    client,
    identity: {
      type: 'AssumedRole',
      principalId,
      arn,
      accountId: role.account,
      accessKeyId: key,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: role.id,
          arn: caller,
          accountId: role.account,
          userName: role.name,
        },
        attributes: { creationDate: isoTime(since), mfaAuthenticated: String(mfa) },
      },
      ...(delegate === undefined ? {} : { invokedByDelegate: { accountId: delegate } }),
    },
  };
}

/** Root of a member account, through AssumeRoot. */
export function rootActor(account: string, key: string, since: number, client: Client): Actor {
  const arn = `arn:aws:iam::${account}:root`;
  return {
    account,
    caller: arn,
    arn,
    principalId: account,
    client,
    identity: {
      type: 'Root',
      principalId: account,
      arn,
      accountId: account,
      accessKeyId: key,
      sessionContext: {
        attributes: { creationDate: isoTime(since), mfaAuthenticated: 'false' },
        assumedRoot: 'true',
      },
    },
  };
}
