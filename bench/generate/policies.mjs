/** Policy documents as CloudTrail holds them: JSON in a string, now and then URL-encoded or pretty-printed. */
export const documents = {
  trust(random, { own, vendors, strangers }) {
    const account = random.pick(random.pick([own, own, vendors, strangers]));
    const principal = random.pick([
      { AWS: `arn:aws:iam::${account}:root` },
      { AWS: [account, `arn:aws:iam::${random.pick(own)}:role/Deploy`] },
      { Service: 'lambda.amazonaws.com' },
      { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.example.com` },
      { Federated: 'accounts.google.com' },
      '*',
    ]);
    const condition = random.pick([
      undefined,
      { StringEquals: { 'sts:ExternalId': random.uuid() } },
      { StringLike: { 'aws:PrincipalOrgID': 'o-exampleorg' } },
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    ]);
    const action = principal.Federated === undefined ? 'sts:AssumeRole' : 'sts:AssumeRoleWithWebIdentity';
    return written(random, [
      { Effect: 'Allow', Principal: principal, Action: action, ...(condition && { Condition: condition }) },
    ]);
  },

  policy(random) {
    return written(
      random,
      random.pick([
        [{ Effect: 'Allow', Action: '*', Resource: '*' }],
        [{ Effect: 'Allow', Action: ['s3:Get*', 's3:List*'], Resource: 'arn:aws:s3:::corp-data/*' }],
        [
          { Effect: 'Deny', Action: '*', Resource: '*' },
          { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/*' },
        ],
        [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }],
        [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ['arn:aws:iam::*:role/*'] }],
      ]),
    );
  },
};

function written(random, statements) {
  const document = { Version: '2012-10-17', Statement: statements };
  const text = JSON.stringify(document, null, random.chance(0.3) ? 2 : 0);
  return random.chance(0.2) ? encodeURIComponent(text) : text;
}
