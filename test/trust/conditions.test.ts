import { allow, itReads } from './policies';

const root = 'arn:aws:iam::444455556666:root';
const role = 'arn:aws:iam::444455556666:role/ci';
const line = `account ${root} of 444455556666`;
const roleLine = `role ${role} of 444455556666`;

const anyone = (Condition: object): object => allow({ Principal: '*', Condition });
const account = (Condition: object): object => allow({ Principal: { AWS: root }, Condition });
const ci = (Condition: object): object => allow({ Principal: { AWS: role }, Condition });

describe('a condition makes of anyone', () => {
  itReads({
    'the accounts that it names': [
      anyone({ StringEquals: { 'aws:PrincipalAccount': ['777788889999', '444455556666'] } }),
      ['account 444455556666', 'account 777788889999'],
    ],
    'the account that it names, also where the key may lack, since it never does': [
      anyone({ StringEqualsIfExists: { 'aws:PrincipalAccount': '444455556666' } }),
      ['account 444455556666'],
    ],
    'the principals whose arns it names': [
      anyone({
        StringLike: { 'aws:PrincipalArn': ['arn:aws:iam::444455556666:user/*', 'arn:aws:iam::777788889999:role/x'] },
      }),
      [
        'user arn:aws:iam::444455556666:user/* of 444455556666',
        'role arn:aws:iam::777788889999:role/x of 777788889999',
      ],
    ],
    'those of its arns that are of its accounts': [
      anyone({
        StringEquals: { 'aws:PrincipalAccount': '444455556666' },
        ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::444455556666:role/*', 'arn:aws:iam::777788889999:role/*'] },
      }),
      ['role arn:aws:iam::444455556666:role/* of 444455556666'],
    ],
    'all of its arns, where accounts are written before': [
      anyone({
        StringEquals: { 'aws:PrincipalAccount': ['444455556666', '777788889999'] },
        ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::444455556666:role/*', 'arn:aws:iam::444455556666:user/*'] },
      }),
      [
        'role arn:aws:iam::444455556666:role/* of 444455556666',
        'user arn:aws:iam::444455556666:user/* of 444455556666',
      ],
    ],
    'roles of which some are excepted, which is not told': [
      anyone({
        ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/*' },
        ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/?' },
      }),
      ['role arn:aws:iam::444455556666:role/* of 444455556666'],
    ],
    'named accounts, guarded': [
      anyone({ StringEquals: { 'aws:PrincipalAccount': '444455556666', 'sts:ExternalId': 'x' } }),
      ['account 444455556666 if external_id sts:ExternalId=x'],
    ],
    'nobody, where accounts contradict each other': [
      anyone({
        StringEquals: { 'aws:PrincipalAccount': '444455556666' },
        StringLike: { 'aws:PrincipalAccount': '7777*' },
      }),
      [],
    ],
    'whoever has a name, in whatever account': [
      anyone({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin' } }),
      ['anyone * if name aws:PrincipalArn=arn:aws:iam::*:role/Admin'],
    ],
    'whoever has an account like it': [
      anyone({ StringLike: { 'aws:PrincipalAccount': '4444*' } }),
      ['anyone * if name aws:PrincipalAccount=4444*'],
    ],
    'one principal by its unique id': [
      anyone({ StringLike: { 'aws:userid': 'AROAEXAMPLEEXAMPLE:*' } }),
      ['anyone * if principal aws:userid=AROAEXAMPLEEXAMPLE:*'],
    ],
    'one principal by its unique id, also where the key may lack, since it never does': [
      anyone({ StringLikeIfExists: { 'aws:userid': 'AROAEXAMPLEEXAMPLE:*' } }),
      ['anyone * if principal aws:userid=AROAEXAMPLEEXAMPLE:*'],
    ],
    'whoever has a session name': [
      anyone({ StringLike: { 'aws:userid': '*:admin' } }),
      ['anyone * if name aws:userid=*:admin'],
    ],
    'the account of the role itself': [
      anyone({ StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } }),
      ['anyone * if principal aws:PrincipalAccount=${aws:ResourceAccount}'],
    ],
    'the organization of the role itself': [
      anyone({ StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }),
      ['organisation * if organisation aws:PrincipalOrgID=${aws:ResourceOrgID}'],
    ],
    'services on behalf of an account': [
      anyone({ StringEquals: { 'aws:SourceAccount': '111122223333' } }),
      ['anyone * if source aws:SourceAccount=111122223333'],
    ],
    'all the same, with an organization of any id': [
      anyone({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } }),
      ['anyone *'],
    ],
    'all the same, with any organizational unit': [
      anyone({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/*', 'o-*/r-ab12/*'] } }),
      ['anyone *'],
    ],
    'all the same, with an external id of any text': [anyone({ StringLike: { 'sts:ExternalId': '?*' } }), ['anyone *']],
    'all the same, with halves of all addresses': [
      anyone({ IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } }),
      ['anyone *'],
    ],
    'all the same, with all addresses of IPv6': [
      anyone({ IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '::/0'] } }),
      ['anyone *'],
    ],
    'all the same, with an organization that may lack': [
      anyone({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
      ['anyone *'],
    ],
    'all the same, with ForAllValues, which those outside of any organization meet': [
      anyone({ 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } }),
      ['anyone *'],
    ],
    'all the same, with the account that everyone is in': [
      anyone({ StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalAccount}' } }),
      ['anyone *'],
    ],
    'all the same, with tags that everyone may give to a role': [
      anyone({ StringEquals: { 'aws:PrincipalTag/team': 'security' } }),
      ['anyone *'],
    ],
    'all the same but one, which is not told': [
      anyone({ StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } }),
      ['anyone *'],
    ],
  });
});

describe('a condition leaves of an account', () => {
  itReads({
    'one role': [account({ ArnEquals: { 'aws:PrincipalArn': role } }), [roleLine]],
    'what several patterns cover, as a guard': [
      account({
        ArnLike: { 'aws:PrincipalArn': [role, 'arn:aws:iam::444455556666:user/*', 'arn:aws:iam::777788889999:*'] },
      }),
      [`${line} if principal aws:PrincipalArn=${role}|arn:aws:iam::444455556666:user/*`],
    ],
    'what a pattern of any account covers, as a guard': [
      account({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin' } }),
      [`${line} if name aws:PrincipalArn=arn:aws:iam::*:role/Admin`],
    ],
    'all of it': [account({ ArnLike: { 'aws:PrincipalArn': '*' } }), [line]],
    'nobody, where it is about another account': [
      account({ StringEquals: { 'aws:PrincipalAccount': '777788889999' } }),
      [],
    ],
    'nobody, where it is about a role of another account': [
      account({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::777788889999:role/*' } }),
      [],
    ],
    'nobody, where it excepts the account': [
      account({ StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } }),
      [],
    ],
    'nobody, where only services of AWS are asked for': [
      account({ Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
      [],
    ],
    'members of its organization': [
      account({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
      [`${line} if organisation aws:PrincipalOrgID=o-a1b2c3d4e5`],
    ],
    'whoever comes through an endpoint': [
      account({ StringEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } }),
      [`${line} if network aws:SourceVpce=vpce-1a2b3c4d`],
    ],
  });
});

describe('a condition leaves of a role', () => {
  itReads({
    'the role, where a pattern covers it': [
      ci({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/c?' } }),
      [roleLine],
    ],
    'nobody, where no pattern does': [ci({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/d?' } }), []],
    'nobody, where a pattern excepts it': [ci({ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/c*' } }), []],
    'the role, where the excepted pattern is of other letters': [
      ci({ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/CI' } }),
      [roleLine],
    ],
    'its session, which does not tell the path of its role': [
      allow({
        Principal: { AWS: 'arn:aws:sts::444455556666:assumed-role/ci/build' },
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/team/ci' } },
      }),
      ['session arn:aws:sts::444455556666:assumed-role/ci/build of 444455556666'],
    ],
  });
});

describe('a condition leaves of a service', () => {
  const service = (Condition: object): object => allow({ Principal: { Service: 'ec2.amazonaws.com' }, Condition });
  itReads({
    'it, where services are asked for': [
      service({ Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
      ['service ec2.amazonaws.com'],
    ],
    'nobody, where none is to come': [service({ Bool: { 'aws:PrincipalIsAWSService': 'false' } }), []],
    'nobody, where another is named': [
      service({ StringEquals: { 'aws:PrincipalServiceName': 'ecs.amazonaws.com' } }),
      [],
    ],
    'what it does for an organization': [
      service({ StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }),
      ['service ec2.amazonaws.com if source aws:SourceOrgID=o-a1b2c3d4e5'],
    ],
  });
});
