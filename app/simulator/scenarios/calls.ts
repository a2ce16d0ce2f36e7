import type { Call } from '../calls';

/** Calls that attackers, and others, make once they are in. */
export const WHO_AM_I: Call = { source: 'sts', name: 'GetCallerIdentity' };
export const LIST_SECRETS: Call = { source: 'secretsmanager', name: 'ListSecrets', request: { maxResults: 100 } };
export const GET_SECRET: Call = {
  source: 'secretsmanager',
  name: 'GetSecretValue',
  request: { secretId: 'prod/database' },
};
export const LIST_BUCKETS: Call = { source: 's3', name: 'ListBuckets', request: { Host: 's3.amazonaws.com' } };
export const LIST_ROLES: Call = { source: 'iam', name: 'ListRoles', request: { maxItems: 1000 } };
export const DESCRIBE_STACKS: Call = { source: 'cloudformation', name: 'DescribeStacks' };
