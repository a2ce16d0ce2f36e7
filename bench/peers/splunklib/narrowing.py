"""What a condition leaves of someone who is let in."""
import re

import policy
from conditions import Test
from principals import ACCOUNT, Who, account_of, aws
from providers import fixes_tenant, has_wildcard, issuer_of

_CLAIM = re.compile(r'.+:(?:sub|aud|app_id)', re.S)
_KEYS = {key.lower(): (key, kind) for kind, keys in (
    ('external_id', 'sts:ExternalId'),
    ('organisation', 'aws:PrincipalOrgID aws:PrincipalOrgPaths'),
    ('principal', 'aws:PrincipalAccount aws:PrincipalArn aws:userid'),
    ('source', 'aws:PrincipalIsAWSService aws:PrincipalServiceName aws:SourceAccount aws:SourceArn aws:SourceOrgID '
               'aws:SourceOrgPaths'),
    ('network', 'aws:SourceIp aws:SourceVpc aws:SourceVpcArn aws:SourceVpce aws:VpceAccount aws:VpceOrgID aws:VpceOrgPaths '
                'aws:VpcSourceIp'),
    ('mfa', 'aws:MultiFactorAuthPresent aws:MultiFactorAuthAge')) for key in keys.split()}
_ALWAYS = {'aws:principalarn', 'aws:principalaccount', 'aws:principalisawsservice', 'aws:userid'}
MOST = 100


def narrowed(who, test):
    if test.kind == 'unknown':
        return [who]
    if not test.positive:
        return [] if _is_among(who, test) else [who]
    if test.key == 'aws:principalarn':
        return _to_arns(who, test) if who.of_aws else _guarded(who, test)
    if test.key == 'aws:principalaccount':
        return _to_accounts(who, test) if who.of_aws else _guarded(who, test)
    if test.key == 'aws:principalisawsservice':
        return _to_services(who, test)
    if test.key == 'aws:principalservicename' and who.scope == 'service':
        return [who] if test.absent or _any_covers(test.values, who.principal) else []
    return _guarded(who, test)


def _is_among(who, test):
    if not who.of_aws or not who.account or test.key not in ('aws:principalaccount', 'aws:principalarn'):
        return False
    text = f'arn:aws:iam::{who.account}:\x01'
    if test.key == 'aws:principalaccount':
        text = who.account
    elif who.scope in ('role', 'user'):
        if has_wildcard(who.principal):
            return False
        text = who.principal
    return any(policy.matches(value, text) if test.wild else value == text for value in test.values)


def _to_accounts(who, test):
    values = test.values
    if who.account:
        return [who] if _any_covers(values, who.account) else _by_variable(who, test)
    if who.principal != '*' or len(values) > MOST or not all(map(ACCOUNT.fullmatch, values)):
        return _guarded(who, test)
    return [Who('account', value, value, who.guards) for value in sorted(set(values))]


def _to_arns(who, test):
    values = test.values
    if any(map(policy.covers_all, values)):
        return [who]
    if not who.account:
        named = [aws(value) for value in sorted(set(values))]
        if who.principal != '*' or len(named) > MOST or not all(one.account for one in named):
            return _guarded(who, test)
        return [Who(one.scope, one.account, one.principal, who.guards) for one in named]
    possible = [value for value in values if _may_name(value, who)]
    if not possible:
        return _by_variable(who, test)
    narrower = Test(test.key, test.kind, test.positive, test.absent, test.wild, possible)
    if who.scope != 'account':
        return _guarded(who, narrower) if has_wildcard(who.principal) else [who]
    if len(possible) > 1 or not account_of(possible[0]):
        return _guarded(who, narrower)
    one = aws(possible[0])
    return [Who(one.scope, one.account, one.principal, who.guards)]


def _may_name(value, who):
    if who.scope in ('role', 'user') and not has_wildcard(who.principal):
        return policy.covers(value, who.principal)
    fields = value.split(':')
    return policy.covers(fields[4], who.account) if len(fields) > 4 else '*' in value


def _by_variable(who, test):
    return _guarded(who, test) if any(value.startswith('${') for value in test.values) else []


def _to_services(who, test):
    if who.scope == 'service':
        return [who] if test.absent or _any_covers(test.values, 'true') else []
    if not who.of_aws or _any_covers(test.values, 'false'):
        return [who]
    return [] if who.account else _guarded(who, test)


def _guarded(who, test):
    if test.absent and not (who.of_aws and test.key in _ALWAYS):
        return [who]
    guard = _claim(who.principal, test) if who.scope == 'federated' else _guard(test)
    return [Who(who.scope, who.account, who.principal, who.guards + (guard,))] if guard else [who]


def _guard(test):
    name, kind = _KEYS.get(test.key) or ((test.key, 'claim') if _CLAIM.fullmatch(test.key) else (None, None))
    if name is None or not all(_narrows(kind, value, test.wild) for value in test.values):
        return None
    if kind == 'principal' and not all(_names_someone(test.key, value, test.wild) for value in test.values):
        kind = 'name'
    return kind, name, tuple(sorted(set(test.values))), test.wild


def _narrows(kind, value, wild):
    if wild and policy.covers_all(value):
        return False
    if kind == 'organisation':
        return not wild or not re.match('[^/]*[*?]', value)
    if kind == 'network':
        match = re.fullmatch(r'([0-9.:a-f]*)/([0-9]{1,3})', value, re.I)
        return not match or int(match[2]) >= (16 if ':' in match[1] else 8)
    return kind not in ('mfa', 'source') or value != 'false'


def _names_someone(key, value, wild):
    if key == 'aws:userid':
        return re.match(r'(?:A(?:IDA|ROA)[A-Z0-9]+|[0-9]{12})(?::|$)', value) is not None
    if value.startswith('${'):
        return True
    account = value if key == 'aws:principalaccount' else (value.split(':') + [''] * 5)[4]
    return account != '' and not (wild and has_wildcard(account))


def _claim(principal, test):
    if principal == '*':
        return _guard(test)
    issuer, _, claim = test.key.rpartition(':')
    own = issuer_of(principal)
    if issuer != (own or 'saml'):
        guard = _guard(test)
        return None if guard and guard[0] == 'claim' else guard
    if test.wild and any(map(policy.covers_all, test.values)):
        return None
    fixes = fixes_tenant(principal, claim, test.values, test.wild)
    return 'tenant' if fixes else 'claim', test.key, tuple(sorted(set(test.values))), test.wild


def _any_covers(values, text):
    return any(policy.covers(value, text) for value in values)
