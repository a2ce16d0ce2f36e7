import { agents, cloudNetwork, homeNetwork, officeNetwork } from './clients';
import { randomFrom, type Random } from './random';
import { principalsOf, type Account, type Person, type Pipeline, type Vendor, type World } from './world';

/** What the simulation is asked for. */
export interface Shape {
  readonly accounts: number;
  readonly days: number;
  readonly seed: number;
  /** Records of AWS services an account and day. */
  readonly volume: number;
}

const FOUNDATION = ['management', 'security', 'tooling', 'identity'] as const;
const ENVIRONMENTS = ['prod', 'staging', 'dev', 'data'];
const TEAMS = ['payments', 'web', 'search', 'ledger', 'mobile', 'risk', 'media', 'logistics', 'insight', 'partners'];
const GIVEN = ['ana', 'ben', 'chloe', 'dario', 'emil', 'fatima', 'goran', 'hana', 'ivan', 'julia', 'kofi', 'lena'];
const FAMILY = ['moreau', 'okafor', 'lindt', 'sato', 'weiss', 'costa', 'novak', 'iyer', 'hughes', 'jansen'];
const ZONES = [0, 0, 1, 1, 1, -5, -8, 5.5];

/** The days of undisturbed life that scenarios need behind them: 40, or 40% of few. */
export function historyOf(days: number): number {
  return Math.min(40, Math.floor(days * 0.4));
}

/**
 * An organisation that follows from its shape alone: 4 accounts of foundation, the rest of teams in their environments, a tenth of
 * all founded on the way; one and a half people an account.
 */
export function organisation({ accounts: size, days, seed, volume }: Shape): World {
  const random = randomFrom(`organisation/${seed}`);
  const principals = principalsOf(seed);
  const history = historyOf(days);
  const accounts = accountsFor(random.fork('accounts'), size, days);
  const [management, security, tooling, identity] = accounts;
  if (management === undefined || security === undefined || tooling === undefined || identity === undefined) {
    throw new RangeError('An organisation has at least the 4 accounts of its foundation.');
  }
  const teams = [...new Set(accounts.filter(({ kind }) => kind === 'workload').map(({ team }) => team))];
  // A team that begins on the way brings its pipelines, and has its people from the others.
  const staffed = teams.filter((team) => accounts.some((account) => account.team === team && account.since < 0));
  const user = principals.user(management.id, 'break-glass-1');
  return {
    seed,
    days,
    history,
    volume,
    accounts,
    management,
    security,
    tooling,
    identity,
    teams,
    people: peopleFor(random.fork('people'), staffed, Math.ceil(size * 1.5), days, identity, principals),
    pipelines: teams.flatMap((team, at) => pipelinesFor(random.fork(team), team, at, days, tooling, principals)),
    vendors: vendorsFor(random.fork('vendors'), history, days, principals),
    renamed: new Map(teams.slice(0, 1).map((team) => [team, Math.round(history + (days - history) * 0.45)])),
    breakGlass: {
      user,
      key: `AKIA${random.base32(16)}`,
      days: [8, 9, 10, Math.round(days * 0.55), Math.round(days * 0.93)],
    },
    ...principals,
  };
}

function accountsFor(random: Random, size: number, days: number): Account[] {
  const founded = size - Math.max(1, Math.floor(size * 0.1));
  return Array.from({ length: size }, (_, at) => {
    const id = `${1 + random.below(9)}${random.digits(11)}`;
    const kind = FOUNDATION[at] ?? 'workload';
    if (kind !== 'workload') return { id, name: kind, team: 'platform', kind, since: -1 };
    const serial = at - FOUNDATION.length;
    const team = TEAMS[Math.floor(serial / ENVIRONMENTS.length) % TEAMS.length] ?? 'web';
    const round = Math.floor(serial / (ENVIRONMENTS.length * TEAMS.length));
    const name = `${team}-${ENVIRONMENTS[serial % ENVIRONMENTS.length] ?? ''}${round === 0 ? '' : String(round)}`;
    const later = at - founded;
    const since = later < 0 ? -1 : Math.round(days * (0.3 + (0.65 * (later + 1)) / (size - founded + 1)));
    return { id, name, team, kind, since };
  });
}

function peopleFor(
  random: Random,
  teams: readonly string[],
  count: number,
  days: number,
  identity: Account,
  { user }: Pick<World, 'user'>,
): Person[] {
  return Array.from({ length: count }, (_, at) => {
    const name = `${GIVEN[at % GIVEN.length] ?? ''}.${FAMILY[Math.floor(at / GIVEN.length) % FAMILY.length] ?? ''}`;
    const job = at % 10 === 0 ? 'security' : at % 5 === 1 ? 'platform' : 'developer';
    const team = job === 'developer' ? (teams[at % teams.length] ?? 'platform') : 'platform';
    const trips = Array.from({ length: random.below(3) }, (_trip, serial) => {
      const from = random.below(days);
      return { from, to: from + random.below(5), network: homeNetwork(4000 + at * 4 + serial) };
    });
    return {
      name,
      job,
      team,
      nextTeam: job === 'developer' ? random.pick(teams) : team,
      moves: random.chance(0.12) ? Math.round(days * (0.45 + random.next() * 0.5)) : Infinity,
      zone: random.pick(ZONES),
      office: officeNetwork(random.below(3)),
      home: random.chance(0.15) ? `2001:db8:${(0x1000 + at).toString(16)}` : homeNetwork(at * 3),
      trips,
      ...(at % 6 === 2
        ? { user: { principal: user(identity.id, name.replace('.', '-')), key: `AKIA${random.base32(16)}` } }
        : {}),
    };
  });
}

function pipelinesFor(
  random: Random,
  team: string,
  at: number,
  days: number,
  tooling: Account,
  { role, user }: Pick<World, 'role' | 'user'>,
): Pipeline[] {
  const key = `AKIA${random.base32(16)}`;
  const runner: Pipeline = {
    name: `${team}-runner`,
    team,
    how: 'runner',
    since: -1,
    runsADay: random.between(2, 5),
    tags: at % 3 === 0,
    networks: [officeNetwork(20), officeNetwork(21)],
    agent: at % 2 === 0 ? agents.terraform : agents.goSdk,
    principal: role(tooling.id, `runner-${team}`),
    key,
  };
  const github: Pipeline = {
    ...runner,
    name: `${team}-app`,
    how: 'github',
    // Some teams come to GitHub on the way.
    since: at % 3 === 1 ? Math.round(days * (0.4 + random.next() * 0.5)) : -1,
    networks: Array.from({ length: 90 }, (_, serial) => cloudNetwork(100 + serial)),
    agent: agents.actions,
  };
  const stored: Pipeline = {
    ...runner,
    name: `ci-${team}`,
    how: 'stored key',
    runsADay: random.between(1, 4),
    networks: [officeNetwork(30 + at)],
    agent: agents.boto3,
    principal: user(tooling.id, `ci-${team}`),
  };
  // There is always one key to steal.
  return at === 0 || random.chance(0.4) ? [runner, github, stored] : [runner, github];
}

/** Who works for the organisation from outside; two come on the way, and one of those nobody put on the list. */
function vendorsFor(random: Random, history: number, days: number, { role }: Pick<World, 'role'>): Vendor[] {
  const vendor = (
    name: string,
    work: Vendor['work'],
    serial: number,
    agent: string,
    since: number,
    listed = true,
  ): Vendor => {
    const account = `${1 + random.below(9)}${random.digits(11)}`;
    const short = name.split(' ')[0] ?? name;
    return {
      name,
      account,
      work,
      agent,
      since,
      listed,
      principal: role(account, `${short.toLowerCase()}-collector`),
      networks: [cloudNetwork(serial), cloudNetwork(serial + 1)],
      role: `${short}Integration`,
      externalId: random.uuid(),
    };
  };
  const during = (part: number): number => Math.round(history + (days - history) * part);
  return [
    vendor('Northlight Monitoring', 'monitoring', 1, agents.goSdk, -1),
    vendor('Wardstone Posture', 'posture', 4, agents.boto3, -1),
    vendor('Keepwell Backup', 'backup', 7, agents.javaSdk, -1),
    vendor('Pennywise Cost', 'cost', 10, agents.nodeSdk, -1),
    vendor('Harbour Consulting', 'partner', 13, agents.awsCliLinux, -1),
    vendor('Loom Deploy', 'delegate', 16, agents.goSdk, -1),
    vendor('Brightpath Backup', 'backup', 19, agents.javaSdk, during(0.3)),
    vendor('Quarry Analytics', 'cost', 22, agents.nodeSdk, during(0.65), false),
  ];
}
