import { withoutPath } from '../cloudtrail';
import type { Access, Link } from '../cloudtrail';

/** Who made a call, as far as sessions are told apart. */
export interface Principal {
  /** As `xa_caller`; empty where the record does not say. */
  readonly name: string;
  readonly account: string;
  /** The access key id of the call; empty where the record does not say. */
  readonly key: string;
  /** The name of the role session that made the call; empty for any other caller. */
  readonly session: string;
  /** Whether nobody handed anything on to it: a user, a root user, a service, an identity of a provider. */
  readonly isFirst: boolean;
  /** Whether this is the other account's copy, which tells neither name nor key. */
  readonly isCopy: boolean;
}

/** Reads who made a call. */
export function principalOf({ caller, callerAccount, callerType, accessKey }: Access, link: Link): Principal {
  return {
    name: caller,
    account: callerAccount,
    key: accessKey,
    session: link.callerSession,
    isFirst: isFirst(caller, callerType, link),
    isCopy: callerType === 'account',
  };
}

/**
 * The other account's copy of a call names a user `<account>:AIDA...` and the root user `<account>:<account>` (IAM user guide,
 * IAM identifiers); a session of GetFederationToken that does not name its user came from somebody.
 */
function isFirst(caller: string, type: Access['callerType'], { assumedRoot }: Link): boolean {
  switch (type) {
    case 'user':
    case 'service':
      return true;
    case 'root':
      return !assumedRoot;
    case 'federated':
      return !caller.includes(':federated-user/');
    case 'account':
      return /^\d{12}:(?:AIDA|\d{12}$)/.test(caller);
    case 'role':
    case 'anonymous':
    case 'unknown':
      return false;
  }
}

/** What a role session is known by when its key is not: the role, whose path its ARN does not tell, and the session name. */
export function sessionName(role: string, session: string): string {
  return role === '' || session === '' ? '' : `${withoutPath(role)} ${session}`;
}
