import type { Call } from '../calls';
import type { Random } from '../random';

/** What everybody calls all day: no access to another account, no change of rights. */
const READS: readonly (readonly [source: string, name: string])[] = [
  ['ec2', 'DescribeInstances'],
  ['ec2', 'DescribeSecurityGroups'],
  ['ec2', 'DescribeVolumes'],
  ['s3', 'ListBuckets'],
  ['s3', 'GetBucketLocation'],
  ['logs', 'DescribeLogGroups'],
  ['logs', 'FilterLogEvents'],
  ['cloudwatch', 'GetMetricData'],
  ['lambda', 'ListFunctions20150331'],
  ['rds', 'DescribeDBInstances'],
  ['iam', 'ListRoles'],
  ['iam', 'GetRole'],
  ['sts', 'GetCallerIdentity'],
  ['ecs', 'DescribeServices'],
  ['cloudformation', 'DescribeStacks'],
  ['dynamodb', 'DescribeTable'],
  ['secretsmanager', 'DescribeSecret'],
  ['ssm', 'GetParameters'],
];

const WRITES: readonly (readonly [source: string, name: string])[] = [
  ['ec2', 'CreateTags'],
  ['lambda', 'UpdateFunctionCode20150331v2'],
  ['ecs', 'UpdateService'],
  ['ecr', 'PutImage'],
  ['cloudformation', 'CreateChangeSet'],
  ['ssm', 'PutParameter'],
  ['logs', 'PutRetentionPolicy'],
];

const REGIONS = ['us-east-1', 'eu-west-1', 'eu-west-1', 'eu-central-1'];

/** A call that means nothing by itself; `writes` is how often it changes something. */
export function ordinaryCall(random: Random, writes = 0.1): Call {
  const writing = random.chance(writes);
  const [source, name] = random.pick(writing ? WRITES : READS);
  return {
    source,
    name,
    readOnly: !writing,
    region: random.pick(REGIONS),
    request: random.chance(0.4) ? null : { maxResults: 100, nextToken: random.hex(24) },
  };
}
