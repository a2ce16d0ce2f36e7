"""Whom a trust policy lets in. The rules are those of app/trust."""
import policy
from conditions import Test, tests_of
from narrowing import narrowed
from principals import EVERYONE, WAYS, Who, aws, coming_by, includes, names_in, touches, who_is
from providers import is_shared

SIGNED = {'account', 'role', 'user', 'session'}


class Statement:
    def __init__(self, part):
        self.ways = _ways(part)
        self.excepts = part.get('notprincipal') is not None
        self.names = list(names_in(part['notprincipal'] if self.excepts else part.get('principal')))
        self.tests = list(tests_of(part['condition'])) if 'condition' in part else []
        self.failed = [test.negated() for test in self.tests]


def read(document):
    """Those let in, each once; a sentence where the document cannot be read."""
    statements = policy.statements_of(document)
    if isinstance(statements, str):
        return statements
    allows, denies = ([Statement(part) for part in statements if policy.effect_of(part) == effect]
                      for effect in ('allow', 'deny'))
    admitted = {}
    for allow in allows:
        for who in _admitted(allow, denies):
            admitted.setdefault(who.identity, who)
    return list(admitted.values())


def _admitted(allow, denies):
    for named in [EVERYONE] if allow.excepts else [who_is(*name) for name in allow.names]:
        for way in allow.ways:
            for who in coming_by(way, named):
                limits = [_limit(deny, way, who) for deny in denies]
                if 'all' in limits:
                    continue
                tests = allow.tests + [limit for limit in limits if isinstance(limit, Test)]
                left = [who]
                for test in sorted(tests, key=lambda one: one.order.encode('utf-16-be')):
                    left = [more for one in left for more in narrowed(one, test)]
                yield from map(_settled, left)


def _ways(part):
    excepted = part.get('notaction')
    patterns = policy.texts(part.get('action') if excepted is None else excepted)
    if not patterns:
        return []
    return [way for way in WAYS
            if any(policy.covers(pattern, way) for pattern in patterns) == (excepted is None)]


def _limit(deny, way, who):
    """What a Deny takes: `nothing`, `all`, or whoever does not meet a test."""
    if not deny.names or way not in deny.ways:
        return 'nothing'
    included = any(includes(*name, who) for name in deny.names)
    if not deny.excepts:
        return _limit_by_tests(deny.failed, who) if included else 'nothing'
    if included:
        return 'nothing'
    excepted = [name for name in deny.names if touches(*name, who)]
    if not excepted:
        return _limit_by_tests(deny.failed, who)
    if deny.failed or not all(kind == 'aws' and aws(name).account for kind, name in excepted):
        return 'nothing'
    return Test('aws:principalarn', 'values', True, False, True, [name for _, name in excepted])


def _limit_by_tests(failed, who):
    limits = []
    for test in failed:
        left = narrowed(who, test)
        if len(left) == 1 and left[0] is who:
            return 'nothing'
        services = test.key in ('aws:principalisawsservice', 'aws:principalservicename')
        if left and not (services and who.scope != 'service'):
            limits.append(test)
    if not limits:
        return 'all'
    return limits[0] if len(limits) == 1 else 'nothing'


def _settled(who):
    guards = tuple(sorted(set(who.guards)))
    scope = who.scope
    if scope == 'anyone' and any(guard[0] == 'organisation' for guard in guards):
        scope = 'organisation'
    if scope == 'federated' and is_shared(who.principal) and not any(guard[0] == 'tenant' for guard in guards):
        scope = 'anyone'
    return Who(scope, who.account, who.principal, guards)
