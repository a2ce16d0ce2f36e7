import { expect } from 'chai';
import fc from 'fast-check';
import { newlyAdmitted, readTrust } from '../../app/trust';
import type { Admitted } from '../../app/trust';
import { allow, deny, lineOf } from './policies';
import { anyPolicy } from './generated';
import { anyRequest, isLetIn, isToldOf } from './request';

function admitted(...statements: object[]): readonly Admitted[] {
  const reading = readTrust(JSON.stringify({ Statement: statements }));
  return 'admits' in reading ? reading.admits : expect.fail(reading.error);
}

function letIn(before: object | object[], after: object | object[]): string[] {
  return newlyAdmitted(admitted(...[before].flat()), admitted(...[after].flat())).map(lineOf);
}

const root = 'arn:aws:iam::444455556666:root';
const account = allow({ Principal: { AWS: root } });
const guarded = (Condition: object): object => allow({ Principal: { AWS: root }, Condition });
const withId = (id: string): object => guarded({ StringEquals: { 'sts:ExternalId': id } });
const inOrganisation = (id: string): object =>
  allow({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': id } } });
const github = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const repository = (sub: string): object =>
  allow({
    Principal: { Federated: github },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': sub } },
  });

describe('a change of a trust policy lets in', () => {
  const changes: Record<string, [before: object | object[], after: object | object[], expected: string[]]> = {
    'everyone of a new role': [[], [account], [`account ${root} of 444455556666`]],
    'nobody, where nothing changes': [[account, withId('x')], [withId('x'), account], []],
    'whom a statement adds': [account, [account, allow({ Principal: '*' })], ['anyone *']],
    'nobody, where anyone came before': [allow({ Principal: '*' }), account, []],
    'nobody, where the account becomes its role': [
      account,
      allow({ Principal: { AWS: 'arn:aws:iam::444455556666:role/x' } }),
      [],
    ],
    'the account, where it was its role': [
      allow({ Principal: { AWS: 'arn:aws:iam::444455556666:role/x' } }),
      account,
      [`account ${root} of 444455556666`],
    ],
    'nobody, where the account is written by its id': [account, allow({ Principal: { AWS: '444455556666' } }), []],
    'the account without an external id, where one was asked for': [
      withId('x'),
      account,
      [`account ${root} of 444455556666`],
    ],
    'nobody, where an external id is asked for': [account, withId('x'), []],
    'the account with another external id': [
      withId('x'),
      withId('y'),
      [`account ${root} of 444455556666 if external_id sts:ExternalId=y`],
    ],
    'another organization': [
      inOrganisation('o-1'),
      inOrganisation('o-2'),
      ['organisation * if organisation aws:PrincipalOrgID=o-2'],
    ],
    'nobody, where a repository becomes its branch': [
      repository('repo:a/b:*'),
      repository('repo:a/b:ref:refs/heads/main'),
      [],
    ],
    'all repositories of an owner, where one was': [
      repository('repo:a/b:*'),
      repository('repo:a/*'),
      [`federated ${github} of 111122223333 if tenant token.actions.githubusercontent.com:sub=repo:a/*`],
    ],
    'repositories of any name, where those of one letter were': [
      repository('repo:a/?'),
      repository('repo:a/*'),
      [`federated ${github} of 111122223333 if tenant token.actions.githubusercontent.com:sub=repo:a/*`],
    ],
    'the repository of another owner': [
      repository('repo:a/*'),
      [repository('repo:a/*'), repository('repo:b/c:*')],
      [`federated ${github} of 111122223333 if tenant token.actions.githubusercontent.com:sub=repo:b/c:*`],
    ],
    'whom a Deny kept out': [
      [account, deny({ Principal: { AWS: root } })],
      account,
      [`account ${root} of 444455556666`],
    ],
    'whom a Deny guarded': [
      [account, deny({ Condition: { StringNotEquals: { 'sts:ExternalId': 'x' } } })],
      account,
      [`account ${root} of 444455556666`],
    ],
    'a service': [
      account,
      [account, allow({ Principal: { Service: 'ec2.amazonaws.com' } })],
      ['service ec2.amazonaws.com'],
    ],
    'a provider, where anyone of AWS came before': [
      allow({ Principal: '*' }),
      repository('repo:a/*'),
      [`federated ${github} of 111122223333 if tenant token.actions.githubusercontent.com:sub=repo:a/*`],
    ],
  };
  for (const [name, [before, after, expected]] of Object.entries(changes)) {
    it(name, () => {
      expect(letIn(before, after)).to.deep.equal(expected);
    });
  }
});

/** Of an account's id and its root arn, which are the same, a reading tells the first. */
function byId(one: Admitted): Admitted {
  return one.scope === 'account' ? { ...one, principal: one.account } : one;
}

describe('whatever the policies are', () => {
  const runs = { seed: 20_260_302, numRuns: 3000 };

  it('whomever IAM lets in is told of', () => {
    let some = 0;
    const property = fc.property(
      anyPolicy,
      fc.array(anyRequest, { minLength: 10, maxLength: 10 }),
      (policy, requests) => {
        const told = admitted(...policy);
        for (const request of requests.filter((one) => isLetIn(policy, one))) {
          some += 1;
          expect(
            told.some((one) => isToldOf(one, request)),
            `${JSON.stringify(request)} by ${told.map(lineOf).join('; ')}`,
          ).to.equal(true);
        }
      },
    );
    fc.assert(property, { ...runs, numRuns: 10_000 });
    expect(some).to.be.greaterThan(10_000);
  });

  it('a further Allow never lets in fewer', () => {
    const property = fc.property(anyPolicy, anyPolicy, (policy, more) => {
      const allows = more.filter((statement) => statement.Effect === 'Allow');
      expect(newlyAdmitted(admitted(...policy, ...allows), admitted(...policy)).map(lineOf)).to.deep.equal([]);
    });
    fc.assert(property, runs);
  });

  it('a further Deny never lets in more', () => {
    const property = fc.property(anyPolicy, anyPolicy, (policy, more) => {
      const denies = more.map((statement) => ({ ...statement, Effect: 'Deny' }));
      expect(newlyAdmitted(admitted(...policy), admitted(...policy, ...denies)).map(lineOf)).to.deep.equal([]);
    });
    fc.assert(property, runs);
  });

  it('the order of statements does not matter', () => {
    const shuffled = anyPolicy.chain((policy) =>
      fc.tuple(fc.constant(policy), fc.shuffledSubarray(policy, { minLength: policy.length })),
    );
    const property = fc.property(shuffled, ([policy, other]) => {
      const lines = (of: readonly object[]): string[] =>
        admitted(...of)
          .map((one) => lineOf(byId(one)))
          .sort();
      expect(lines(other)).to.deep.equal(lines(policy));
    });
    fc.assert(property, runs);
  });
});
