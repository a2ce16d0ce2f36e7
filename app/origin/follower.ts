/**
 * Follows sessions from call to call. What a call hands on is remembered by what the next one shows:
 *
 *   call                                     hands on           to whom                           until
 *   AssumeRole and its siblings, ...Token    access key id      whoever calls with it             the credentials end
 *   CreateAccessKey                          access key id      the user of the key               -
 *   SwitchRole, AssumeRole by the console,   role and session   the sessions of that name whose   12 hours after
 *   AssumeRoleWithSAML                       name               key nobody issued
 *   any with sharedEventID                   that id            its copy in the other account     a minute after
 *
 * Calls are linked when a path is asked for, not when they come, so that the earlier call may come a minute late. Time is the
 * events' own.
 */
import type { Access, Link } from '../cloudtrail';
import { callOf, expiryOf, unite } from './call';
import type { Call } from './call';
import { Expiring } from './expiring';
import { LONGEST, pathFrom, pathTo } from './path';
import type { Path } from './path';
import { principalOf, sessionName } from './principal';
import type { Principal } from './principal';

/** Seconds by which an event may come after one that happened later. */
export const LATE = 60;

/** Follows calls in the order of their times, each from the calls that issued its key. */
export class Follower {
  readonly #keys: Expiring<Call>;
  readonly #sessions: Expiring<Call>;
  readonly #events: Expiring<Call>;
  /** Of all that was observed. */
  #newest = -Infinity;
  /** Of all that was followed: what is observed ahead must not end what is still to be followed. */
  #now = -Infinity;

  /** @param most - how many keys are remembered at once; as many session names, and events of the last minute */
  constructor(most: number) {
    this.#keys = new Expiring(most);
    this.#sessions = new Expiring(most);
    this.#events = new Expiring(most);
  }

  /** Epoch seconds of the newest event that was observed. */
  get newest(): number {
    return this.#newest;
  }

  /** Whether something had to be forgotten while it was alive. */
  get forgets(): boolean {
    return this.#keys.evicts || this.#sessions.evicts || this.#events.evicts;
  }

  /** How much is remembered. */
  get size(): number {
    return this.#keys.size + this.#sessions.size + this.#events.size;
  }

  /**
   * Remembers what a call hands on. Observe every event before it, and those of the minute after it where they are at hand,
   * and then {@link follow} it.
   *
   * @param at - epoch seconds
   */
  observe(access: Access, link: Link, at: number): void {
    this.#newest = Math.max(this.#newest, at);
    const succeeded = access.outcome === 'success';
    const issues = succeeded && access.issuedKey !== '';
    const enters = succeeded && entersByName(access);
    const shares = link.sharedEvent !== '' && !issues && access.callerType !== 'service';
    if (!issues && !enters && !shares) return;
    const caller = principalOf(access, link);
    if (issues)
      this.#remember(this.#keys, access.issuedKey, callOf(caller, access, at, expiryOf(access, link.expires, at)));
    if (enters) {
      const name = sessionName(access.target, access.session);
      this.#remember(this.#sessions, name, callOf(caller, access, at, expiryOf(access, undefined, at)));
    }
    if (shares) this.#remember(this.#events, link.sharedEvent, callOf(caller, access, at, at + LATE));
  }

  /** The way to the caller of a call and with it, as far as it is known. */
  follow(access: Access, link: Link, at: number): Path {
    this.#passTo(at);
    const caller = principalOf(access, link);
    if (caller.isCopy) {
      const call = this.#keys.get(access.issuedKey) ?? this.#events.get(link.sharedEvent);
      if (call !== undefined && !call.isContested) return this.#pathOf(call);
    }
    const issuer = this.#issuerOf(caller, at);
    if (issuer === undefined) return pathFrom(caller.name, caller.isFirst);
    return handedOn(this.#pathOf(issuer), issuer, caller);
  }

  #passTo(at: number): void {
    if (at <= this.#now) return;
    this.#now = at;
    for (const memory of [this.#keys, this.#sessions, this.#events]) memory.expire(at - LATE);
  }

  #remember(memory: Expiring<Call>, name: string, call: Call): void {
    if (name === '' || call.expires < this.#now - LATE) return;
    // The call before may be forgotten before anybody asks.
    call.issuer = this.#issuerOf(call.caller, call.at);
    const known = memory.get(name);
    if (known === undefined) memory.add(name, call);
    else unite(known, call);
  }

  /** The call that handed on what `caller` used at `at`. */
  #issuerOf(caller: Principal, at: number): Call | undefined {
    const call =
      this.#keys.get(caller.key) ??
      (caller.session === '' ? undefined : this.#sessions.get(sessionName(caller.name, caller.session)));
    return call === undefined || call.isContested || call.at > at + LATE ? undefined : call;
  }

  /**
   * The way to the caller of `call` and with it. It is final when no earlier call can come any more, and where there are more
   * than `hops` that are not: somebody who takes roles by the second waits for nobody.
   */
  #pathOf(call: Call, hops = LONGEST): Path {
    if (call.isSettled) return call.path;
    const issuer = this.#issuerOf(call.caller, call.at) ?? call.issuer;
    if (issuer === undefined || issuer === call || issuer.isContested) call.isSettled = this.#newest > call.at + LATE;
    else if (hops === 0) call.isSettled = true;
    else {
      call.path = handedOn(this.#pathOf(issuer, hops - 1), issuer, call.caller);
      call.isSettled = issuer.isSettled && this.#newest > call.at + LATE;
    }
    call.issuer = call.isSettled ? undefined : issuer;
    return call.path;
  }
}

/** The way to whoever used what `issuer` handed on, whose way is `path`. */
function handedOn(path: Path, issuer: Call, { name }: Principal): Path {
  return issuer.keepsCaller && issuer.caller.name === name ? path : pathTo(path, name);
}

/**
 * Whether later calls are known by role and session name, since they use other keys than the one that was issued: the console
 * gets its own. There the session name is chosen by the console or the identity provider, not by whoever takes the role.
 */
function entersByName({ action, network }: Access): boolean {
  if (action === 'assume_role') return network === 'AWS Internal';
  return action === 'switch_role' || action === 'assume_role_with_saml';
}
