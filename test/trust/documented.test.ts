import { allow, deny, itReads } from './policies';

/**
 * Kinds of trust policies that AWS documents, in our own words and with our own names. The pages are of the IAM User Guide:
 * "AWS JSON policy elements: Principal", "Access to AWS accounts owned by third parties", "The confused deputy problem", "AWS
 * global condition context keys", "IAM: update trust", "Creating a role for OIDC federation", "Creating a role for SAML 2.0",
 * "Pass session tags in AWS STS", "IAM and AWS STS condition context keys".
 */
const auditor = { AWS: '444455556666' };
const saml = 'arn:aws:iam::111122223333:saml-provider/Directory';
const github = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const byToken = { Action: 'sts:AssumeRoleWithWebIdentity' };

describe('a documented trust policy lets in', () => {
  itReads({
    'a service': [allow({ Principal: { Service: 'ec2.amazonaws.com' } }), ['service ec2.amazonaws.com']],
    'two services': [
      allow({ Principal: { Service: ['ecs.amazonaws.com', 'elasticloadbalancing.amazonaws.com'] } }),
      ['service ecs.amazonaws.com', 'service elasticloadbalancing.amazonaws.com'],
    ],
    'a service on behalf of one account and resource': [
      allow({
        Principal: { Service: 'backup.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:backup:*:111122223333:*' },
        },
      }),
      [
        'service backup.amazonaws.com if source aws:SourceAccount=111122223333, source aws:SourceArn=arn:aws:backup:*:111122223333:*',
      ],
    ],
    'Kubernetes pods, with session tags': [
      allow({ Principal: { Service: 'pods.eks.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }),
      ['service pods.eks.amazonaws.com'],
    ],
    'certificates of one trust anchor': [
      allow({
        Principal: { Service: 'rolesanywhere.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        Condition: {
          StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'build' },
          ArnEquals: { 'aws:SourceArn': 'arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/ta' },
        },
      }),
      [
        'service rolesanywhere.amazonaws.com if source aws:SourceArn=arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/ta',
      ],
    ],
    'another account': [
      allow({ Principal: { AWS: 'arn:aws:iam::444455556666:root' } }),
      ['account arn:aws:iam::444455556666:root of 444455556666'],
    ],
    'another account by its id': [allow({ Principal: { AWS: '444455556666' } }), ['account 444455556666']],
    'a user and a role of other accounts': [
      allow({ Principal: { AWS: ['arn:aws:iam::444455556666:user/dev', 'arn:aws:iam::777788889999:role/app/ci'] } }),
      [
        'user arn:aws:iam::444455556666:user/dev of 444455556666',
        'role arn:aws:iam::777788889999:role/app/ci of 777788889999',
      ],
    ],
    'one session of a role': [
      allow({ Principal: { AWS: 'arn:aws:sts::444455556666:assumed-role/ci/build-7' } }),
      ['session arn:aws:sts::444455556666:assumed-role/ci/build-7 of 444455556666'],
    ],
    'a third party with an external id': [
      allow({ Principal: auditor, Condition: { StringEquals: { 'sts:ExternalId': 'customer-17' } } }),
      ['account 444455556666 if external_id sts:ExternalId=customer-17'],
    ],
    'an account only with a second factor': [
      allow({ Principal: auditor, Condition: { Bool: { 'aws:MultiFactorAuthPresent': true } } }),
      ['account 444455556666 if mfa aws:MultiFactorAuthPresent=true'],
    ],
    'an account with a second factor of the last hour': [
      allow({ Principal: auditor, Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 } } }),
      ['account 444455556666 if mfa aws:MultiFactorAuthAge=3600'],
    ],
    'an account from its networks': [
      allow({ Principal: auditor, Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '192.0.2.0/24'] } } }),
      ['account 444455556666 if network aws:SourceIp=192.0.2.0/24|203.0.113.0/24'],
    ],
    'all accounts of an organization': [
      allow({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
      ['organisation * if organisation aws:PrincipalOrgID=o-a1b2c3d4e5'],
    ],
    'the accounts of an organizational unit': [
      allow({
        Principal: '*',
        Condition: {
          'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*'] },
        },
      }),
      ['organisation * if organisation aws:PrincipalOrgPaths=o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*'],
    ],
    'the roles of an account by the beginning of their name': [
      allow({
        Principal: '*',
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/deploy-*' } },
      }),
      ['role arn:aws:iam::444455556666:role/deploy-* of 444455556666'],
    ],
    'a role that Identity Center made for a permission set': [
      allow({
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Condition: {
          ArnLike: {
            'aws:PrincipalArn':
              'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*',
          },
        },
      }),
      ['role arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_* of 111122223333'],
    ],
    'the users of a SAML provider': [
      allow({
        Principal: { Federated: saml },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      }),
      [`federated ${saml} of 111122223333 if claim saml:aud=https://signin.aws.amazon.com/saml`],
    ],
    'one identity pool of Cognito, signed in': [
      allow({
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        ...byToken,
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:12345678-abcd' },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
        },
      }),
      [
        'federated cognito-identity.amazonaws.com if claim cognito-identity.amazonaws.com:amr=authenticated, tenant cognito-identity.amazonaws.com:aud=us-east-1:12345678-abcd',
      ],
    ],
    'the users of an app that sign in with Amazon': [
      allow({
        Principal: { Federated: 'www.amazon.com' },
        ...byToken,
        Condition: { StringEquals: { 'www.amazon.com:app_id': 'amzn1.application-oa2-123456' } },
      }),
      ['federated www.amazon.com if tenant www.amazon.com:app_id=amzn1.application-oa2-123456'],
    ],
    'one branch of a repository on GitHub': [
      allow({
        Principal: { Federated: github },
        ...byToken,
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': 'repo:example/site:ref:refs/heads/main',
          },
        },
      }),
      [
        `federated ${github} of 111122223333 if claim token.actions.githubusercontent.com:aud=sts.amazonaws.com, tenant token.actions.githubusercontent.com:sub=repo:example/site:ref:refs/heads/main`,
      ],
    ],
    'a service account of a Kubernetes cluster': [
      allow({
        Principal: {
          Federated: 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF',
        },
        ...byToken,
        Condition: {
          StringEquals: {
            'oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF:sub': 'system:serviceaccount:default:web',
            'oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF:aud': 'sts.amazonaws.com',
          },
        },
      }),
      [
        'federated arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF of 111122223333 if claim oidc.eks.eu-west-1.amazonaws.com/id/abcdef:aud=sts.amazonaws.com, claim oidc.eks.eu-west-1.amazonaws.com/id/abcdef:sub=system:serviceaccount:default:web',
      ],
    ],
    'an account, for sessions named like the user': [
      allow({ Principal: auditor, Condition: { StringLike: { 'sts:RoleSessionName': '${aws:username}' } } }),
      ['account 444455556666'],
    ],
    'an account that tags its sessions': [
      allow({
        Principal: auditor,
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: {
          StringEquals: { 'aws:RequestTag/project': 'x' },
          'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': ['project'] },
        },
      }),
      ['account 444455556666'],
    ],
    'nobody who is outside the organization, unless a service': [
      [
        allow({ Principal: { AWS: '444455556666', Service: 'ec2.amazonaws.com' } }),
        deny({
          Condition: {
            StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
            BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
          },
        }),
      ],
      ['account 444455556666 if organisation aws:PrincipalOrgID=o-a1b2c3d4e5', 'service ec2.amazonaws.com'],
    ],
    'nobody whose sessions were issued before a moment': [
      [
        allow({ Principal: auditor }),
        deny({ Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-03-01T00:00:00Z' } } }),
      ],
      ['account 444455556666'],
    ],
  });
});
