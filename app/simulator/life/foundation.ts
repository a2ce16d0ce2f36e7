import { HOUR, isWorkday, MINUTE, moment } from '../calendar';
import { call, type Log } from '../calls';
import { agents, officeNetwork } from '../clients';
import { accountTrust, attachPolicy, createRole, putPolicy, serviceTrust, vendorTrust } from '../iam';
import { roleActor, type Actor, type Client } from '../principals';
import { assumeRole, holder, issuedKey } from '../sts';
import { accountsOn, addressIn, deploymentRole, type Account, type Vendor, type World } from '../world';
import { ordinaryCall } from './ordinary';
import { signIn } from './people';
import { customersOf } from './vendors';

/** The landing zone: it keeps all accounts alike, founds new ones, lets vendors in, and renames a team's role. */
export function foundation(world: World, day: number, log: Log): void {
  if (isWorkday(day)) {
    for (const account of log.random.shuffled(accountsOn(world, day - 1)).slice(0, 3)) {
      routine(world, log, moment(day, 8) + log.random.below(8 * HOUR), account);
    }
  }
  for (const account of world.accounts) if (account.since === day) found(world, day, log, account);
  for (const vendor of world.vendors) if (vendor.since === day) letIn(world, day, log, vendor);
  for (const [team, since] of world.renamed) if (since === day) rename(world, day, log, team);
}

/** From where the landing zone is built: an office, with terraform. */
export function landingZoneClient(log: Log): Client {
  return { address: addressIn(officeNetwork(20), log.random.below(250)), agent: agents.terraform };
}

/** The pipeline of the landing zone, in the tooling account. */
export function landingZone(world: World, log: Log, at: number, client: Client): Actor {
  const role = world.role(world.tooling.id, 'landing-zone');
  return roleActor({ role, name: 'terraform', key: issuedKey(log), since: at - HOUR, mfa: false }, client);
}

/** Its role in an account. */
export function terraform(world: World, log: Log, at: number, account: Account): Actor {
  const client = landingZoneClient(log);
  const role = world.role(account.id, 'TerraformExecution');
  return holder(assumeRole(log, at, landingZone(world, log, at, client), role, { session: 'terraform' }), client);
}

function routine(world: World, log: Log, at: number, account: Account): void {
  const actor = terraform(world, log, at, account);
  for (let done = 0; done < 5; done += 1) call(log, at + 10 + done * 7, actor, ordinaryCall(log.random, 0.4));
  if (!log.random.chance(0.35)) return;
  const role = world.role(account.id, `app-${log.random.hex(4)}`);
  createRole(log, at + MINUTE, actor, role, [serviceTrust(log.random.pick(['lambda', 'ecs-tasks', 'ec2']))]);
  if (log.random.chance(0.5)) attachPolicy(log, at + 2 * MINUTE, actor, role, 'AmazonSSMManagedInstanceCore');
  else putPolicy(log, at + 2 * MINUTE, actor, role, ['s3:GetObject'], `arn:aws:s3:::assets-${account.name}/*`);
}

/** A new account: the management account reaches in, and makes the role that all the rest comes through. */
function found(world: World, day: number, log: Log, account: Account): void {
  const person = world.people.find(({ job }) => job === 'platform');
  if (person === undefined) return;
  const at = moment(day, 10);
  const client = { address: addressIn(person.office, 17), agent: agents.awsCli };
  const admin = roleActor(signIn(world, log, at, person, world.management), client);
  call(log, at + MINUTE, admin, {
    source: 'organizations',
    name: 'CreateAccount',
    readOnly: false,
    request: { accountName: 'HIDDEN_DUE_TO_SECURITY_REASONS', email: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    response: { createAccountStatus: { accountName: 'HIDDEN_DUE_TO_SECURITY_REASONS', state: 'IN_PROGRESS' } },
  });
  const into = world.role(account.id, 'OrganizationAccountAccessRole');
  const founder = holder(assumeRole(log, at + 10 * MINUTE, admin, into, { session: person.name }), client);
  const execution = world.role(account.id, 'TerraformExecution');
  createRole(log, at + 11 * MINUTE, founder, execution, [accountTrust(world.tooling.id)]);
  attachPolicy(log, at + 12 * MINUTE, founder, execution, 'AdministratorAccess');

  const zone = terraform(world, log, at + 30 * MINUTE, account);
  const deployment = deploymentRole(world, account.team, account.id, day);
  createRole(log, at + 31 * MINUTE, zone, deployment, [accountTrust(world.tooling.id)]);
  attachPolicy(log, at + 32 * MINUTE, zone, deployment, 'PowerUserAccess');
  for (const vendor of world.vendors) {
    if (vendor.since < day && customersOf(world, vendor, day).includes(account)) {
      admit(world, log, at + 35 * MINUTE, vendor, account, zone);
    }
  }
}

/** A vendor gets its role in every account that it works in. */
function letIn(world: World, day: number, log: Log, vendor: Vendor): void {
  for (const [serial, account] of customersOf(world, vendor, day).entries()) {
    const at = moment(day, 11) + serial * 2 * MINUTE;
    admit(world, log, at + MINUTE, vendor, account, terraform(world, log, at, account));
  }
}

function admit(world: World, log: Log, at: number, vendor: Vendor, account: Account, actor: Actor): void {
  const role = world.role(account.id, vendor.role);
  createRole(log, at, actor, role, [vendorTrust(vendor.account, vendor.externalId)]);
  attachPolicy(log, at + 5, actor, role, 'SecurityAudit');
}

function rename(world: World, day: number, log: Log, team: string): void {
  for (const [serial, account] of accountsOn(world, day)
    .filter((one) => one.team === team)
    .entries()) {
    const at = moment(day, 6) + serial * 3 * MINUTE;
    const actor = terraform(world, log, at, account);
    const role = deploymentRole(world, team, account.id, day);
    createRole(log, at + MINUTE, actor, role, [accountTrust(world.tooling.id)]);
    attachPolicy(log, at + MINUTE + 5, actor, role, 'PowerUserAccess');
  }
}
