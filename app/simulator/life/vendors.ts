import { HOUR, MINUTE, moment } from '../calendar';
import { call, type Log } from '../calls';
import { roleActor, type Actor, type Client } from '../principals';
import { assumeRole, holder, issuedKey, type Assumed } from '../sts';
import { accountsOn, addressIn, workloads, type Account, type Vendor, type World } from '../world';
import { ordinaryCall } from './ordinary';

/** What vendors do, each from its own networks at its own hours. */
export function vendors(world: World, day: number, log: Log): void {
  for (const vendor of world.vendors) {
    // Their role is made on the day on which they begin; they come the day after.
    if (day <= vendor.since) continue;
    for (const account of customersOf(world, vendor, day)) {
      if (account.since < day) work(world, day, log, vendor, account);
    }
  }
}

/** The accounts that a vendor works in. */
export function customersOf(world: World, vendor: Vendor, day: number): Account[] {
  switch (vendor.work) {
    case 'monitoring':
      return workloads(world, day);
    case 'posture':
      return accountsOn(world, day);
    case 'backup':
      return workloads(world, day).filter(({ name }) => name.includes('-prod'));
    case 'cost':
      return [world.management, ...workloads(world, -1).slice(0, 3)];
    case 'partner':
      return workloads(world, -1).slice(1, 3);
    case 'delegate':
      return workloads(world, -1).slice(0, 1);
  }
}

function work(world: World, day: number, log: Log, vendor: Vendor, account: Account): void {
  switch (vendor.work) {
    case 'monitoring':
      for (let hour = 0; hour < 24; hour += 3) visit(world, log, moment(day, hour, 7), vendor, account, 1);
      return;
    case 'posture':
      visit(world, log, moment(day, 2), vendor, account, 5);
      return;
    case 'backup':
      visit(world, log, moment(day, 23), vendor, account, 4);
      return;
    case 'cost':
      visit(world, log, moment(day, 5), vendor, account, 3);
      return;
    case 'partner':
      if (day % 7 === 1) visit(world, log, moment(day, 9), vendor, account, 6);
      return;
    case 'delegate':
      if (day % 7 === 3) delegated(world, log, moment(day, 10), vendor, account);
      return;
  }
}

function visit(world: World, log: Log, hour: number, vendor: Vendor, account: Account, calls: number): void {
  const at = hour + log.random.below(20 * MINUTE);
  const client = vendorClient(vendor, log);
  const assumed = vendorAssumes(world, log, at, vendor, account, client);
  for (let done = 0; done < calls; done += 1) {
    call(log, at + 10 + log.random.below(10 * MINUTE), holder(assumed, client), ordinaryCall(log.random, 0));
  }
}

/** Address and agent of a call by a vendor. */
export function vendorClient(vendor: Vendor, log: Log): Client {
  return { address: addressIn(log.random.pick(vendor.networks), log.random.below(250)), agent: vendor.agent };
}

/** A vendor's collector, in the vendor's account. */
export function vendorActor(vendor: Vendor, log: Log, at: number, client: Client): Actor {
  const { principal } = vendor;
  return roleActor({ role: principal, name: 'collector', key: issuedKey(log), since: at - HOUR, mfa: false }, client);
}

/** It takes its role in an account. */
export function vendorAssumes(
  world: World,
  log: Log,
  at: number,
  vendor: Vendor,
  account: Account,
  client: Client,
): Assumed {
  const role = world.role(account.id, vendor.role);
  const { externalId } = vendor;
  return assumeRole(log, at, vendorActor(vendor, log, at, client), role, { session: 'collector', externalId });
}

/** A delegate acts as a role of the account itself, and the record says for whom. */
function delegated(world: World, log: Log, at: number, vendor: Vendor, account: Account): void {
  const client = vendorClient(vendor, log);
  for (let done = 0; done < 4; done += 1) {
    call(
      log,
      at + done * MINUTE,
      delegateActor(world, log, at, vendor, account, client),
      ordinaryCall(log.random, 0.5),
    );
  }
}

/** A vendor that acts as the role of an account, through temporary delegation. */
export function delegateActor(
  world: World,
  log: Log,
  at: number,
  vendor: Vendor,
  account: Account,
  client: Client,
): Actor {
  const role = world.role(account.id, `${vendor.role}Delegated`);
  return roleActor({ role, name: 'delegation', key: issuedKey(log), since: at, mfa: false }, client, vendor.account);
}
