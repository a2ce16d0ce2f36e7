// Writes the sample in this folder: node examples/make.mjs. The same bytes every time; README.md tells the story.
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

const production = '111122223333';
const tooling = '444455556666';
const vendor = '555566667777';
const stranger = '999988887777';

const office = '198.51.100.20';
const runner = '198.51.100.110';
const vendorHost = '2001:db8:77::40';
const hotel = '203.0.113.77';
const hideout = '192.0.2.166';

const awsCli = 'aws-cli/2.15.30 md/awscrt#0.19.19 ua/2.0 os/linux lang/python#3.11';
const terraform = 'APN/1.0 HashiCorp/1.0 Terraform/1.7.4 terraform-provider-aws/5.40.0 aws-sdk-go-v2/1.25.3';
const boto3 = 'Boto3/1.34.60 md/Botocore#1.34.60 ua/2.0 os/linux lang/python#3.11';

/** Records by account and day, as S3 would hold them. */
const trails = new Map();

function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}

function uuid(text) {
  const hex = digest(text);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function key(text) {
  return `ASIA${digest(text).slice(0, 9).toUpperCase()}EXAMPLE`;
}

let written = 0;

/** Adds a record to the trail of `account`. */
function log(account, time, identity, call, more = {}) {
  written += 1;
  const [source, name] = call.split(':');
  const record = {
    eventVersion: '1.09',
    userIdentity: identity,
    eventTime: time,
    eventSource: `${source}.amazonaws.com`,
    eventName: name,
    awsRegion: 'us-east-1',
    sourceIPAddress: more.from ?? office,
    userAgent: more.agent ?? awsCli,
    ...(more.error === undefined ? {} : { errorCode: 'AccessDenied', errorMessage: more.error }),
    requestParameters: more.request ?? null,
    responseElements: more.response ?? null,
    requestID: more.requestID ?? uuid(`request ${written}`),
    eventID: uuid(`event ${written}`),
    readOnly: more.readOnly ?? false,
    ...(more.resources === undefined ? {} : { resources: more.resources }),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    ...(more.sharedEventID === undefined ? {} : { sharedEventID: more.sharedEventID }),
    eventCategory: 'Management',
  };
  const place = `${account} ${time.slice(0, 10)}`;
  trails.set(place, [...(trails.get(place) ?? []), record]);
}

function user(account, name, session) {
  return {
    type: 'IAMUser',
    principalId: `AIDA${name.replaceAll('-', '').toUpperCase()}EXAMPLE`,
    arn: `arn:aws:iam::${account}:user/${name}`,
    accountId: account,
    accessKeyId: session?.key ?? `AKIA${name.replaceAll('-', '').toUpperCase()}EXAMPLE`,
    userName: name,
    ...(session === undefined
      ? {}
      : { sessionContext: { attributes: { creationDate: session.since, mfaAuthenticated: String(session.mfa) } } }),
  };
}

function role(account, name, session) {
  return {
    type: 'AssumedRole',
    principalId: `AROA${name.toUpperCase()}EXAMPLE:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
    accountId: account,
    accessKeyId: key(`${account} ${name} ${session}`),
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: `AROA${name.toUpperCase()}EXAMPLE`,
        arn: `arn:aws:iam::${account}:role/${name}`,
        accountId: account,
        userName: name,
      },
      attributes: { creationDate: '2026-02-02T00:00:00Z', mfaAuthenticated: 'false' },
    },
  };
}

/** A role assumed across accounts: the target's copy always, the caller's where its trail is ours. */
function assume(time, caller, account, name, session, more = {}) {
  const arn = `arn:aws:iam::${account}:role/${name}`;
  const call = {
    from: more.from,
    agent: more.agent,
    readOnly: true,
    request: { roleArn: arn, roleSessionName: session, ...(more.externalId ? { externalId: more.externalId } : {}) },
    response: {
      credentials: { accessKeyId: key(`${account} ${name} ${session}`), expiration: 'Mar 31, 2026, 11:59:59 PM' },
      assumedRoleUser: {
        assumedRoleId: `AROA${name.toUpperCase()}EXAMPLE:${session}`,
        arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
      },
    },
    resources: [{ accountId: account, type: 'AWS::IAM::Role', ARN: arn }],
    requestID: uuid(`request ${time} ${arn}`),
    sharedEventID: uuid(`shared ${time} ${arn}`),
  };
  if (caller.accountId === tooling) log(tooling, time, caller, 'sts:AssumeRole', call);
  const foreign = { type: 'AWSAccount', principalId: caller.principalId, accountId: caller.accountId };
  log(account, time, foreign, 'sts:AssumeRole', call);
}

function denied(time, caller, account, name) {
  const arn = `arn:aws:iam::${account}:role/${name}`;
  log(tooling, time, caller, 'sts:AssumeRole', {
    from: hideout,
    agent: boto3,
    readOnly: true,
    error: `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
  });
}

function sessionToken(time, name, more) {
  const issued = key(`token ${time} ${name}`);
  log(production, time, user(production, name), 'sts:GetSessionToken', {
    from: more.from,
    readOnly: true,
    request: { durationSeconds: 43200, ...(more.mfa ? { serialNumber: `arn:aws:iam::${production}:mfa/${name}` } : {}) },
    response: { credentials: { accessKeyId: issued, expiration: 'Mar 31, 2026, 11:59:59 PM' } },
  });
  return { key: issued, since: time, mfa: more.mfa };
}

function createRole(time, caller, name, principal, more = {}) {
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] };
  const text = JSON.stringify(document, null, 2);
  const arn = `arn:aws:iam::${production}:role/${name}`;
  log(production, time, caller, 'iam:CreateRole', {
    ...more,
    request: { roleName: name, assumeRolePolicyDocument: text, description: 'Allows a service to call others on your behalf.' },
    response: { role: { path: '/', roleName: name, roleId: `AROA${name.toUpperCase()}EXAMPLE`, arn, createDate: time } },
  });
}

/** What happens on every working day: a pipeline deploys, a person works with a token, services assume their roles. */
function routine(day) {
  assume(`${day}T08:05:11Z`, role(tooling, 'Deploy', 'pipeline'), production, 'DeployTarget', 'pipeline', {
    from: runner,
    agent: terraform,
  });
  const token = sessionToken(`${day}T08:30:40Z`, 'alice', { from: office, mfa: true });
  log(production, `${day}T08:31:02Z`, user(production, 'alice', token), 's3:ListBuckets', { readOnly: true });
  log(production, `${day}T09:00:00Z`, { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, 'sts:AssumeRole', {
    from: 'ec2.amazonaws.com',
    agent: 'ec2.amazonaws.com',
    readOnly: true,
    request: { roleArn: `arn:aws:iam::${production}:role/WebServer`, roleSessionName: 'i-0abcdef1234567890' },
    response: { credentials: { accessKeyId: key(`ec2 ${day}`) } },
    sharedEventID: uuid(`ec2 ${day}`),
  });
}

function reading(day) {
  log(production, `${day}T10:10:00Z`, user(production, 'carol'), 'iam:AttachRolePolicy', {
    request: { roleName: 'WebServer', policyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' },
  });
}

for (const day of ['02', '03', '04', '05', '10', '13', '17', '20', '24', '26']) routine(`2026-02-${day}`);
for (const day of ['02', '03', '04', '05']) routine(`2026-03-${day}`);
for (const day of ['2026-02-03', '2026-02-10', '2026-02-17', '2026-02-24', '2026-03-04']) reading(day);

// Near misses: a role for a service, a person who rotates an own key, a script that retries one role.
createRole('2026-02-10T10:05:00Z', user(production, 'carol'), 'ReportFunction', { Service: 'lambda.amazonaws.com' });
createRole('2026-03-02T10:05:00Z', user(production, 'carol'), 'ThumbnailFunction', { Service: 'lambda.amazonaws.com' });
for (const day of ['2026-02-13', '2026-03-04']) {
  log(production, `${day}T11:00:00Z`, user(production, 'bob'), 'iam:CreateAccessKey', {
    response: { accessKey: { userName: 'bob', accessKeyId: `AKIABOB${day.replaceAll('-', '')}EXAM`, status: 'Active' } },
  });
}
for (let minute = 0; minute < 8; minute += 1) {
  const deploy = role(tooling, 'Deploy', 'pipeline');
  log(tooling, `2026-02-26T08:1${minute}:00Z`, deploy, 'sts:AssumeRole', {
    from: runner,
    agent: terraform,
    readOnly: true,
    error: `User: ${deploy.arn} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${production}:role/Retired`,
  });
}

// A monitoring vendor begins to read: new once, then provisional until somebody approves it.
for (const day of ['2026-02-26', '2026-03-02']) {
  const collector = { accountId: vendor, principalId: 'AROACOLLECTOREXAMPLE:collector' };
  assume(`${day}T12:00:00Z`, collector, production, 'MonitoringReadOnly', 'collector', {
    from: vendorHost,
    agent: boto3,
    externalId: 'monitoring-7f3a',
  });
}

// The attack. A build runner's key is stolen; it tries roles, and one lets it in.
const thief = user(tooling, 'build-runner');
[
  [production, 'Administrator'],
  [production, 'OrganizationAccountAccessRole'],
  ['222233334444', 'Administrator'],
  ['222233334444', 'OrganizationAccountAccessRole'],
  ['333344445555', 'Administrator'],
  ['333344445555', 'OrganizationAccountAccessRole'],
].forEach(([account, name], minute) => denied(`2026-03-03T02:1${minute}:30Z`, thief, account, name));
assume('2026-03-03T02:20:05Z', thief, production, 'BreakGlass', 'deploy-fix', { from: hideout, agent: boto3 });

// From there: a way back in, power for it, a key for somebody else, and a role that anyone can assume.
const intruder = role(production, 'BreakGlass', 'deploy-fix');
const there = { from: hideout, agent: boto3 };
createRole('2026-03-03T02:31:00Z', intruder, 'BackupSync', { AWS: `arn:aws:iam::${stranger}:root` }, there);
log(production, '2026-03-03T02:32:10Z', intruder, 'iam:AttachRolePolicy', {
  ...there,
  request: { roleName: 'BackupSync', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
});
log(production, '2026-03-03T02:36:45Z', intruder, 'iam:CreateAccessKey', {
  ...there,
  request: { userName: 'bob' },
  response: { accessKey: { userName: 'bob', accessKeyId: 'AKIABOBSECONDEXAMPLE', status: 'Active' } },
});
log(production, '2026-03-03T02:41:20Z', intruder, 'iam:UpdateAssumeRolePolicy', {
  ...there,
  request: {
    roleName: 'WebServer',
    policyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
    }),
  },
});
const outsider = { accountId: stranger, principalId: 'AIDAMALLORYEXAMPLE' };
assume('2026-03-04T01:15:00Z', outsider, production, 'BackupSync', 'sync', { from: hideout, agent: awsCli });

// A phished password: a token without multi-factor authentication, used after midnight from elsewhere.
const stolen = sessionToken('2026-03-04T22:40:00Z', 'alice', { from: hotel, mfa: false });
log(production, '2026-03-05T03:15:00Z', user(production, 'alice', stolen), 's3:ListBuckets', { ...there, readOnly: true });
log(production, '2026-03-05T03:16:30Z', user(production, 'alice', stolen), 'secretsmanager:ListSecrets', {
  ...there,
  readOnly: true,
});

rmSync(path.join(here, 'AWSLogs'), { recursive: true, force: true });
for (const [place, records] of trails) {
  const [account, date] = place.split(' ');
  const folder = path.join(here, 'AWSLogs', account, 'CloudTrail', 'us-east-1', ...date.split('-'));
  mkdirSync(folder, { recursive: true });
  const name = `${account}_CloudTrail_us-east-1_${date.replaceAll('-', '')}T2355Z_${digest(place).slice(0, 16)}.json`;
  records.sort((a, b) => (a.eventTime < b.eventTime ? -1 : a.eventTime > b.eventTime ? 1 : 0));
  writeFileSync(path.join(folder, name), `${JSON.stringify({ Records: records })}\n`);
}
