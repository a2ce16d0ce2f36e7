"""Amazon resource names: their parts as they stand."""
import re

_ARN = re.compile(r'arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)', re.S)
_SESSION = re.compile(r'arn:(?:[^:]*:){4}assumed-role/.*/([^/]*)', re.S)
_ACCOUNT = re.compile(r'[0-9]{12}')


class Arn:
    __slots__ = ('partition', 'service', 'account', 'resource')

    def __init__(self, partition, service, account, resource):
        self.partition, self.service, self.account, self.resource = partition, service, account, resource


def parse(text):
    match = _ARN.fullmatch(text)
    return Arn(match[1], match[2], match[4], match[5]) if match else None


def is_account(text):
    return _ACCOUNT.fullmatch(text) is not None


def account_of(text):
    arn = parse(text)
    return arn.account if arn and is_account(arn.account) else ''


def partition_of(*texts):
    for text in texts:
        arn = parse(text)
        if arn:
            return arn.partition
    return 'aws'


def iam(partition, account, kind, name):
    return f'arn:{partition}:iam::{account}:{kind}/{name}' if account and name else ''


def role_of(text, partition=None):
    """The role of a role's or a role session's arn; empty for any other."""
    arn = parse(text)
    if not arn:
        return ''
    if arn.resource.startswith('assumed-role/') and len(arn.resource) > len('assumed-role/'):
        rest = arn.resource[len('assumed-role/'):]
        cut = rest.rfind('/')
        return iam(partition or arn.partition, arn.account, 'role', rest[:cut] if cut > 0 else rest)
    return text if arn.service == 'iam' and arn.resource.startswith('role/') else ''


def session_of(text):
    match = _SESSION.fullmatch(text)
    return match[1] if match else ''


def without_path(text):
    if ':role/' not in text:
        return text
    arn = parse(text)
    name = text.rsplit('/', 1)[-1]
    if not arn or arn.service != 'iam' or not arn.resource.startswith('role/') or not name:
        return text
    return text[:text.index(':role/')] + ':role/' + name
