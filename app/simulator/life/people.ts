import { HOUR, isWorkday, MINUTE, moment } from '../calendar';
import { call, type Log } from '../calls';
import { agents } from '../clients';
import { createKey, deleteKey } from '../iam';
import { roleActor, userActor, type Actor, type Client, type Session } from '../principals';
import { randomFrom } from '../random';
import { assumeRole, holder, samlSignIn, sessionToken, switchRole } from '../sts';
import {
  accountsOf,
  accountsOn,
  permissionSetRole,
  placeOf,
  teamOf,
  workloads,
  type Account,
  type Person,
  type World,
} from '../world';
import { ordinaryCall } from './ordinary';

/** What people do: sign in through Identity Center, look and change, hop on from there; some by old users and the console. */
export function people(world: World, day: number, log: Log): void {
  for (const person of world.people) {
    if (!log.random.chance(isWorkday(day) ? 0.75 : 0.05)) continue;
    const start = moment(day, 9 - person.zone) + log.random.below(2 * HOUR);
    const visits = log.random.between(1, 4);
    for (let visit = 0; visit < visits; visit += 1) {
      visitAccount(world, day, log, person, start + visit * 90 * MINUTE + log.random.below(30 * MINUTE));
    }
    if (person.user !== undefined && log.random.chance(0.5)) oldWay(world, day, log, person, start + 7 * HOUR);
  }
}

/** A person's session in an account, through the portal of Identity Center. */
export function signIn(world: World, log: Log, at: number, person: Person, account: Account): Session {
  const set = permissionSet(person, account);
  const suffix = world.role(account.id, 'sso-provider').id.slice(-12).toLowerCase();
  const provider = `arn:aws:iam::${account.id}:saml-provider/AWSSSO_${suffix}_DO_NOT_DELETE`;
  return samlSignIn(log, at, provider, `${person.name}@example.com`, permissionSetRole(world, account.id, set));
}

/** Which permission set a person takes in an account. */
export function permissionSet(person: Person, account: Account): string {
  if (person.job === 'platform') return 'Administrator';
  if (person.job === 'security') return 'SecurityAudit';
  return account.name.includes('-prod') ? 'ReadOnly' : 'PowerUser';
}

function visitAccount(world: World, day: number, log: Log, person: Person, at: number): void {
  const mine = person.job === 'developer' ? accountsOf(world, teamOf(person, day), day) : accountsOn(world, day);
  if (mine.length === 0) return;
  const account = person.job === 'platform' && log.random.chance(0.35) ? world.tooling : usual(log, person, mine);
  const client = placeOf(person, day, log.random, log.random.pick([agents.awsCli, agents.browser]));
  const actor = roleActor(signIn(world, log, at, person, account), client);
  ordinary(log, at, actor, log.random.between(2, 7));
  hopOn(world, day, log, person, at + 20 * MINUTE, actor, client);
}

/** From where they are, the platform team from the tooling account, to a role in another one, as a profile of the command line or a switch in the console does. */
function hopOn(world: World, day: number, log: Log, person: Person, at: number, actor: Actor, client: Client): void {
  const platform = person.job === 'platform';
  const often = platform ? (actor.account === world.tooling.id ? 0.7 : 0) : 0.08;
  if (!log.random.chance(often)) return;
  const own = accountsOf(world, teamOf(person, day), day);
  const reach = (platform ? workloads(world, day) : own).filter(({ id }) => id !== actor.account);
  if (reach.length === 0) return;
  const role = world.role(usual(log, person, reach).id, platform ? 'PlatformOps' : 'TeamAccess');
  const session = person.name.replace('.', '-');
  const assumed =
    client.agent === agents.browser
      ? switchRole(log, at, actor, role, session)
      : assumeRole(log, at, actor, role, { session });
  ordinary(log, at + MINUTE, holder(assumed, client), log.random.between(1, 5));
}

/** One of the accounts, mostly of the few that the person looks after: an eighth of them has half of the visits. */
function usual({ random }: Log, { name }: Person, accounts: readonly Account[]): Account {
  const liking = new Map(accounts.map((account) => [account, randomFrom(`${name}/${account.id}`).next()]));
  const inOrder = [...accounts].sort((a, b) => (liking.get(a) ?? 0) - (liking.get(b) ?? 0));
  return inOrder[Math.floor(accounts.length * random.next() ** 3)] ?? random.pick(accounts);
}

/** The user in the identity account: a token with multi-factor authentication, a role of the team with it, a key that is rotated. */
function oldWay(world: World, day: number, log: Log, person: Person, at: number): void {
  if (person.user === undefined) return;
  const { principal, key } = person.user;
  const client = placeOf(person, day, log.random, agents.awsCli);
  const actor = sessionToken(log, at, principal, key, client, true).as(client);
  ordinary(log, at + MINUTE, actor, 2);
  const own = accountsOf(world, teamOf(person, day), day);
  if (own.length > 0) {
    const role = world.role(log.random.pick(own).id, 'TeamAccess');
    const assumed = assumeRole(log, at + 5 * MINUTE, actor, role, { session: principal.name });
    ordinary(log, at + 6 * MINUTE, holder(assumed, client), 3);
  }
  if (!log.random.chance(0.03)) return;
  const self = userActor(principal, client, key);
  createKey(log, at + 10 * MINUTE, self, principal.name);
  deleteKey(log, at + 15 * MINUTE, self, principal.name, `AKIA${log.random.base32(16)}`);
}

function ordinary(log: Log, at: number, actor: Actor, count: number): void {
  for (let done = 0; done < count; done += 1) {
    call(log, at + 5 + log.random.below(15 * MINUTE), actor, ordinaryCall(log.random));
  }
}
