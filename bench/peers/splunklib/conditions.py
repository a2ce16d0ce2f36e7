"""The conditions of a trust policy, as tests of single keys."""
import json
import re

_OPERATOR = re.compile(r'(?:(forany|forall)values?:)?(?:(string|arn)(not)?(equals|equalsignorecase|like)|(not)?ipaddress|(bool)'
                       r'|numericlessthan(?:equals)?)(ifexists)?')
_RESOURCE = re.compile(r'\$\{aws:resource(?:account|orgid|orgpaths)\}(?:/\*)?', re.I)


class Test:
    __slots__ = ('key', 'kind', 'positive', 'absent', 'wild', 'values', 'order')

    def __init__(self, key, kind, positive, absent, wild, values):
        self.key, self.kind, self.positive, self.absent = key, kind, positive, absent
        self.wild, self.values = wild, values
        rank = {'aws:principalarn': 1, 'aws:principalaccount': 2}.get(key, 3)
        self.order = str(rank) + json.dumps([kind, key, positive, absent, wild, values], ensure_ascii=False)

    def negated(self):
        if self.kind == 'unknown':
            return self
        if self.kind == 'boolean':
            flipped = ['false' if value == 'true' else 'true' for value in self.values]
            return Test(self.key, self.kind, self.positive, not self.absent, self.wild, flipped)
        return Test(self.key, self.kind, not self.positive, not self.absent, self.wild, self.values)


UNKNOWN = Test('', 'unknown', True, True, False, [])


def tests_of(condition):
    if not isinstance(condition, dict):
        yield UNKNOWN
        return
    for operator, keys in condition.items():
        if not isinstance(keys, dict):
            yield UNKNOWN
            continue
        for key, values in keys.items():
            yield _test(operator.lower(), key.lower(), values)


def _test(operator, key, given):
    match = _OPERATOR.fullmatch(operator)
    values = [_value(value) for value in (given if isinstance(given, list) else [given])]
    if match is None or not values or None in values:
        return UNKNOWN
    quantifier, family, not_text, comparison, not_address, boolean, if_exists = match.groups()
    if boolean and not re.fullmatch('true|false', ','.join(values), re.I):
        return UNKNOWN
    positive = not not_text and not not_address
    absent = bool(if_exists) or (quantifier == 'forall' if quantifier else not positive)
    return Test(key, 'boolean' if boolean else 'values', positive, absent, family == 'arn' or comparison == 'like',
                [value.lower() for value in values] if boolean else values)


def _value(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str) or len(value) > 2048:
        return None
    return None if re.search(r'\$\{[^*?$]', value) and not _RESOURCE.fullmatch(value) else value
