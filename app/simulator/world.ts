import { arnOf, type Client, type Principal } from './principals';
import { randomFrom, type Random } from './random';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly team: string;
  readonly kind: 'management' | 'security' | 'tooling' | 'identity' | 'workload';
  /** The day of the simulation on which it came to be; below 0 when it was there before. */
  readonly since: number;
}

/** One of the staff. Networks are the first three parts of an address. */
export interface Person {
  readonly name: string;
  readonly job: 'developer' | 'platform' | 'security';
  readonly team: string;
  /** The team from `moves` on. */
  readonly nextTeam: string;
  /** The day of a move to another team; Infinity for who stays. */
  readonly moves: number;
  /** Hours east of UTC. */
  readonly zone: number;
  readonly office: string;
  readonly home: string;
  readonly trips: readonly { readonly from: number; readonly to: number; readonly network: string }[];
  /** The old-fashioned user in the identity account that some still have, and its key. */
  readonly user?: { readonly principal: Principal; readonly key: string };
}

export interface Pipeline {
  readonly name: string;
  readonly team: string;
  readonly how: 'runner' | 'github' | 'stored key';
  /** The day of its first run. */
  readonly since: number;
  readonly runsADay: number;
  /** Whether it deploys releases too, each under a tag of its own. */
  readonly tags: boolean;
  readonly networks: readonly string[];
  readonly agent: string;
  /** A role or user of the tooling account; none with GitHub. */
  readonly principal: Principal;
  readonly key: string;
}

export interface Vendor {
  readonly name: string;
  readonly account: string;
  readonly work: 'monitoring' | 'posture' | 'backup' | 'cost' | 'partner' | 'delegate';
  readonly principal: Principal;
  readonly networks: readonly string[];
  readonly agent: string;
  readonly role: string;
  readonly externalId: string;
  readonly since: number;
  /** Whether the admin's vendor table has it. */
  readonly listed: boolean;
}

/** An AWS organisation, and what will become of it. */
export interface World {
  readonly seed: number;
  readonly days: number;
  /** Days of undisturbed life before the first scenario. */
  readonly history: number;
  /** Records of AWS services an account and day. */
  readonly volume: number;
  readonly accounts: readonly Account[];
  readonly management: Account;
  readonly security: Account;
  readonly tooling: Account;
  readonly identity: Account;
  readonly teams: readonly string[];
  readonly people: readonly Person[];
  readonly pipelines: readonly Pipeline[];
  readonly vendors: readonly Vendor[];
  /** The day from which a team's deployment role has another name; Infinity for a team that keeps it. */
  readonly renamed: ReadonlyMap<string, number>;
  /** The user that is kept for emergencies, and the days on which it is used. */
  readonly breakGlass: { readonly user: Principal; readonly key: string; readonly days: readonly number[] };
  /** The role of that name, always the same one. */
  role(account: string, name: string, path?: string): Principal;
  user(account: string, name: string): Principal;
}

/** The world's principals: an id follows from the seed and the arn. */
export function principalsOf(seed: number): Pick<World, 'role' | 'user'> {
  const known = new Map<string, Principal>();
  const principal = (kind: Principal['kind'], account: string, path: string, name: string): Principal => {
    const arn = arnOf({ kind, account, path, name, id: '' });
    const made = known.get(arn) ?? { kind, account, path, name, id: idOf(seed, kind, arn) };
    known.set(arn, made);
    return made;
  };
  return {
    role: (account, name, path = '/') => principal('role', account, path, name),
    user: (account, name) => principal('user', account, '/', name),
  };
}

function idOf(seed: number, kind: Principal['kind'], arn: string): string {
  return `${kind === 'role' ? 'AROA' : 'AIDA'}${randomFrom(`${seed}/${arn}`).base32(17)}`;
}

/** The accounts that exist on a day. */
export function accountsOn(world: World, day: number): Account[] {
  return world.accounts.filter(({ since }) => since <= day);
}

/** The accounts of a team that exist on a day. */
export function accountsOf(world: World, team: string, day: number): Account[] {
  return accountsOn(world, day).filter((account) => account.kind === 'workload' && account.team === team);
}

/** The accounts that teams run their work in, as of a day. */
export function workloads(world: World, day: number): Account[] {
  return accountsOn(world, day).filter(({ kind }) => kind === 'workload');
}

/** The team of a person on a day: people move. */
export function teamOf(person: Person, day: number): string {
  return day < person.moves ? person.team : person.nextTeam;
}

/** The role that a team's pipelines take in its accounts. */
export function deploymentRole(world: World, team: string, account: string, day: number): Principal {
  const renamed = (world.renamed.get(team) ?? Infinity) <= day;
  return world.role(account, renamed ? 'DeploymentV2' : 'Deployment');
}

/** The role that Identity Center made of a permission set. */
export function permissionSetRole(world: World, account: string, set: string): Principal {
  const suffix = randomFrom(`${world.seed}/${account}/${set}`).hex(16);
  return world.role(account, `AWSReservedSSO_${set}_${suffix}`, '/aws-reserved/sso.amazonaws.com/');
}

/** Where a person sits on a day, and with what. */
export function placeOf(person: Person, day: number, random: Random, agent: string): Client {
  const trip = person.trips.find(({ from, to }) => from <= day && day <= to);
  const network = trip?.network ?? (random.chance(0.6) ? person.office : person.home);
  return { address: addressIn(network, person.name.length + person.name.charCodeAt(0)), agent };
}

/** An address of a /24 (`192.0.2`) or of a /48. */
export function addressIn(network: string, host: number): string {
  return network.includes(':') ? `${network}::${host.toString(16)}` : `${network}.${1 + (host % 254)}`;
}
