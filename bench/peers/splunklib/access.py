"""One CloudTrail record, read."""
import hashlib
import json

import arn as arns
from caller import read_caller
from record import text
from source import agent, network
from target import read_target

ACTIONS = {
    ('sts', 'AssumeRole'): 'assume_role', ('sts', 'AssumeRoleWithSAML'): 'assume_role_with_saml',
    ('sts', 'AssumeRoleWithWebIdentity'): 'assume_role_with_web_identity', ('sts', 'AssumeRoot'): 'assume_root',
    ('sts', 'GetSessionToken'): 'get_session_token', ('sts', 'GetFederationToken'): 'get_federation_token',
    ('signin', 'SwitchRole'): 'switch_role', ('iam', 'CreateRole'): 'create_role',
    ('iam', 'UpdateAssumeRolePolicy'): 'update_trust', ('iam', 'AttachRolePolicy'): 'attach_role_policy',
    ('iam', 'PutRolePolicy'): 'put_role_policy', ('iam', 'CreateAccessKey'): 'create_access_key'}
DOMAIN = '.amazonaws.com'


class Access:
    """Strings are empty where the record does not say."""
    __slots__ = ('action', 'delegate', 'outcome', 'caller', 'caller_type', 'caller_account', 'target_account', 'target',
                 'session', 'access_key', 'issued_key', 'relation', 'view', 'recipient', 'event', 'network', 'agent', 'record')

    @property
    def acting_account(self):
        return self.delegate or self.caller_account


def _refuse(constant):
    raise ValueError(constant)


def parse(raw):
    """The record as a dict; None where it is no JSON object."""
    try:
        record = json.loads(raw, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return record if type(record) is dict else None


def extract(raw):
    """An access; None where the record cannot be read."""
    record = parse(raw)
    if record is None:
        return None
    access = Access()
    identity = record.get('userIdentity')
    source = text(record, 'eventSource')
    service = source[:-len(DOMAIN)] if source.endswith(DOMAIN) else source
    action = ACTIONS.get((service, text(record, 'eventName')), '')
    caller = read_caller(record, identity, action)
    recipient = _account(text(record, 'recipientAccountId'))
    if not action:
        crosses = caller.account and recipient and caller.account != recipient and caller.type != 'service'
        action = 'resource_access' if crosses else 'api_call'
    access.record = record
    access.action = action
    access.delegate = _account(text(identity, 'invokedByDelegate', 'accountId'))
    access.outcome = _outcome(record)
    access.caller, access.caller_type, access.caller_account = caller.principal, caller.type, caller.account
    access.target, access.target_account = read_target(record, action, caller)
    access.session = caller.session
    access.access_key = text(identity, 'accessKeyId')
    response = record.get('responseElements')
    access.issued_key = text(response, 'credentials', 'accessKeyId') or text(response, 'accessKey', 'accessKeyId')
    access.relation = _relation(access)
    access.view = _view(access, text(identity, 'type'))
    access.recipient = recipient
    shared = text(record, 'sharedEventID') if access.relation == 'cross_account' else ''
    access.event = shared or text(record, 'eventID') or text(record, 'requestID') or hashlib.sha256(raw.encode()).hexdigest()
    access.network = network(text(record, 'sourceIPAddress'))
    access.agent = agent(text(record, 'userAgent'))
    return access


def _account(value):
    return value if arns.is_account(value) else ''


def _outcome(record):
    code = text(record, 'errorCode')
    if code:
        lower = code.lower()
        denied = any(sign in lower for sign in ('accessdenied', 'unauthorized', 'notauthorized', 'forbidden'))
        return 'denied' if denied else 'error'
    if text(record, 'errorMessage'):
        return 'error'
    return 'error' if text(record, 'responseElements', text(record, 'eventName')) == 'Failure' else 'success'


def _relation(access):
    if access.caller_type == 'service':
        return 'service'
    if not access.acting_account or not access.target_account:
        return 'unknown'
    return 'same_account' if access.acting_account == access.target_account else 'cross_account'


def _view(access, identity_type):
    if access.relation != 'cross_account':
        return ''
    seen = identity_type == 'AWSAccount' or access.action in ('switch_role', 'resource_access')
    return 'target' if seen else 'caller'
