"""Who called."""
import arn as arns
from record import text


class Caller:
    __slots__ = ('principal', 'type', 'account', 'session', 'arn', 'user_name')


def read_caller(record, identity, action):
    caller = Caller()
    caller.arn = text(identity, 'arn')
    caller.user_name = text(identity, 'userName')
    kind = text(identity, 'type')
    if action == 'switch_role':
        origin = text(record, 'additionalEventData', 'SwitchFrom')
        caller.principal = arns.role_of(origin) or origin
        caller.type = _type_of(origin)
        caller.account = arns.account_of(origin)
    else:
        caller.type, caller.principal = _identified(record, identity, kind, caller.arn)
        caller.account = _account(record, identity, kind, action, caller)
    caller.session = text(record, 'requestParameters', 'roleSessionName') if action.startswith('assume_role') else ''
    if not caller.session and (action == 'switch_role' or caller.type == 'role'):
        caller.session = arns.session_of(caller.arn)
    return caller


def _type_of(origin):
    arn = arns.parse(origin)
    resource = arn.resource if arn else ''
    if resource == 'root':
        return 'root'
    if resource.startswith('user/'):
        return 'user'
    if resource.startswith('federated-user/'):
        return 'federated'
    return 'role' if arns.role_of(origin) else 'unknown'


def _identified(record, identity, kind, arn):
    principal_id = text(identity, 'principalId')
    account = text(identity, 'accountId')
    if kind == 'IAMUser':
        return 'user', arn or arns.iam('aws', account, 'user', text(identity, 'userName')) or principal_id
    if kind in ('AssumedRole', 'Role'):
        return 'role', _issuer(identity) or arns.role_of(arn) or principal_id.split(':', 1)[0]
    if kind == 'Root':
        return 'root', f'arn:{arns.partition_of(arn)}:iam::{account}:root' if account else ''
    if kind == 'FederatedUser':
        return 'federated', _issuer(identity) or arn or principal_id
    if kind in ('SAMLUser', 'WebIdentityUser'):
        provider, subject = text(identity, 'identityProvider'), text(identity, 'userName')
        return 'federated', f'{provider}/{subject}' if provider and subject else principal_id
    if kind == 'IdentityCenterUser':
        user = text(identity, 'onBehalfOf', 'userId')
        return 'federated', 'identitycenter/' + user if user else principal_id
    if kind == 'AWSAccount':
        key = principal_id.split(':', 1)[0]
        return ('account' if arns.is_account(account) else 'anonymous'), f'{account}:{key}' if account and key else account
    invoked_by = text(identity, 'invokedBy')
    if kind == 'AWSService':
        return 'service', invoked_by or text(record, 'sourceIPAddress')
    if not kind and invoked_by:
        return 'service', invoked_by
    return 'unknown', arn or principal_id


def _issuer(identity):
    return text(identity, 'sessionContext', 'sessionIssuer', 'arn')


def _account(record, identity, kind, action, caller):
    if caller.type == 'service' or kind == 'WebIdentityUser' or action == 'assume_role_with_web_identity':
        return ''
    if kind == 'SAMLUser' or action == 'assume_role_with_saml':
        provider = arns.account_of(text(record, 'requestParameters', 'principalArn'))
        if provider:
            return provider
    account = text(identity, 'accountId')
    if arns.is_account(account):
        return account
    return arns.account_of(caller.principal) or arns.account_of(caller.arn)
