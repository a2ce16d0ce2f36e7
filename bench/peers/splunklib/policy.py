"""Policy documents, and how much a policy gives."""
import json
import re
from urllib.parse import unquote

_ESCALATIONS = [
    ('iam:' + name.lower(), kind) for kind, names in (
        ('role', 'AttachRolePolicy PutRolePolicy UpdateAssumeRolePolicy DeleteRolePermissionsBoundary PassRole'),
        ('user', 'AttachUserPolicy PutUserPolicy DeleteUserPermissionsBoundary CreateAccessKey CreateLoginProfile '
                 'UpdateLoginProfile'),
        ('group', 'AddUserToGroup AttachGroupPolicy PutGroupPolicy'),
        ('policy', 'CreatePolicyVersion SetDefaultPolicyVersion')) for name in names.split()]
_MANAGED = {'AdministratorAccess': 'all', 'PowerUserAccess': 'all', 'IAMFullAccess': 'iam'}
_ACCOUNT = re.compile(r'[0-9]{12}')


def statements_of(document):
    """The statements, members in lower case; a sentence where the document cannot be read."""
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
    return [_lower(part) for part in _list(_lower(value).get('statement')) if isinstance(part, dict)]


def effect_of(part):
    effect = part.get('effect')
    return effect.lower() if isinstance(effect, str) else ''


def power(document):
    """`all`, `iam`, `assume_any` or empty."""
    statements = statements_of(document)
    if isinstance(statements, str):
        return ''
    for name, gives in (('all', _gives_all), ('iam', _gives_iam), ('assume_any', _gives_role)):
        if any(gives(part) for part in statements if effect_of(part) == 'allow'):
            return name
    return ''


def managed_power(arn):
    return _MANAGED.get(arn.rsplit('/', 1)[-1], '') if re.match(r'arn:aws[a-z-]*:iam::aws:policy/', arn) else ''


def _gives_all(part):
    if 'notresource' not in part and not any(map(covers_all, texts(part.get('resource')))):
        return False
    if 'notaction' in part:
        return not any(map(_any_action, texts(part['notaction'])))
    return any(map(_any_action, texts(part.get('action'))))


def _gives_iam(part):
    return any(_allows(part, action, kind) for action, kind in _ESCALATIONS)


def _gives_role(part):
    return _allows(part, 'sts:assumerole', 'role')


def _allows(part, action, kind):
    excepted = part.get('notaction')
    named = any(covers(pattern, action) for pattern in texts(part.get('action') if excepted is None else excepted))
    if named == (excepted is not None):
        return False
    return 'notresource' in part or any(_covers_any(pattern, kind) for pattern in texts(part.get('resource')))


def _covers_any(pattern, kind):
    fields = pattern.split(':') + [''] * 5
    partition = fields[1] if re.fullmatch('aws[a-z-]*', fields[1]) else 'aws'
    account = fields[4] if _ACCOUNT.fullmatch(fields[4]) else '0' * 12
    return covers(pattern, f'arn:{partition}:iam::{account}:{kind}/\x01/\x02')


def _any_action(pattern):
    return all(map(covers_all, pattern.split(':')))


def covers_all(pattern):
    return '*' in pattern and not pattern.strip('*?')


def covers(pattern, text):
    """Whether a pattern of `*` and `?` covers the whole text, whatever the case."""
    return matches(pattern.lower(), text.lower())


def matches(pattern, text):
    parts = re.split(r'([*?])', pattern)
    expression = ''.join('.*' if part == '*' else '.' if part == '?' else re.escape(part) for part in parts)
    return re.fullmatch(expression, text, re.S) is not None


def _lower(members):
    return {name.lower(): value for name, value in members.items()}


def _list(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def texts(value):
    return [part for part in _list(value) if isinstance(part, str)]
