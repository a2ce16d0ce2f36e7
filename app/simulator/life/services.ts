import { DAY, moment } from '../calendar';
import { call, foreignCall, type Log } from '../calls';
import { agents, cloudNetwork } from '../clients';
import { roleActor } from '../principals';
import { serviceAssumes } from '../sts';
import { accountsOn, addressIn, type Account, type World } from '../world';
import { ordinaryCall } from './ordinary';

/** A service, the role that it takes, and how it names its sessions. */
const WORKERS: readonly (readonly [service: string, role: string, path: string, session: string])[] = [
  ['ec2', 'web-server', '/', 'i-0'],
  ['lambda', 'thumbnailer', '/service-role/', 'thumbnailer-'],
  ['lambda', 'order-events', '/service-role/', 'order-events-'],
  ['ecs-tasks', 'task-execution', '/', 'ecs-task-'],
  ['config', 'AWSServiceRoleForConfig', '/aws-service-role/config.amazonaws.com/', 'AWSConfig-'],
  ['states', 'step-runner', '/service-role/', 'step-'],
  ['rds', 'AWSServiceRoleForRDS', '/aws-service-role/rds.amazonaws.com/', 'SLRManagement'],
  ['trustedadvisor', 'AWSServiceRoleForTrustedAdvisor', '/aws-service-role/trustedadvisor.amazonaws.com/', 'TA-'],
];

/** What AWS services do for an organisation, most of every log, and the calls of the workloads that hold their roles. */
export function services(world: World, day: number, log: Log): void {
  for (const account of accountsOn(world, day)) {
    for (let done = 0; done < world.volume; done += 1) {
      const at = moment(day, 0) + log.random.below(DAY);
      const dice = log.random.below(100);
      if (dice < 60) takesRole(world, log, at, account);
      else if (dice < 85) usesKey(log, at, account);
      else workload(world, log, at, account);
    }
    if (log.random.chance(0.1)) anonymousRead(log, moment(day, log.random.below(24)), account);
    if (log.random.chance(0.05)) failedSignIn(log, moment(day, log.random.below(24)), account);
  }
}

function takesRole(world: World, log: Log, at: number, account: Account): void {
  const [service, name, path, session] = log.random.pick(WORKERS);
  serviceAssumes(log, at, service, world.role(account.id, name, path), `${session}${log.random.hex(8)}`);
}

/** S3 and KMS on a service's behalf: `sharedEventID` here too, though no account is crossed. */
function usesKey(log: Log, at: number, account: Account): void {
  const host = log.random.pick(['logs.amazonaws.com', 'sns.amazonaws.com', 'cloudtrail.amazonaws.com']);
  const key = `arn:aws:kms:eu-west-1:${account.id}:key/${account.id.slice(0, 8)}-1111-4222-8333-444455556666`;
  foreignCall(
    log,
    at,
    { type: 'AWSService', invokedBy: host },
    { address: host, agent: host },
    account.id,
    {
      source: 'kms',
      name: log.random.pick(['GenerateDataKey', 'Decrypt']),
      region: 'eu-west-1',
      request: { keySpec: 'AES_256', encryptionContext: { 'aws:logs:arn': `arn:aws:logs:eu-west-1:${account.id}:*` } },
      resources: [{ accountId: account.id, type: 'AWS::KMS::Key', ARN: key }],
    },
    log.random.uuid(),
  );
}

function workload(world: World, log: Log, at: number, account: Account): void {
  const role = world.role(account.id, log.random.pick(['web-server', 'task-execution']));
  const session = {
    role,
    name: `i-0${log.random.hex(8)}`,
    key: `ASIA${log.random.base32(16)}`,
    since: at - 900,
    mfa: false,
  };
  const client = { address: addressIn(cloudNetwork(40), log.random.below(250)), agent: agents.javaSdk };
  call(log, at, roleActor(session, client), ordinaryCall(log.random, 0.2));
}

/** Somebody reads a public object: an AWSAccount whose account is no account. */
function anonymousRead(log: Log, at: number, account: Account): void {
  const identity = { type: 'AWSAccount', principalId: '', accountId: 'anonymous' };
  const client = {
    address: addressIn(cloudNetwork(90), log.random.below(250)),
    agent: '[Mozilla/5.0 (compatible; crawler)]',
  };
  const bucket = `arn:aws:s3:::public-${account.name}`;
  foreignCall(log, at, identity, client, account.id, {
    source: 's3',
    name: 'GetObject',
    data: true,
    request: { bucketName: `public-${account.name}`, key: 'robots.txt' },
    resources: [
      { type: 'AWS::S3::Object', ARN: `${bucket}/robots.txt` },
      { accountId: account.id, type: 'AWS::S3::Bucket', ARN: bucket },
    ],
  });
}

/** A failed sign-in, whose user name CloudTrail hides: it might be a password typed into the wrong field. */
function failedSignIn(log: Log, at: number, account: Account): void {
  const identity = {
    type: 'IAMUser',
    accountId: account.id,
    accessKeyId: '',
    userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
  };
  const client = { address: addressIn(cloudNetwork(91), log.random.below(250)), agent: agents.browser };
  foreignCall(log, at, identity, client, account.id, {
    source: 'signin',
    name: 'ConsoleLogin',
    readOnly: false,
    type: 'AwsConsoleSignIn',
    response: { ConsoleLogin: 'Failure' },
    additional: { LoginTo: 'https://console.aws.amazon.com/console/home', MobileVersion: 'No', MFAUsed: 'No' },
  });
}
