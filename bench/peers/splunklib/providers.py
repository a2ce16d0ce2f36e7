"""Identity providers that many tenants share."""
import re


def issuer_of(principal):
    name = principal.lower()
    if not name.startswith('arn:'):
        return name
    match = re.fullmatch(r'[^/]*:oidc-provider/(.*)', name, re.S)
    return match[1] if match else ''


def is_shared(principal):
    return not principal.lower().startswith('arn:') or issuer_of(principal) in SHARED


def _starts_like(form):
    def names_tenant(value, wild):
        return re.match(form, re.match('[^*?]*', value)[0] if wild and has_wildcard(value) else value + ':') is not None
    return names_tenant


def has_wildcard(text):
    return '*' in text or '?' in text


def _is_one(value, wild):
    return value != '' and not (wild and has_wildcard(value))


def fixes_tenant(principal, claim, values, wild):
    names_tenant = (SHARED.get(issuer_of(principal)) or PUBLIC).get(claim) if is_shared(principal) else None
    return names_tenant is not None and all(names_tenant(value, wild) for value in values)


_PARTS, _OWNED = _starts_like('[^:/]+:[^:/]+[:/]'), _starts_like('[^:/]+/')
PUBLIC = {'aud': _is_one, 'sub': _is_one, 'app_id': _is_one}
_GITHUB = {
    'sub': _starts_like('(?:repo|repository|job_workflow_ref):[^:/]+/'
                        '|(?:repository_owner|repository_owner_id|repository_id|enterprise|enterprise_id):[^:/]+:'),
    'repository': _OWNED, 'job_workflow_ref': _OWNED, 'repository_id': _is_one, 'enterprise_id': _is_one}
SHARED = {
    **{name: {'sub': _PARTS} for name in (
        'gitlab.com', 'app.terraform.io', 'agent.buildkite.com', 'oidc.codefresh.io', 'studio.datachain.ai/api', 'scalr.io',
        'tokens.cloud.shisho.dev', 'proidc.upbound.io')},
    **{name: PUBLIC for name in (
        'accounts.google.com', 'cognito-identity.amazonaws.com', 'graph.facebook.com', 'www.amazon.com')},
    'token.actions.githubusercontent.com': _GITHUB, 'vstoken.actions.githubusercontent.com': _GITHUB,
    'oidc-configuration.audit-log.githubusercontent.com': {'sub': _is_one},
    'api.pulumi.com/oidc': {'aud': _is_one, 'sub': _is_one}, 'sandboxes.cloud': {'aud': _is_one},
    'oidc.vercel.com': {'aud': _is_one, 'sub': _PARTS}}
