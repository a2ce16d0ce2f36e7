/** Identity providers whose tokens the customers of many tenants hold, so that a trust policy has to name the tenant. */
import { fixedStart, hasWildcard } from './wildcard';

/** Whether a value, as far as wildcards leave it open, can only be that of one tenant. */
type NamesTenant = (value: string, wild: boolean) => boolean;

/** Two parts at least, as in `organization:example:` or `project_path:example/`. */
const twoParts = startsLike(/^[^:/]+:[^:/]+[:/]/);
const whole: NamesTenant = (value, wild) => !(wild && hasWildcard(value)) && value !== '';

/**
 * GitHub lets an owner choose of which claims the subject is made, so `environment:production` alone is anyone's.
 * Source: GitHub, "OpenID Connect reference".
 */
const githubSubject = startsLike(
  /^(?:(?:repo|repository|job_workflow_ref):[^:/]+\/|(?:repository_owner|repository_owner_id|repository_id|enterprise|enterprise_id):[^:/]+:)/,
);
const owned = startsLike(/^[^:/]+\//);

const PUBLIC = { aud: whole, sub: whole, app_id: whole };
const GITHUB = {
  sub: githubSubject,
  repository: owned,
  job_workflow_ref: owned,
  repository_id: whole,
  enterprise_id: whole,
};

/**
 * By provider, the claims that can name a tenant. Source: AWS, "Identity-provider controls for shared OIDC providers", and
 * for GitHub's further claims "Available keys for AWS OIDC federation". Providers with one issuer for each tenant (EKS
 * clusters, Bitbucket, CircleCI, GitLab's own installations) are not shared. Google's `oaud` is chosen by whoever asks for the token.
 */
const SHARED: ReadonlyMap<string, ReadonlyMap<string, NamesTenant>> = new Map(
  Object.entries({
    'token.actions.githubusercontent.com': GITHUB,
    'vstoken.actions.githubusercontent.com': GITHUB,
    'oidc-configuration.audit-log.githubusercontent.com': { sub: whole },
    'gitlab.com': { sub: twoParts },
    'app.terraform.io': { sub: twoParts },
    'agent.buildkite.com': { sub: twoParts },
    'oidc.codefresh.io': { sub: twoParts },
    'studio.datachain.ai/api': { sub: twoParts },
    'scalr.io': { sub: twoParts },
    'tokens.cloud.shisho.dev': { sub: twoParts },
    'proidc.upbound.io': { sub: twoParts },
    'api.pulumi.com/oidc': { aud: whole, sub: whole },
    'sandboxes.cloud': { aud: whole },
    'oidc.vercel.com': { aud: whole, sub: twoParts },
    'accounts.google.com': PUBLIC,
    'cognito-identity.amazonaws.com': PUBLIC,
    'graph.facebook.com': PUBLIC,
    'www.amazon.com': PUBLIC,
  } satisfies Record<string, Record<string, NamesTenant>>).map(([name, claims]) => [
    name,
    new Map(Object.entries(claims)),
  ]),
);
const BARE: ReadonlyMap<string, NamesTenant> = new Map(Object.entries(PUBLIC));

/** The provider of a principal: `accounts.google.com`, or what its arn ends with; empty for SAML. Lower case. */
export function issuerOf(principal: string): string {
  const name = principal.toLowerCase();
  if (!name.startsWith('arn:')) return name;
  const [, issuer = ''] = /^[^/]*:oidc-provider\/(.*)$/s.exec(name) ?? [];
  return issuer;
}

/** Whether people of many tenants hold tokens of this issuer; a bare name, which is no arn, is taken for one. */
export function isShared(principal: string): boolean {
  return !principal.toLowerCase().startsWith('arn:') || SHARED.has(issuerOf(principal));
}

/**
 * Whether a condition on a claim leaves only one tenant of a shared provider, or a few.
 *
 * @param wild - whether `*` and `?` in the values are wildcards
 */
export function fixesTenant(principal: string, claim: string, values: readonly string[], wild: boolean): boolean {
  if (!isShared(principal)) return false;
  const namesTenant = (SHARED.get(issuerOf(principal)) ?? BARE).get(claim);
  return namesTenant !== undefined && values.every((value) => namesTenant(value, wild));
}

/** A value that ends closes its last part. */
function startsLike(form: RegExp): NamesTenant {
  return (value, wild) => form.test(wild && hasWildcard(value) ? fixedStart(value) : `${value}:`);
}
