import { DAY, HOUR, MINUTE, moment } from '../calendar';
import { call, callAcross, type Log } from '../calls';
import { agents, cloudNetwork, officeNetwork } from '../clients';
import { createKey, deleteKey } from '../iam';
import { roleActor, rootActor, userActor, type Client } from '../principals';
import { assumeRole, assumeRoot, deniedAssume, holder, issuedKey } from '../sts';
import { accountsOf, accountsOn, addressIn, workloads, type World } from '../world';
import { ordinaryCall } from './ordinary';

const SERVICE_USERS = ['svc-reports', 'svc-mail', 'svc-billing', 'svc-sync', 'svc-archive'];

/** What central teams run: scans, audits of root, rotation of keys, emergencies, shared data and images. */
export function guardians(world: World, day: number, log: Log): void {
  scan(world, day, log);
  if (day % 7 === 0) auditRoot(world, day, log);
  if (day % 4 === 0) rotateKeys(world, day, log);
  if (world.breakGlass.days.includes(day)) emergency(world, day, log);
  if (day === Math.round(world.days * 0.6)) overeager(world, day, log);
  share(world, day, log);
}

/** A role of a central account, on its fixed network. */
export function centralRole(world: World, log: Log, at: number, account: string, name: string, client: Client) {
  const session = { role: world.role(account, name), name, key: issuedKey(log), since: at - HOUR, mfa: false };
  return roleActor(session, client);
}

function scan(world: World, day: number, log: Log): void {
  const client = { address: addressIn(officeNetwork(10), 20), agent: agents.boto3 };
  const at = moment(day, 1);
  const scanner = centralRole(world, log, at, world.security.id, 'security-scanner', client);
  for (const [serial, account] of accountsOn(world, day - 1).entries()) {
    if (account === world.security) continue;
    const role = world.role(account.id, 'OrganizationAudit');
    const assumed = assumeRole(log, at + serial * MINUTE, scanner, role, { session: 'security-scanner' });
    call(log, at + serial * MINUTE + 5, holder(assumed, client), ordinaryCall(log.random, 0));
  }
}

function auditRoot(world: World, day: number, log: Log): void {
  const client = { address: addressIn(officeNetwork(10), 21), agent: agents.boto3 };
  const at = moment(day, 4);
  const auditor = centralRole(world, log, at, world.security.id, 'root-credentials-audit', client);
  for (const [serial, account] of accountsOn(world, day - 1).entries()) {
    if (account === world.security || account === world.management) continue;
    const then = at + serial * MINUTE;
    const { key } = assumeRoot(log, then, auditor, account.id, 'IAMAuditRootUserCredentials');
    const root = rootActor(account.id, key, then, client);
    call(log, then + 5, root, { source: 'iam', name: 'GetAccountSummary' });
  }
}

/** A machine's user gets a new key from the rotation, as it does every few weeks. */
function rotateKeys(world: World, day: number, log: Log): void {
  const client = { address: addressIn(officeNetwork(10), 22), agent: agents.boto3 };
  const at = moment(day, 3);
  const actor = centralRole(world, log, at, world.identity.id, 'key-rotation', client);
  const name = SERVICE_USERS[(day / 4) % SERVICE_USERS.length] ?? 'svc-reports';
  const { key } = createKey(log, at, actor, name);
  deleteKey(log, at + MINUTE, actor, name, `AKIA${log.random.base32(16)}`);
  const where = { address: addressIn(officeNetwork(11), 30), agent: agents.javaSdk };
  const user = userActor(world.user(world.identity.id, name), where, key);
  for (let done = 0; done < 6; done += 1) call(log, at + HOUR + done * HOUR, user, ordinaryCall(log.random, 0));
}

/** The user that is kept for emergencies: a drill or the real thing. */
function emergency(world: World, day: number, log: Log): void {
  const client = { address: addressIn(officeNetwork(0), 60), agent: agents.awsCli };
  const { user, key } = world.breakGlass;
  for (const [serial, account] of workloads(world, -1).slice(0, 2).entries()) {
    const at = moment(day, 21, serial * 10);
    const role = world.role(account.id, 'BreakGlassAdmin');
    const assumed = assumeRole(log, at, userActor(user, client, key), role, { session: 'incident' });
    for (let done = 0; done < 5; done += 1) {
      call(log, at + 30 + done * 20, holder(assumed, client), ordinaryCall(log.random, 0.5));
    }
  }
}

/** Somebody lets an inventory loose before it has the rights: denied everywhere, and harmless. */
function overeager(world: World, day: number, log: Log): void {
  const client = { address: addressIn(officeNetwork(1), 61), agent: agents.boto3 };
  const at = moment(day, 13);
  const actor = centralRole(world, log, at, world.tooling.id, 'asset-inventory', client);
  for (const [serial, account] of workloads(world, -1).slice(0, 8).entries()) {
    deniedAssume(log, at + serial * 20, actor, world.role(account.id, 'InventoryReader'));
  }
}

/** Data and images that one account keeps for others: the owner's copy names an account and a principal id. */
function share(world: World, day: number, log: Log): void {
  for (const team of world.teams) {
    const accounts = accountsOf(world, team, day);
    const data = accounts.find(({ name }) => name.includes('-data'));
    const [producer] = accounts;
    const at = moment(day, 5) + log.random.below(HOUR);
    if (data !== undefined && producer !== undefined && data !== producer) {
      const client = { address: addressIn(cloudNetwork(41), 12), agent: agents.javaSdk };
      const reader = centralRole(world, log, at, data.id, 'warehouse-loader', client);
      readObject(log, at, reader, producer.id, `events-${producer.name}`, `day=${day}/part-0.parquet`);
    }
    for (const account of accounts) {
      const node = { address: addressIn(cloudNetwork(42), 14), agent: agents.goSdk };
      const then = moment(day, 0) + log.random.below(DAY);
      callAcross(log, then, centralRole(world, log, then, account.id, 'cluster-node', node), world.tooling.id, {
        source: 'ecr',
        name: 'BatchGetImage',
        request: { registryId: world.tooling.id, repositoryName: `${team}/app`, imageIds: [{ imageTag: 'main' }] },
        resources: [
          { accountId: world.tooling.id, ARN: `arn:aws:ecr:eu-west-1:${world.tooling.id}:repository/${team}/app` },
        ],
      });
    }
  }
}

/** Reading an object of another account's bucket. */
export function readObject(
  log: Log,
  at: number,
  actor: Parameters<typeof callAcross>[2],
  owner: string,
  bucket: string,
  key: string,
): ReturnType<typeof callAcross> {
  const arn = `arn:aws:s3:::${bucket}`;
  return callAcross(log, at, actor, owner, {
    source: 's3',
    name: 'GetObject',
    data: true,
    request: { bucketName: bucket, key, Host: `${bucket}.s3.eu-west-1.amazonaws.com` },
    resources: [
      { type: 'AWS::S3::Object', ARN: `${arn}/${key}` },
      { accountId: owner, type: 'AWS::S3::Bucket', ARN: arn },
    ],
  });
}
