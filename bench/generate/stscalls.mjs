import { recordParts } from './parts.mjs';

/**
 * Calls of STS and the console's role switch, as often as an organisation makes them.
 * @param {import('./random.mjs').Random} random
 * @param {import('./organisation.mjs').Organisation} place
 */
export function stsCalls(random, place) {
  const { identityOf, denial, issued, credentials } = recordParts(random);

  function stsCall(relation, time) {
    const dice = random.below(1000);
    if (dice < 620) return assumeRole(relation, time);
    if (dice < 860) return serviceAssumes(relation, time);
    if (dice < 920) return targetCopy(relation, time);
    if (dice < 940) return federated(relation, time, 'SAML');
    if (dice < 960) return federated(relation, time, 'WebIdentity');
    if (dice < 975) return sessionToken(relation, time);
    if (dice < 985) return federationToken(relation, time);
    if (dice < 990) return assumeRoot(relation, time);
    return switchRole(relation, time);
  }

  function assumeRole({ principal, account, role }, time) {
    const session = `${principal.name}-${random.below(50)}`;
    const to = random.chance(0.004) ? `${role}${random.below(1000)}` : role;
    const denied = random.chance(0.04);
    return {
      identity: identityOf(principal, time),
      source: 'sts.amazonaws.com',
      name: 'AssumeRole',
      recipient: principal.account,
      shared: true,
      ...(denied ? { error: denial(principal, 'sts:AssumeRole', to) } : issued(account, to, session, time)),
      request: denied
        ? null
        : {
            roleArn: to,
            roleSessionName: session,
            durationSeconds: 3600,
            ...(random.chance(0.2) ? { externalId: random.uuid() } : {}),
          },
      resources: denied ? undefined : [{ accountId: account, type: 'AWS::IAM::Role', ARN: to }],
    };
  }

  function serviceAssumes({ account, role }, time) {
    const service = random.pick([
      'ec2.amazonaws.com',
      'lambda.amazonaws.com',
      'states.amazonaws.com',
      'ecs-tasks.amazonaws.com',
    ]);
    return {
      identity: { type: 'AWSService', invokedBy: service },
      source: 'sts.amazonaws.com',
      name: 'AssumeRole',
      address: service,
      agent: service,
      recipient: account,
      shared: true,
      request: { roleArn: role, roleSessionName: `i-0${random.text('0123456789abcdef', 16)}` },
      ...issued(account, role, `i-0${random.text('0123456789abcdef', 16)}`, time),
      resources: [{ accountId: account, type: 'AWS::IAM::Role', ARN: role }],
    };
  }

  function targetCopy({ principal, account, role }, time) {
    const stranger = random.chance(0.05);
    const from = stranger ? random.pick(place.strangers) : principal.account;
    return {
      identity: { type: 'AWSAccount', principalId: `${principal.id}:${principal.name}`, accountId: from },
      source: 'sts.amazonaws.com',
      name: 'AssumeRole',
      recipient: account,
      shared: true,
      request: { roleArn: role, roleSessionName: principal.name, durationSeconds: 900 },
      ...issued(account, role, principal.name, time),
      resources: [{ accountId: account, type: 'AWS::IAM::Role', ARN: role }],
    };
  }

  function federated({ account, role }, time, how) {
    const user = `person${random.below(400)}@example.com`;
    const saml = how === 'SAML';
    const provider = saml ? `arn:aws:iam::${account}:saml-provider/Corp` : 'token.actions.example.com';
    return {
      identity: {
        type: saml ? 'SAMLUser' : 'WebIdentityUser',
        principalId: `${provider}:${user}`,
        userName: user,
        identityProvider: provider,
      },
      source: 'sts.amazonaws.com',
      name: `AssumeRoleWith${how}`,
      recipient: account,
      request: {
        roleArn: role,
        roleSessionName: user,
        ...(saml ? { principalArn: provider, sAMLAssertionID: `_${random.uuid()}` } : {}),
      },
      ...issued(account, role, user, time),
      resources: [{ accountId: account, type: 'AWS::IAM::Role', ARN: role }],
    };
  }

  function sessionToken({ principal }, time) {
    return {
      identity: identityOf(principal, time),
      source: 'sts.amazonaws.com',
      name: 'GetSessionToken',
      recipient: principal.account,
      request: {
        durationSeconds: 43200,
        ...(random.chance(0.6) ? { serialNumber: `arn:aws:iam::${principal.account}:mfa/${principal.name}` } : {}),
      },
      response: { credentials: credentials(time) },
    };
  }

  function federationToken({ principal }, time) {
    return {
      identity: identityOf(principal, time),
      source: 'sts.amazonaws.com',
      name: 'GetFederationToken',
      recipient: principal.account,
      request: { name: 'bob', policy: '{"Version":"2012-10-17"}' },
      response: {
        credentials: credentials(time),
        federatedUser: {
          federatedUserId: `${principal.account}:bob`,
          arn: `arn:aws:sts::${principal.account}:federated-user/bob`,
        },
      },
    };
  }

  function assumeRoot({ principal, account }, time) {
    return {
      identity: identityOf(principal, time),
      source: 'sts.amazonaws.com',
      name: 'AssumeRoot',
      recipient: principal.account,
      shared: true,
      request: {
        targetPrincipal: account,
        taskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
      },
      response: { credentials: credentials(time) },
    };
  }

  function switchRole({ principal, account, role }, time) {
    const name = role.split('/').at(-1);
    return {
      identity: {
        type: 'AssumedRole',
        principalId: `${principal.id}:${principal.name}`,
        arn: `arn:aws:sts::${account}:assumed-role/${name}/${principal.name}`,
        accountId: account,
      },
      source: 'signin.amazonaws.com',
      name: 'SwitchRole',
      type: 'AwsConsoleSignIn',
      recipient: account,
      response: { SwitchRole: random.chance(0.9) ? 'Success' : 'Failure' },
      more: {
        additionalEventData: {
          SwitchFrom:
            principal.kind === 'user'
              ? principal.arn
              : `arn:aws:sts::${principal.account}:assumed-role/${principal.name}/console`,
          RedirectTo: 'https://console.aws.amazon.com/',
          time,
        },
      },
    };
  }

  return stsCall;
}
