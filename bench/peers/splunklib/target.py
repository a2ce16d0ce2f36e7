"""What was acted upon."""
import re

import arn as arns
from record import entries, text

ASSUME = ('assume_role', 'assume_role_with_saml', 'assume_role_with_web_identity')
_DENIED = re.compile(r'on resource:\s*(\S+)(?:\s+(\S+))?')


def read_target(record, action, caller):
    """Target and its account."""
    target = _name(record, action, caller)
    recipient = text(record, 'recipientAccountId')
    recipient = recipient if arns.is_account(recipient) else ''
    if action in ('resource_access', 'api_call'):
        return target, recipient
    account = arns.account_of(target)
    if not account and action not in ASSUME and action != 'assume_root':
        account = recipient
    return target, account


def _name(record, action, caller):
    if action in ('resource_access', 'api_call'):
        return next(filter(None, map(_entry_arn, entries(record.get('resources')))), '') or text(record, 'eventSource')
    if action in ASSUME:
        return _assumed(record, caller)
    if action == 'assume_root':
        return _root(record, caller)
    if action == 'get_session_token':
        return caller.principal
    if action == 'get_federation_token':
        return text(record, 'responseElements', 'federatedUser', 'arn') or caller.principal
    if action == 'switch_role':
        return arns.role_of(caller.arn)
    if action == 'create_access_key':
        return _key_owner(record, caller)
    made = text(record, 'responseElements', 'role', 'arn') if action == 'create_role' else ''
    return made or _named_role(record, caller) or _denied_resource(record, caller)


def _assumed(record, caller):
    target = text(record, 'requestParameters', 'roleArn') or _denied_resource(record, caller)
    if target:
        return target
    roles = (entry for entry in entries(record.get('resources')) if text(entry, 'type') == 'AWS::IAM::Role')
    session = text(record, 'responseElements', 'assumedRoleUser', 'arn')
    return _entry_arn(next(roles, None)) or arns.role_of(session, arns.partition_of(caller.arn, session))


def _root(record, caller):
    for named in (text(record, 'requestParameters', 'targetPrincipal'), _denied_resource(record, caller)):
        arn = arns.parse(named)
        account = named if arns.is_account(named) else arn.account if arn else ''
        if account:
            return f'arn:{arns.partition_of(caller.arn, named)}:iam::{account}:root'
    return ''


def _named_role(record, caller):
    name, account = text(record, 'requestParameters', 'roleName'), text(record, 'recipientAccountId')
    if not name or not account:
        return ''
    path = text(record, 'requestParameters', 'path') or '/'
    return f'arn:{arns.partition_of(caller.arn, caller.principal)}:iam::{account}:role{path}{name}'


def _key_owner(record, caller):
    issued = '' if caller.type == 'root' else text(record, 'responseElements', 'accessKey', 'userName')
    name = text(record, 'requestParameters', 'userName') or issued
    if name:
        if _names_user(name, caller):
            return caller.principal
        partition = arns.partition_of(caller.arn, caller.principal)
        user = arns.iam(partition, text(record, 'recipientAccountId'), 'user', name)
        if user:
            return user
    denied = _denial(record)
    if not name and denied is None:
        return caller.principal
    return caller.principal if denied and _names_caller(denied, caller) else _denied_resource(record, caller)


def _names_user(name, caller):
    return caller.type == 'user' and name in (caller.user_name, caller.arn.rsplit('/', 1)[-1])


def _names_caller(denied, caller):
    kind, name = denied
    if kind == 'user':
        return _names_user(name, caller)
    arn = arns.parse(name)
    if not arn or not arn.resource.startswith('user/') or not _names_user(arn.resource.rsplit('/', 1)[-1], caller):
        return False
    return not arns.is_account(arn.account) or not caller.account or arn.account == caller.account


def _denial(record):
    match = _DENIED.search(text(record, 'errorMessage'))
    if not match:
        return None
    if match[1] in ('role', 'user'):
        return (match[1], match[2]) if match[2] else None
    return ('arn', match[1]) if arns.parse(match[1]) else None


def _denied_resource(record, caller):
    denied = _denial(record)
    if denied is None:
        return ''
    kind, name = denied
    if kind == 'arn':
        return name
    partition = arns.partition_of(caller.arn, caller.principal)
    return arns.iam(partition, text(record, 'recipientAccountId'), kind, name)


def _entry_arn(entry):
    return text(entry, 'ARN') or text(entry, 'arn')
