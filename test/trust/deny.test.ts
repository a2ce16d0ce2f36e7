import { allow, deny, itReads } from './policies';

const root = 'arn:aws:iam::444455556666:root';
const role = 'arn:aws:iam::444455556666:role/ci';
const account = allow({ Principal: { AWS: root } });
const anyone = allow({ Principal: '*' });
const line = `account ${root} of 444455556666`;
const roleLine = `role ${role} of 444455556666`;
const notIf = (Condition: object): object => deny({ Condition });

describe('a Deny keeps out', () => {
  itReads({
    'everyone, whatever else is allowed': [[account, anyone, deny({})], []],
    'everyone, as principals of AWS': [[account, deny({ Principal: { AWS: '*' } })], []],
    'everyone, before the Allow as well as after': [[deny({ Action: '*' }), account], []],
    'an account by its id': [[account, deny({ Principal: { AWS: '444455556666' } })], []],
    'the role of an account that it names': [
      [allow({ Principal: { AWS: role } }), deny({ Principal: { AWS: root } })],
      [],
    ],
    'the role itself': [[allow({ Principal: { AWS: [role, root] } }), deny({ Principal: { AWS: role } })], [line]],
    'an account by a condition': [
      [account, notIf({ StringEquals: { 'aws:PrincipalAccount': ['444455556666', '777788889999'] } })],
      [],
    ],
    'an account by a pattern of arns': [
      [account, notIf({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:*' } })],
      [],
    ],
    'a role by a pattern of arns': [
      [allow({ Principal: { AWS: role } }), notIf({ StringLike: { 'aws:PrincipalArn': '*:role/c?' } })],
      [],
    ],
    'all but those whom NotPrincipal names': [
      [
        allow({ Principal: { AWS: [root, '777788889999'] } }),
        deny({ Principal: undefined, NotPrincipal: { AWS: root } }),
      ],
      [line],
    ],
    'all but those whom NotPrincipal names, from anyone': [
      [anyone, deny({ Principal: undefined, NotPrincipal: { AWS: [root, 'arn:aws:iam::777788889999:role/x'] } })],
      [line, 'role arn:aws:iam::777788889999:role/x of 777788889999'],
    ],
    'services and all, but a principal by its unique id': [
      [
        allow({ Principal: { AWS: 'AROAEXAMPLE', Service: 'ec2.amazonaws.com' } }),
        deny({ Principal: undefined, NotPrincipal: { AWS: 'AROAEXAMPLE' } }),
      ],
      ['other AROAEXAMPLE'],
    ],
    'all but a role, from its account': [
      [account, deny({ Principal: undefined, NotPrincipal: { AWS: role } })],
      [roleLine],
    ],
    'all but the role of a condition, from anyone': [
      [anyone, notIf({ ArnNotEquals: { 'aws:PrincipalArn': role } })],
      [roleLine],
    ],
    'all but an account, where NotAction leaves the way in': [
      [
        anyone,
        deny({
          Action: undefined,
          NotAction: 'sts:TagSession',
          Condition: { StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } },
        }),
      ],
      ['account 444455556666'],
    ],
    'services that it names': [
      [
        allow({ Principal: { Service: ['ec2.amazonaws.com', 'ecs.amazonaws.com'] } }),
        deny({ Principal: { Service: 'ec2.amazonaws.com' } }),
      ],
      ['service ecs.amazonaws.com'],
    ],
    'a provider that it names': [
      [
        allow({ Principal: { Federated: 'accounts.google.com' }, Action: 'sts:*' }),
        deny({ Principal: { Federated: 'accounts.google.com' }, Action: 'sts:AssumeRoleWithWebIdentity' }),
      ],
      [],
    ],
  });
});

describe('a Deny of those who fail a condition guards:', () => {
  itReads({
    'no external id': [
      [account, notIf({ StringNotEquals: { 'sts:ExternalId': 'x' } })],
      [`${line} if external_id sts:ExternalId=x`],
    ],
    'no second factor, missing included': [
      [account, notIf({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })],
      [`${line} if mfa aws:MultiFactorAuthPresent=true`],
    ],
    'another organization': [
      [anyone, notIf({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
      ['organisation * if organisation aws:PrincipalOrgID=o-a1b2c3d4e5'],
    ],
    'another organizational unit': [
      [anyone, notIf({ 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } })],
      ['organisation * if organisation aws:PrincipalOrgPaths=o-a1b2c3d4e5/*'],
    ],
    'another network': [
      [account, notIf({ NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })],
      [`${line} if network aws:SourceIp=192.0.2.0/24`],
    ],
    'several, each with its own Deny': [
      [
        account,
        notIf({ NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
        notIf({ StringNotEquals: { 'sts:ExternalId': 'x' } }),
      ],
      [`${line} if external_id sts:ExternalId=x, network aws:SourceIp=192.0.2.0/24`],
    ],
    'another organization, unless AWS itself comes': [
      [
        anyone,
        notIf({
          StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        }),
      ],
      ['organisation * if organisation aws:PrincipalOrgID=o-1'],
    ],
  });
});

describe('a Deny changes nothing', () => {
  itReads({
    'about another action': [[account, deny({ Action: 'sts:TagSession' })], [line]],
    'about another way in': [[account, deny({ Action: 'sts:AssumeRoleWithSAML' })], [line]],
    'about another account': [[account, deny({ Principal: { AWS: '777788889999' } })], [line]],
    'about a part of whom is let in': [
      [account, anyone, deny({ Principal: { AWS: role } })],
      [line, 'anyone *'],
    ],
    'without principals': [
      [
        account,
        deny({ Principal: undefined }),
        deny({ Principal: {} }),
        deny({ Principal: undefined, NotPrincipal: {} }),
      ],
      [line],
    ],
    'without actions': [[account, deny({ Action: [] }), deny({ Action: undefined, NotAction: 5 })], [line]],
    'with NotPrincipal for the account': [
      [allow({ Principal: { AWS: role } }), deny({ Principal: undefined, NotPrincipal: { AWS: root } })],
      [roleLine],
    ],
    'without a second factor, which a request with long-term keys does not tell': [
      [account, notIf({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } })],
      [line],
    ],
    'of two conditions either of which may exempt': [
      [
        account,
        notIf({ StringNotEquals: { 'sts:ExternalId': 'x' }, NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
      ],
      [line],
    ],
    'whose condition nobody of them meets': [
      [allow({ Principal: { AWS: role } }), notIf({ StringEquals: { 'aws:PrincipalAccount': '777788889999' } })],
      [roleLine],
    ],
    'whose condition cannot be read': [
      [
        account,
        notIf([]),
        deny({ Condition: 'x' }),
        notIf({ StringEquals: 5 }),
        notIf({ StringEquals: { 'aws:PrincipalAccount': { x: 1 } } }),
        notIf({ Odd: { 'aws:PrincipalAccount': '444455556666' } }),
      ],
      [line],
    ],
    'whose condition depends on the request': [
      [account, notIf({ StringNotEquals: { 'aws:PrincipalTag/team': '${aws:RequestTag/team}' } })],
      [line],
    ],
    'whose value differs in case only, and so is another': [
      [allow({ Principal: { AWS: role } }), notIf({ StringEquals: { 'aws:PrincipalArn': role.toUpperCase() } })],
      [roleLine],
    ],
    'whose star is none': [
      [account, notIf({ StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:*' } })],
      [line],
    ],
  });
});
