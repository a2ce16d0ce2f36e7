import { recordParts } from './parts.mjs';
import { documents } from './policies.mjs';

const CALLS = [
  ['s3', 'GetObject'],
  ['ec2', 'DescribeInstances'],
  ['lambda', 'Invoke20150331'],
  ['dynamodb', 'GetItem'],
  ['kms', 'Decrypt'],
  ['iam', 'ListRoles'],
  ['sqs', 'ReceiveMessage'],
  ['logs', 'PutLogEvents'],
  ['ecs', 'DescribeTasks'],
  ['cloudformation', 'DescribeStacks'],
];

/**
 * Calls that are none of STS: mostly ordinary, some by services or from other accounts, a few changes of IAM.
 * @param {import('./random.mjs').Random} random
 * @param {import('./organisation.mjs').Organisation} place
 */
export function otherCalls(random, place) {
  const { key, identityOf, sessionArn } = recordParts(random);

  function otherCall(relation, time) {
    const dice = random.below(1000);
    if (dice < 12) return iamChange(relation, time);
    if (dice < 30) return otherAccountsResource(relation, time);
    if (dice < 120) return byService(relation);
    return ordinary(relation, time);
  }

  function iamChange({ principal, account, role }, time) {
    const roleName = role.split('/').at(-1);
    const away = random.chance(0.1);
    const base = {
      identity: identityOf(principal, time),
      source: 'iam.amazonaws.com',
      recipient: away ? account : principal.account,
      readOnly: false,
      shared: away,
    };
    switch (random.below(5)) {
      case 0:
        return {
          ...base,
          name: 'CreateRole',
          request: { roleName, path: '/', assumeRolePolicyDocument: documents.trust(random, place) },
          response: {
            role: { roleName, path: '/', arn: `arn:aws:iam::${base.recipient}:role/${roleName}`, createDate: time },
          },
        };
      case 1:
        return {
          ...base,
          name: 'UpdateAssumeRolePolicy',
          request: { roleName, policyDocument: documents.trust(random, place) },
        };
      case 2:
        return {
          ...base,
          name: 'AttachRolePolicy',
          request: {
            roleName,
            policyArn: `arn:aws:iam::aws:policy/${random.pick(['AdministratorAccess', 'ReadOnlyAccess', 'IAMFullAccess', 'job-function/Billing'])}`,
          },
        };
      case 3:
        return {
          ...base,
          name: 'PutRolePolicy',
          request: { roleName, policyName: 'inline', policyDocument: documents.policy(random) },
        };
      default: {
        const userName = random.chance(0.5) ? principal.name : `user${random.below(1500)}`;
        return {
          ...base,
          name: 'CreateAccessKey',
          request: random.chance(0.8) ? { userName } : null,
          response: { accessKey: { accessKeyId: key('AKIA'), status: 'Active', userName, createDate: time } },
        };
      }
    }
  }

  function otherAccountsResource({ principal, account }, time) {
    const bucket = `corp-data-${account.slice(0, 4)}`;
    return {
      ...ordinary({ principal }, time),
      identity: {
        type: 'AWSAccount',
        principalId: `${principal.id}:${principal.name}`,
        accountId: principal.account,
      },
      source: 's3.amazonaws.com',
      name: 'GetObject',
      recipient: account,
      shared: true,
      resources: [
        { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket}/logs/${random.uuid()}` },
        { accountId: account, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` },
      ],
    };
  }

  function byService({ principal }) {
    const service = random.pick(['config.amazonaws.com', 'cloudformation.amazonaws.com', 'autoscaling.amazonaws.com']);
    return {
      ...ordinary({ principal }, ''),
      identity: { type: 'AWSService', invokedBy: service },
      address: service,
      agent: service,
    };
  }

  function ordinary({ principal }, time) {
    const [service, name] = random.pick(CALLS);
    const item = { name: 'tag:env', valueSet: { items: [{ value: 'prod' }, { value: 'a "quoted" value' }] } };
    return {
      identity: identityOf(principal, time),
      source: `${service}.amazonaws.com`,
      name,
      recipient: principal.account,
      ...(random.chance(0.03)
        ? {
            error: {
              errorCode: 'AccessDenied',
              errorMessage: `User: ${sessionArn(principal)} is not authorized to perform: ${service}:${name}`,
            },
          }
        : {}),
      request: {
        bucketName: `corp-data-${service}`,
        Host: `${service}.us-east-1.amazonaws.com`,
        key: `logs/${random.uuid()}/part-0001.json.gz`,
        filterSet: { items: Array.from({ length: 1 + random.below(4) }, () => item) },
      },
      more: {
        additionalEventData: {
          SignatureVersion: 'SigV4',
          CipherSuite: 'ECDHE-RSA-AES128-GCM-SHA256',
          bytesTransferredIn: 0,
          AuthenticationMethod: 'AuthHeader',
          'x-amz-id-2': random.uuid() + random.uuid(),
          bytesTransferredOut: random.below(1 << 20),
        },
      },
    };
  }

  return otherCall;
}
