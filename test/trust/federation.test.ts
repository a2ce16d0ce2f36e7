import { allow, deny, itReads } from './policies';

const github = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const key = 'token.actions.githubusercontent.com';

function federated(Federated: string, Condition?: object): object {
  return allow({ Principal: { Federated }, Action: 'sts:AssumeRoleWithWebIdentity', Condition });
}

function provider(issuer: string): string {
  return `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
}

const open = `anyone ${github} of 111122223333`;
const closed = (...conditions: string[]): string => `federated ${github} of 111122223333 if ${conditions.join(', ')}`;
const bySub = (sub: string): string => `tenant ${key}:sub=${sub}`;

describe('the repositories of GitHub are', () => {
  const tenants = [
    'repo:example/site:ref:refs/heads/main',
    'repo:example/*',
    'repo:example/site:*',
    'repo:example@1234/site@5678:environment:production',
    'repository_owner:example:environment:production',
    'repository_owner_id:1234',
    'repository_id:5678:*',
    'job_workflow_ref:example/shared/.github/workflows/deploy.yml@refs/heads/main',
  ];
  const anyones = [
    '*',
    'repo:*',
    'repo:*/site:*',
    'repo:example*',
    'repo:example*/site:*',
    'repo:exampl?/site:*',
    '*:ref:refs/heads/main',
    'environment:production',
    'ref:refs/heads/main',
    '*repo:example/site:*',
    'repo',
    '',
  ];
  itReads({
    ...Object.fromEntries(
      tenants.map((sub) => [
        `of one owner: ${sub}`,
        [federated(github, { StringLike: { [`${key}:sub`]: sub } }), [closed(bySub(sub))]] as const,
      ]),
    ),
    'of one owner by the id of a repository': [
      federated(github, { StringEquals: { [`${key}:repository_id`]: '5678' } }),
      [closed(`tenant ${key}:repository_id=5678`)],
    ],
    'of two owners': [
      federated(github, { StringLike: { [`${key}:sub`]: ['repo:example/*', 'repo:another/*'] } }),
      [closed(bySub('repo:another/*|repo:example/*'))],
    ],
    'of one owner by the Deny of all others': [
      [
        federated(github),
        deny({ Action: 'sts:*', Condition: { StringNotLike: { [`${key}:sub`]: 'repo:example/*' } } }),
      ],
      [closed(bySub('repo:example/*'))],
    ],
    'those of an owner, and those of all by another statement': [
      [federated(github, { StringLike: { [`${key}:sub`]: 'repo:example/*' } }), federated(github)],
      [closed(bySub('repo:example/*')), open],
    ],
    'open to everyone without a condition': [federated(github), [open]],
    'open to everyone with an audience only': [
      federated(github, { StringEquals: { [`${key}:aud`]: 'sts.amazonaws.com' } }),
      [`${open} if claim ${key}:aud=sts.amazonaws.com`],
    ],
    'open to everyone with the subject of another provider': [
      federated(github, { StringEquals: { 'gitlab.com:sub': 'project_path:example/site:ref_type:branch:ref:main' } }),
      [open],
    ],
    'open to everyone where one of two subjects is': [
      federated(github, { StringLike: { [`${key}:sub`]: ['repo:example/*', 'repo:*'] } }),
      [`${open} if claim ${key}:sub=repo:*|repo:example/*`],
    ],
    'open to everyone where the subject may lack': [
      federated(github, { StringLikeIfExists: { [`${key}:sub`]: 'repo:example/*' } }),
      [open],
    ],
    'open to everyone with ForAllValues, which a token without the claim meets': [
      federated(github, { 'ForAllValues:StringLike': { [`${key}:sub`]: 'repo:example/*' } }),
      [open],
    ],
    'open to everyone but one owner’s': [
      federated(github, { StringNotLike: { [`${key}:sub`]: 'repo:example/*' } }),
      [open],
    ],
    ...Object.fromEntries(
      anyones.map((sub) => [
        `open to everyone: ${JSON.stringify(sub)}`,
        [
          federated(github, { StringLike: { [`${key}:sub`]: sub } }),
          [sub === '*' ? open : `${open} if claim ${key}:sub=${sub}`],
        ] as const,
      ]),
    ),
  });
});

describe('a provider that many tenants share is open unless the policy names one:', () => {
  const tenants: [issuer: string, claim: string, value: string, anyone: string][] = [
    ['gitlab.com', 'sub', 'project_path:example/*', 'project_path:*'],
    ['app.terraform.io', 'sub', 'organization:example:project:*', 'organization:*:workspace:prod:*'],
    ['agent.buildkite.com', 'sub', 'organization:example:pipeline:*', 'organization:example*'],
    ['api.pulumi.com/oidc', 'aud', 'example', 'exam*'],
    ['oidc.vercel.com', 'aud', 'https://vercel.com/example', 'https://vercel.com/*'],
    ['accounts.google.com', 'aud', '12345.apps.googleusercontent.com', '*.apps.googleusercontent.com'],
  ];
  for (const [issuer, claim, value, anyone] of tenants) {
    const line = `${provider(issuer)} of 111122223333`;
    const given = (text: string): object =>
      federated(provider(issuer), { StringLike: { [`${issuer}:${claim}`]: text } });
    itReads({
      [`${issuer}, closed`]: [given(value), [`federated ${line} if tenant ${issuer}:${claim}=${value}`]],
      [`${issuer}, open`]: [given(anyone), [`anyone ${line} if claim ${issuer}:${claim}=${anyone}`]],
      [`${issuer}, without a condition`]: [federated(provider(issuer)), [`anyone ${line}`]],
    });
  }

  itReads({
    'Google by an audience that the caller chooses': [
      federated('accounts.google.com', { StringEquals: { 'accounts.google.com:oaud': 'sts.amazonaws.com' } }),
      ['anyone accounts.google.com if claim accounts.google.com:oaud=sts.amazonaws.com'],
    ],
    'Cognito with pools of whomever': [
      federated('cognito-identity.amazonaws.com', {
        StringLike: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:*' },
      }),
      ['anyone cognito-identity.amazonaws.com if claim cognito-identity.amazonaws.com:aud=us-east-1:*'],
    ],
    'Facebook, closed': [
      federated('graph.facebook.com', { StringEquals: { 'graph.facebook.com:app_id': '1234' } }),
      ['federated graph.facebook.com if tenant graph.facebook.com:app_id=1234'],
    ],
    'a provider nobody knows, written without an arn': [federated('login.example.com'), ['anyone login.example.com']],
  });
});

describe('a provider with an issuer of its own lets in its users, with or without conditions:', () => {
  const issuers = [
    'oidc.eks.us-east-1.amazonaws.com/id/ABCDEF',
    'oidc.circleci.com/org/1234',
    'api.bitbucket.org/2.0/workspaces/example/pipelines-config/identity/oidc',
    'gitlab.example.com',
    'token.actions.githubusercontent.com/example-enterprise',
  ];
  itReads(
    Object.fromEntries(
      issuers.map(
        (issuer) => [issuer, [federated(provider(issuer)), [`federated ${provider(issuer)} of 111122223333`]]] as const,
      ),
    ),
  );
});
