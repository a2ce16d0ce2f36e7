"""Policy documents: whom a trust policy lets in, and how much a policy gives."""
import json
import re
from urllib.parse import unquote

WAYS_IN = ('sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity')
_GUARDS = {'aws:principalorgid', 'aws:principalorgpaths', 'aws:principalaccount', 'aws:principalarn', 'aws:sourceaccount',
           'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceip', 'aws:multifactorauthpresent', 'sts:externalid'}
_NARROWING = re.compile(
    r'(?:foranyvalue:)?(?:string(?:equals|like|equalsignorecase)|arn(?:equals|like)|ipaddress|bool)')
_ESCALATIONS = [
    ('iam:' + name.lower(), kind) for kind, names in (
        ('role', 'AttachRolePolicy PutRolePolicy UpdateAssumeRolePolicy DeleteRolePermissionsBoundary PassRole'),
        ('user', 'AttachUserPolicy PutUserPolicy DeleteUserPermissionsBoundary CreateAccessKey CreateLoginProfile '
                 'UpdateLoginProfile'),
        ('group', 'AddUserToGroup AttachGroupPolicy PutGroupPolicy'),
        ('policy', 'CreatePolicyVersion SetDefaultPolicyVersion')) for name in names.split()]
_MANAGED = {'AdministratorAccess': 'all', 'PowerUserAccess': 'all', 'IAMFullAccess': 'iam'}
_ACCOUNT = re.compile(r'[0-9]{12}')
_ACCOUNT_ARN = re.compile(r'arn:[^:]*:[^:]*:[^:]*:([0-9]{12})(?::.*)?', re.S)
_ROOT = re.compile(r'arn:[^:]*:iam::[0-9]{12}:root')


def statements_of(document):
    """The Allow statements, members in lower case; a sentence where the document cannot be read."""
    if not document.strip():
        return 'The record holds no policy document.'
    for text in (document, unquote(document), unquote(document.replace('+', ' '))):
        try:
            value = json.loads(text)
            break
        except ValueError:
            continue
    else:
        return 'The policy document is neither JSON nor URL-encoded JSON.'
    if not isinstance(value, dict):
        return 'The policy document is JSON, but no object.'
    statements = [_lower(part) for part in _list(_lower(value).get('statement')) if isinstance(part, dict)]
    return [part for part in statements if str(part.get('effect')).lower() == 'allow']


def trust(document):
    """Those let in as (kind, account, name, guards), each once; a sentence where the document cannot be read."""
    statements = statements_of(document)
    if isinstance(statements, str):
        return statements
    admitted = {}
    for part in statements:
        if 'notaction' not in part and not any(
                covers(pattern, way) for pattern in _texts(part.get('action')) for way in WAYS_IN):
            continue
        guards = _guards(part)
        for kind, account, name in _principals(part):
            whole = kind == 'account' and (name == account or _ROOT.fullmatch(name))
            admitted.setdefault((kind, account, '' if whole else name, tuple(guards)), (kind, account, name, guards))
    return list(admitted.values())


def _principals(part):
    if 'notprincipal' in part:
        return [('anyone', '', '')]
    principal = part.get('principal')
    if not isinstance(principal, dict):
        return [_aws(name) for name in _texts(principal)]
    found = []
    for kind, names in _lower(principal).items():
        for name in _texts(names):
            if kind == 'aws':
                found.append(_aws(name))
            elif kind == 'federated':
                match = _ACCOUNT_ARN.fullmatch(name)
                found.append(('federated', match[1] if match else '', name))
            else:
                found.append(('service' if kind == 'service' else 'other', '', name))
    return found


def _aws(name):
    if name == '*':
        return 'anyone', '', ''
    match = _ACCOUNT_ARN.fullmatch(name)
    account = name if _ACCOUNT.fullmatch(name) else match[1] if match else ''
    return ('account', account, name) if account else ('other', '', name)


def _guards(part):
    guards = {}
    condition = part.get('condition')
    for operator, keys in (_lower(condition).items() if isinstance(condition, dict) else ()):
        if not _NARROWING.fullmatch(operator) or not isinstance(keys, dict):
            continue
        for key, values in keys.items():
            name = key.lower()
            guard = name in _GUARDS or any(name.endswith(end) and name != end for end in (':sub', ':aud', ':app_id'))
            if guard and all(_narrows(operator, value) for value in _list(values)):
                guards.setdefault(name, key)
    return list(guards.values())


def _narrows(operator, value):
    text = str(value).lower() if isinstance(value, bool) else value
    if not isinstance(text, str):
        return False
    if operator.endswith('bool'):
        return text.lower() == 'true'
    if operator.endswith(('like', 'arnequals')) and _all(text):
        return False
    return text not in ('0.0.0.0/0', '::/0') and not re.search(r'\$\{[^*?$]', text)


def power(document):
    """`all`, `iam`, `assume_any` or empty."""
    statements = statements_of(document)
    if isinstance(statements, str):
        return ''
    for name, gives in (('all', _gives_all), ('iam', _gives_iam), ('assume_any', _gives_role)):
        if any(gives(part) for part in statements):
            return name
    return ''


def managed_power(arn):
    return _MANAGED.get(arn.rsplit('/', 1)[-1], '') if re.match(r'arn:aws[a-z-]*:iam::aws:policy/', arn) else ''


def _gives_all(part):
    if 'notresource' not in part and not any(map(_all, _texts(part.get('resource')))):
        return False
    if 'notaction' in part:
        return not any(map(_any_action, _texts(part['notaction'])))
    return any(map(_any_action, _texts(part.get('action'))))


def _gives_iam(part):
    return any(_allows(part, action, kind) for action, kind in _ESCALATIONS)


def _gives_role(part):
    return _allows(part, 'sts:assumerole', 'role')


def _allows(part, action, kind):
    excepted = part.get('notaction')
    named = any(covers(pattern, action) for pattern in _texts(part.get('action') if excepted is None else excepted))
    if named == (excepted is not None):
        return False
    return 'notresource' in part or any(_covers_any(pattern, kind) for pattern in _texts(part.get('resource')))


def _covers_any(pattern, kind):
    fields = pattern.split(':') + [''] * 5
    partition = fields[1] if re.fullmatch('aws[a-z-]*', fields[1]) else 'aws'
    account = fields[4] if _ACCOUNT.fullmatch(fields[4]) else '0' * 12
    return covers(pattern, f'arn:{partition}:iam::{account}:{kind}/\x01/\x02')


def _any_action(pattern):
    return all(map(_all, pattern.split(':')))


def _all(pattern):
    return bool(pattern) and not pattern.strip('*')


def covers(pattern, text):
    """Whether a pattern of `*` and `?` covers the whole text."""
    parts = re.split(r'([*?])', pattern.lower())
    expression = ''.join('.*' if part == '*' else '.' if part == '?' else re.escape(part) for part in parts)
    return re.fullmatch(expression, text.lower(), re.S) is not None


def _lower(members):
    return {name.lower(): value for name, value in members.items()}


def _list(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def _texts(value):
    return [part for part in _list(value) if isinstance(part, str)]
