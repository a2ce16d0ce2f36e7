/** Trust policies of few principals and values, so that statements meet. */
import fc from 'fast-check';

export interface Statement {
  readonly Effect: string;
}

const arns = [
  'arn:aws:iam::444455556666:root',
  'arn:aws:iam::444455556666:role/a',
  'arn:aws:iam::444455556666:user/b',
  'arn:aws:iam::777788889999:role/a',
];
const github = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';

const principal = fc.oneof(
  { arbitrary: fc.subarray([...arns, '*', 'AROAEXAMPLE'], { minLength: 1 }).map((AWS) => ({ AWS })), weight: 4 },
  fc.constantFrom<unknown>(
    '*',
    { Service: 'ec2.amazonaws.com' },
    { Federated: github },
    { AWS: '*', Federated: github },
    {},
  ),
);

const values: Record<string, readonly string[]> = {
  'aws:PrincipalArn': [
    ...arns,
    'arn:aws:iam::444455556666:role/*',
    'arn:aws:iam::*:role/a',
    'arn:aws:iam::7777?8889999:*',
    '*',
  ],
  'aws:PrincipalAccount': ['444455556666', '777788889999', '4*'],
  'aws:PrincipalOrgID': ['o-1', 'o-2', 'o-*'],
  'sts:ExternalId': ['x', 'y', 'x*', '?*'],
  'aws:SourceIp': ['192.0.2.0/24', '0.0.0.0/0'],
  'aws:MultiFactorAuthPresent': ['true', 'false'],
  'aws:PrincipalIsAWSService': ['true', 'false'],
  'token.actions.githubusercontent.com:sub': ['repo:a/b', 'repo:a/*', 'repo:*'],
};
const families = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'ArnLike',
  'ArnNotEquals',
  'Bool',
  'IpAddress',
  'NotIpAddress',
  'Null',
];

const test = fc
  .record({
    key: fc.constantFrom(...Object.keys(values)),
    quantifier: fc.constantFrom('', '', '', 'ForAnyValue:', 'ForAllValues:'),
    family: fc.constantFrom(...families),
    ifExists: fc.constantFrom('', '', 'IfExists'),
  })
  .chain(({ key, quantifier, family, ifExists }) =>
    fc
      .subarray([...(values[key] ?? [])], { minLength: 1 })
      .map((some) => ({ [`${quantifier}${family}${ifExists}`]: { [key]: some } })),
  );

const condition = fc
  .array(test, { maxLength: 3 })
  .map((tests) => tests.reduce<Record<string, object>>((all, one) => Object.assign(all, one), {}));

const statement: fc.Arbitrary<Statement> = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    target: fc.tuple(fc.constantFrom('Principal', 'Principal', 'Principal', 'NotPrincipal'), principal),
    action: fc.tuple(
      fc.constantFrom('Action', 'Action', 'Action', 'NotAction'),
      fc.constantFrom('sts:AssumeRole', 'sts:*', 'sts:AssumeRoleWithWebIdentity', 'sts:TagSession'),
    ),
    Condition: condition,
  })
  .map(({ Effect, target: [target, who], action: [action, what], Condition }) => ({
    Effect,
    [target]: who,
    [action]: what,
    Condition,
  }));

export const anyPolicy = fc.array(statement, { maxLength: 4 });
