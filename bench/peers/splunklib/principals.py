"""The principals of a trust policy."""
import re

import policy

WAYS = ('sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity')
ACCOUNT = re.compile(r'[0-9]{12}')
_ACCOUNT_ARN = re.compile(r'arn:[^:]*:[^:]*:[^:]*:([0-9]{12})(?::.*)?', re.S)
_ROOT = re.compile(r'arn:[^:]*:iam::[0-9]{12}:root')
_KIND = re.compile(r'arn:[^:]*:(iam|sts):[^:]*:[0-9]{12}:([a-z-]+)/')


class Who:
    """Someone let in; guards are (kind, key, values, wild)."""
    __slots__ = ('scope', 'account', 'principal', 'guards')

    def __init__(self, scope, account, principal, guards=()):
        self.scope, self.account, self.principal, self.guards = scope, account, principal, guards

    @property
    def of_aws(self):
        return self.scope != 'federated' if self.account else self.scope in ('anyone', 'organisation')

    @property
    def identity(self):
        name = '' if self.of_aws and is_whole(self.principal, self.account) else self.principal
        return self.scope, self.account, name, self.guards


EVERYONE = Who('anyone', '', '*')


def names_in(principal):
    for kind, names in principal.items() if isinstance(principal, dict) else [('aws', principal)]:
        for name in policy.texts(names):
            yield kind.lower(), name


def who_is(kind, name):
    if kind == 'aws':
        return aws(name)
    return Who(kind if kind in ('service', 'federated') else 'other', account_of(name) if kind == 'federated' else '', name)


def aws(name):
    if name == '*' or re.match(r'arn:(?:[^:]*:){3}[^:]*[*?]', name):
        return EVERYONE
    account = name if ACCOUNT.fullmatch(name) else account_of(name)
    match = _KIND.match(name)
    scope = 'account' if account else 'other'
    if account and match and (match[1] == 'sts' or match[2] in ('role', 'user')):
        scope = 'session' if match[1] == 'sts' else match[2]
    return Who(scope, account, name)


def account_of(arn):
    match = _ACCOUNT_ARN.fullmatch(arn)
    return match[1] if match else ''


def is_whole(name, account):
    return bool(account) and (name == account or bool(account_of(name) == account and _ROOT.fullmatch(name)))


def coming_by(way, who):
    if way == WAYS[0]:
        return [] if who.scope == 'federated' else [who]
    if who.scope == 'anyone':
        return [Who('federated', '', '*')]
    saml = re.match(r'arn:[^/]*:saml-provider/', who.principal) is not None
    return [who] if who.scope == 'federated' and saml == (way == WAYS[1]) else []


def includes(kind, name, who):
    if kind == 'aws':
        alike = who.of_aws or who.scope == 'other'
        return name == '*' or alike and (is_whole(name, who.account) or name == who.principal)
    return name == who.principal and who.scope in (kind, 'other')


def touches(kind, name, who):
    if who.principal == '*' or includes(kind, name, who):
        return True
    if kind != 'aws' or not who.of_aws:
        return False
    named = aws(name)
    return named.scope in ('anyone', 'other') or named.account == who.account
