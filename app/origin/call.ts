import type { Access } from '../cloudtrail';
import { longestLife } from './lifetimes';
import { pathFrom } from './path';
import type { Path } from './path';
import type { Principal } from './principal';

/** A call that handed something on: a key, a console session, or, to the other copy of itself, who made it. */
export interface Call {
  caller: Principal;
  /** Epoch seconds. */
  readonly at: number;
  /** Epoch seconds at which what was handed on ends. */
  expires: number;
  /** Whether the key may still stand for the caller itself, as that of GetSessionToken does; a role is somebody else. */
  readonly keepsCaller: boolean;
  /** Whether another call claims to have handed on the same: then nobody can tell which. */
  isContested: boolean;
  /** The call before this one, as long as it may still change. */
  issuer: Call | undefined;
  /** The way to the caller and with it. */
  path: Path;
  /** Whether `path` is final. */
  isSettled: boolean;
}

/** What a call by `caller` at `at` (epoch seconds) handed on, until `expires`. */
export function callOf(caller: Principal, { action }: Access, at: number, expires: number): Call {
  return {
    caller,
    at,
    expires,
    keepsCaller: action === 'get_session_token' || action === 'get_federation_token' || action === 'create_access_key',
    isContested: false,
    issuer: undefined,
    path: pathFrom(caller.name, caller.isFirst),
    isSettled: false,
  };
}

/** When the credentials of a call end: as the record says, if AWS lets them live so long; else as late as AWS lets them. */
export function expiryOf({ action }: Access, expires: number | undefined, at: number): number {
  const latest = at + longestLife(action);
  return expires === undefined || expires <= at ? latest : Math.min(expires, latest);
}

/** Takes in another record of what `call` is: its other copy, the same again, or somebody else's claim. */
export function unite(call: Call, other: Call): void {
  const [one, two] = [call.caller, other.caller];
  if (!isSame(one, two)) call.isContested = true;
  else if (tellsMore(two, one)) {
    call.caller = two;
    call.issuer = other.issuer;
    call.path = other.path;
    call.isSettled = false;
  }
  call.expires = Math.max(call.expires, other.expires);
}

/** The other account's copy tells no more of the caller than its account. */
function isSame(one: Principal, other: Principal): boolean {
  if (one.isCopy !== other.isCopy) return one.account === other.account;
  return one.name === other.name && one.session === other.session;
}

function tellsMore(one: Principal, other: Principal): boolean {
  return one.isCopy === other.isCopy ? one.key !== '' && other.key === '' : other.isCopy;
}
