import { BASE32 } from './random.mjs';

const ROLES = [
  'OrgAuditRole',
  'TerraformDeploy',
  'ReadOnly',
  'SecurityScan',
  'BillingExport',
  'DataLakeWriter',
  'AdminBreakGlass',
  'CIRunner',
  'BackupOperator',
  'service-role/StepRunner',
];

const AGENTS = [
  'aws-sdk-go-v2/1.24.1 os/linux lang/go#1.21.6 md/GOOS#linux md/GOARCH#amd64 api/sts#1.26.7',
  'Boto3/1.34.14 md/Botocore#1.34.14 ua/2.0 os/linux#5.10.205 md/arch#x86_64 lang/python#3.11.7 cfg/retry-mode#legacy',
  'console.amazonaws.com',
  '[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.488 Linux/5.10.186 OpenJDK_64-Bit_Server_VM/25.372-b08]',
  'APN/1.0 HashiCorp/1.0 Terraform/1.6.6 (+https://www.terraform.io) terraform-provider-aws/5.31.0 (é ünïcode)',
  'aws-cli/2.15.10 Python/3.11.6 Linux/6.1.0 exe/x86_64.debian.12 prompt/off command/sts.assume-role',
];

/**
 * Someone who calls: a role that is assumed, or a user.
 * @typedef {{ kind: 'role' | 'user', account: string, name: string, id: string, arn: string, networks: string[], agents: string[] }} Principal
 * @typedef {{ principal: Principal, account: string, role: string }} Relation `role`: an arn in `account`
 */

/**
 * An organisation of 60 accounts, 15 vendors that come in from their own, and 5 accounts that nobody knows; 1,500 principals
 * and 12,000 relationships among them, so that a baseline of 100,000 facts is what such a place has.
 * @param {import('./random.mjs').Random} random
 */
export function organisation(random) {
  const accounts = (count) =>
    Array.from({ length: count }, () => `${1 + random.below(9)}${random.text('0123456789', 11)}`);
  const own = accounts(60);
  const vendors = accounts(15);
  const strangers = accounts(5);
  const principals = Array.from({ length: 1500 }, (_, i) =>
    principal(random, principalAccount(random, own, vendors), i),
  );
  const relations = new Map();
  while (relations.size < 12_000) {
    const who = random.skewed(principals);
    const account = random.chance(0.25) ? who.account : random.pick(own);
    const role = `arn:aws:iam::${account}:role/${random.pick(ROLES)}`;
    relations.set(`${who.arn} ${role}`, { principal: who, account, role });
  }
  return { own, vendors, strangers, principals, relations: [...relations.values()] };
}

/** @typedef {ReturnType<typeof organisation>} Organisation */

function principalAccount(random, own, vendors) {
  return random.chance(0.9) ? random.pick(own) : random.pick(vendors);
}

function principal(random, account, serial) {
  const kind = random.chance(0.75) ? 'role' : 'user';
  const name = kind === 'role' ? `${random.pick(ROLES).split('/').at(-1)}${serial}` : `user${serial}`;
  const address = () => `${1 + random.below(220)}.${random.below(256)}.${random.below(256)}.${1 + random.below(254)}`;
  const several = (make) => Array.from({ length: 1 + random.below(2) }, make);
  return {
    kind,
    account,
    name,
    id: `${kind === 'role' ? 'AROA' : 'AIDA'}${random.text(BASE32, 17)}`,
    arn: `arn:aws:iam::${account}:${kind}/${name}`,
    networks: several(() =>
      random.chance(0.1) ? `2001:db8:${random.below(65536).toString(16)}::${serial.toString(16)}` : address(),
    ),
    agents: several(() => random.pick(AGENTS)),
  };
}
