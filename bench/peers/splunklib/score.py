"""How much an access deserves a look, and why; and whom a role lets in. The weights are those of app/baseline/signals.ts."""
import re
import unicodedata
from datetime import datetime, timezone
from urllib.parse import quote

import policy
import trust
from record import text

CLASSES = ('own', 'aws', 'vendor', 'external')
SIGNALS = {
    'rejected': ('An analyst rejected this relationship', 100),
    'principal_role': ('The principal never took this role before', (20, 21, 21, 22)),
    'principal_action': ('The principal never made this call before', (24, 25, 26, 28)),
    'principal_account': ('The principal never reached into this account before', (18, 19, 19, 20)),
    'dormant': ('The relationship returns after a long silence', (15, 16, 18, 20)),
    'provisional': ('The relationship is provisional', (4, 5, 6, 8)),
    'caller_account': ('The account was never seen to reach into another one', (1, 1, 2, 2)),
    'account_pair': ('The two accounts were never seen together', (13, 18, 22, 41)),
    'pair_network': ('The two accounts never met from this network', (10, 14, 19, 32)),
    'pair_agent': ('The two accounts never met with this client', (3, 3, 3, 3)),
    'principal_network': ('The principal never used this network before', (12, 13, 14, 15)),
    'learning': ('The account is still in its learning period', (-30, 0, 0, 0)),
    'outside_caller': ('The caller is not from an own account', (0, 2, 5, 9)),
    'cross_account_change': ('A caller from another account changed access here', 25),
    'assume_root': ('Root power over a member account was taken', 25),
    'admin_policy': ('The policy gives administrator-like power', 40),
    'trust_anyone': ('The role lets in anyone', 85),
    'trust_conditional': ('The role lets in whoever meets a condition', 35),
    'trust_external': ('The role lets in an account from outside', 70),
    'trust_vendor': ('The role lets in an account of a vendor', 30),
    'trust_aws': ('The role lets in an account listed as of AWS', 30),
    'trust_provider': ('The role lets in an unknown identity provider', 60),
    'trust_no_external_id': ('The role asks for no external id', 10),
    'policy_unreadable': ('The policy could not be read', 15),
    'trust_unreadable': ('The trust policy could not be read', 15),
    'key_for_another': ('The access key is for another user than the caller', 30),
    'root_key': ('A root access key was made', 80),
    'no_mfa': ('The session token was issued without multi-factor authentication', 15)}
POWERS = {'all': 'any action on any resource', 'iam': 'permissions can be raised through IAM',
          'assume_any': 'any role can be assumed'}
ORDER = ('anyone', 'anyone_if', 'external', 'vendor', 'aws', 'own', 'account', 'federated', 'service', 'other')
IDENTIFYING = {'organisation', 'principal', 'source'}
_BIDI = set('\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069')


def score(access, judgement, admitted, account_class):
    """Points and the sentences behind them, heaviest first, of a judged access."""
    novelty = [reason for found in _novelty(access, judgement) for reason in _weigh(found, judgement)]
    if novelty and judgement.since is not None:
        novelty += _weigh(('learning', f'records of {judgement.learner} arrive since {_date(judgement.since)}'), judgement)
    found = [('rejected', shown(judgement.rejected))] if judgement.rejected else []
    found += _outside(access, judgement) + _identity(access, admitted, account_class)
    others = [reason for one in found for reason in _weigh(one, judgement)]
    points = min(100, max(0, sum(weight for weight, _ in novelty)) + sum(weight for weight, _ in others))
    return points, [sentence for _, sentence in sorted(others + novelty, key=lambda reason: -reason[0])]


def shown(name):
    """A name by others, made fit for a sentence."""
    if name.isascii() and name.isprintable() and len(name) <= 200:
        return name
    cut = name[:200] + '...' if len(name) > 200 else name
    return ''.join(quote(c) if unicodedata.category(c) == 'Cc' or c in _BIDI else c for c in cut)


def read_trust(access):
    """Those whom the policy of create_role or update_trust lets in; None on any other action."""
    request = access.record.get('requestParameters')
    if access.action == 'update_trust':
        document = text(request, 'policyDocument')
    elif access.action == 'create_role':
        document = (text(request, 'assumeRolePolicyDocument')
                    or text(access.record, 'responseElements', 'role', 'assumeRolePolicyDocument'))
    else:
        return None
    return None if not document and access.outcome != 'success' else trust.read(document)


def trust_values(access, admitted, account_class):
    """The values of xa_trust."""
    if admitted is None:
        return []
    if isinstance(admitted, str):
        return ['unreadable']
    values = set()
    for one in admitted:
        if one.scope in ('anyone', 'organisation'):
            keys = ','.join(_keys(one))
            values.add(shown('anyone_if:' + keys) if keys and one.principal == '*' else 'anyone')
            if one.principal != '*':
                values.add(shown(f'federated:{one.principal}'))
        elif one.scope in trust.SIGNED:
            values.add(f'{_class_in(access, one.account, account_class)}:{one.account}')
        else:
            values.add(shown(f'{one.scope}:{one.principal}'))
    ordered = sorted(values, key=lambda value: (ORDER.index(value.split(':', 1)[0]), value))
    lacks = any(_lacks_id(access, one, account_class) for one in admitted)
    return ordered + ['no_external_id'] if lacks else ordered


def _novelty(access, judgement):
    novel, caller = set(judgement.novel), shown(access.caller)
    pair = f'{access.acting_account} and {access.target_account}'
    found = _rung(access, judgement, novel, caller)
    if 'caller_account' in novel:
        found.append(('caller_account', access.acting_account))
    if 'account_pair' in novel:
        found.append(('account_pair', pair))
    else:
        if 'pair_network' in novel:
            found.append(('pair_network', f'{pair}, {shown(access.network)}'))
        if 'pair_agent' in novel:
            found.append(('pair_agent', f'{pair}, {shown(access.agent)}'))
    if 'principal_network' in novel:
        found.append(('principal_network', f'{caller} from {shown(access.network)}'))
    return found


def _rung(access, judgement, novel, caller):
    if 'principal_role' in novel:
        return [('principal_role', f'{caller} took {shown(access.target)}')]
    if 'principal_action' in novel:
        return [('principal_action', f'{access.action} by {caller}')]
    if 'principal_account' in novel:
        return [('principal_account', f'{caller} into {access.target_account}')]
    if judgement.dormant_days:
        return [('dormant', f'last seen {_date(judgement.last * 86_400)}, {_plural(judgement.dormant_days, "day")} before')]
    if not judgement.provisional:
        return []
    seen = (f'seen on {_plural(judgement.count, "earlier day")}, first {_date(judgement.first * 86_400)}, '
            f'last {_date(judgement.last * 86_400)}')
    if judgement.caller_class == 'external':
        seen += '; a caller from outside becomes known only when an analyst approves it'
    return [('provisional', seen)]


def _outside(access, judgement):
    account, kind = access.acting_account, judgement.caller_class
    if kind in ('own', ''):
        return []
    whose = f'account {account}' if account else shown(access.caller)
    if kind == 'vendor':
        vendor = judgement.vendor
        return [('outside_caller', f'{whose} of the vendor {shown(vendor)}' if vendor else f'{whose} of a vendor')]
    return [('outside_caller', whose + (', listed as of AWS' if kind == 'aws' else ', which no table knows'))]


def _identity(access, admitted, account_class):
    action = access.action
    if action == 'assume_root':
        return [('assume_root', shown(access.target))]
    if action in ('get_session_token', 'get_federation_token'):
        return [] if _has_mfa(access) else [('no_mfa', shown(access.caller))]
    if action not in ('attach_role_policy', 'put_role_policy', 'create_role', 'update_trust', 'create_access_key'):
        return []
    found = []
    if access.relation == 'cross_account':
        found.append(('cross_account_change', f'{access.acting_account} changed {shown(access.target)}'))
    if action == 'create_access_key':
        return found + _key(access)
    if action in ('create_role', 'update_trust'):
        return found + _trust(access, admitted, account_class)
    request = access.record.get('requestParameters')
    if action == 'attach_role_policy':
        arn = text(request, 'policyArn')
        return found + ([('admin_policy', f'{shown(arn)} on {shown(access.target)}')] if policy.managed_power(arn) else [])
    document = text(request, 'policyDocument')
    unreadable = policy.statements_of(document)
    if isinstance(unreadable, str):
        return found + [('policy_unreadable', unreadable)]
    power = policy.power(document)
    return found + ([('admin_policy', f'{POWERS[power]}, on {shown(access.target)}')] if power else [])


def _has_mfa(access):
    record = access.record
    if text(record, 'userIdentity', 'sessionContext', 'attributes', 'mfaAuthenticated') == 'true':
        return True
    return access.action == 'get_session_token' and text(record, 'requestParameters', 'serialNumber') != ''


def _key(access):
    found = []
    if access.caller_type == 'root' or access.target.endswith(':root'):
        found.append(('root_key', shown(access.target or access.caller)))
    if access.target and access.target != access.caller:
        found.append(('key_for_another', f'{shown(access.caller)} made one for {shown(access.target)}'))
    return found


def _trust(access, admitted, account_class):
    if admitted is None:
        return []
    if isinstance(admitted, str):
        return [('trust_unreadable', shown(admitted))]
    signals = {}
    for one in admitted:
        signal = _trust_signal(access, one, account_class)
        if signal:
            signals.setdefault(signal, {})[_label(one)] = None
        if _lacks_id(access, one, account_class):
            signals.setdefault('trust_no_external_id', {})[_label(one)] = None
    return [(signal, _listed(list(names))) for signal, names in signals.items()]


def _trust_signal(access, one, account_class):
    if one.scope in ('anyone', 'organisation'):
        identified = any(kind in IDENTIFYING for kind, *_ in one.guards)
        return 'trust_conditional' if identified else 'trust_anyone'
    if one.scope in trust.SIGNED:
        whose = _class_in(access, one.account, account_class)
        return '' if whose in ('own', '') else 'trust_' + whose
    if one.scope != 'federated':
        return ''
    if one.account and _class_in(access, one.account, account_class) != 'own':
        return 'trust_provider'
    return 'trust_conditional' if _tenants(one) else ''


def _lacks_id(access, one, account_class):
    if one.scope not in trust.SIGNED or any(kind == 'external_id' for kind, *_ in one.guards):
        return False
    return _class_in(access, one.account, account_class) in ('external', 'vendor')


def _label(one):
    if one.principal == '*':
        return 'if ' + ', '.join(_keys(one)) if one.guards else 'without a condition'
    tenants = _tenants(one)
    return f'{one.principal} for {_listed(tenants)}' if tenants else one.principal


def _keys(one):
    return sorted({key for _, key, *_ in one.guards})


def _tenants(one):
    return [value for kind, _, values, _ in one.guards if kind == 'tenant' for value in values]


def _class_in(access, account, account_class):
    return 'own' if account == access.target_account else account_class(account)


def _listed(names):
    more = len(names) - 3
    joined = ', '.join(map(shown, names[:3]))
    return f'{joined} and {more} more' if more > 0 else joined


def _weigh(found, judgement):
    name, detail = found
    sentence, weights = SIGNALS[name]
    weight = weights if isinstance(weights, int) else weights[CLASSES.index(judgement.caller_class or 'external')]
    return [(weight, f'{sentence}: {detail}' if detail else sentence)] if weight else []


def _date(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime('%Y-%m-%d')


def _plural(count, noun):
    return f'1 {noun}' if count == 1 else f'{count} {noun}s'
