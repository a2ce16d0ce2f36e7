"""Facts of an access, and its comparison with what was seen before."""
import re

import arn as arns

ASSUMPTIONS = {'assume_role', 'assume_role_with_saml', 'assume_role_with_web_identity', 'assume_root', 'switch_role'}
PRINCIPAL_ACTIONS = {'get_session_token', 'get_federation_token', 'create_role', 'update_trust', 'attach_role_policy',
                     'put_role_policy', 'create_access_key'}
DRIFT = {'pair_network', 'pair_agent', 'principal_network'}
DAY = 86_400
_RESERVED = re.compile('[%|>\x00-\x1f\x7f]')


class Judgement:
    """dates are day numbers or None; `since` and `learner`: when the coverage began, and of which account, whose learning
    period the access falls into, or None"""
    __slots__ = ('status', 'new', 'novel', 'first', 'last', 'count', 'caller_class', 'target_class', 'vendor', 'rejected',
                 'dormant_days', 'provisional', 'since', 'learner')


def is_judged(access):
    return (access.outcome == 'success' and access.caller_type != 'service'
            and (access.action != 'api_call' or bool(access.delegate)))


def facts_of(access):
    """dimension -> `dimension|value`, in the order of the table; empty without a main fact."""
    if not is_judged(access):
        return {}
    caller, target = _encode(arns.without_path(access.caller)), _encode(arns.without_path(access.target))
    origin, into = access.acting_account, access.target_account
    crosses = access.relation == 'cross_account'
    parts = {}
    if crosses:
        parts['caller_account'] = (origin,)
        parts['account_pair'] = (origin, into)
        parts['principal_account'] = (caller, into)
    if access.action in ASSUMPTIONS:
        parts['principal_role'] = (caller, target)
    if access.action in PRINCIPAL_ACTIONS:
        parts['principal_action'] = (caller, access.action)
    network = _encode(access.network)
    if crosses:
        parts['pair_network'] = (origin, into, network)
        parts['pair_agent'] = (origin, into, _encode(access.agent))
    if network.endswith(('/24', '/48')):
        parts['principal_network'] = (caller, network)
    facts = {name: name + '|' + ' > '.join(values) for name, values in parts.items() if all(values)}
    return facts if main_of(facts) else {}


def main_of(facts):
    for name in ('principal_role', 'principal_action', 'principal_account'):
        if name in facts:
            return name
    return None


def _encode(name):
    return _RESERVED.sub(lambda match: '%%%02X' % ord(match[0]), name)


def classes_of(access, tables):
    """Class of caller and target, and the vendor's name."""
    acting = access.acting_account
    target = tables.account_class(access.target_account)
    caller = target if not acting and access.caller_type == 'federated' else tables.account_class(acting)
    return caller, target, tables.vendor_name(acting) or tables.vendor_name(access.target_account)


def judge(access, facts, classes, time, tables, options):
    judgement = Judgement()
    judgement.caller_class, judgement.target_class, judgement.vendor = classes
    judgement.status, judgement.new, judgement.novel, judgement.rejected = '', [], [], ''
    judgement.first = judgement.last = judgement.since = judgement.learner = None
    judgement.count = judgement.dormant_days = 0
    judgement.provisional = False
    main = main_of(facts)
    if main is None:
        return judgement
    day = int(time // DAY)
    dispositions = tables.dispositions
    covered = dispositions.get(facts[main]) == 'approved' or dispositions.get(facts.get('account_pair')) == 'approved'
    for name, fact in facts.items():
        disposition = dispositions.get(fact)
        if disposition == 'rejected' and not judgement.rejected:
            judgement.rejected = fact
        if covered and name not in DRIFT:
            continue
        known = tables.facts.get(fact)
        if known is None or not any(seen < day for seen in known[1]):
            judgement.new.append(name)
            if name not in DRIFT or disposition != 'approved':
                judgement.novel.append(name)
    of_main = tables.facts.get(facts[main])
    listed = of_main[1] if of_main else []
    days = [seen for seen in listed if seen < day]
    if days:
        judgement.first, judgement.last, judgement.count = days[0], days[-1], len(days)
        untold = len(listed) == 8 and listed[4] < day <= listed[5]
        if not covered and not untold and day - days[-1] > options.dormant:
            judgement.dormant_days = day - days[-1]
        matured = len(days) >= options.mature and judgement.caller_class != 'external'
        judgement.provisional = not covered and not judgement.dormant_days and not matured
    judgement.since, judgement.learner = _learning(access, judgement, time, tables, options.learning)
    judgement.status = _status(judgement)
    return judgement


def _learning(access, judgement, time, tables, learning):
    """When the coverage began and of which account, or twice None outside of a learning period."""
    if judgement.caller_class != 'own' or judgement.target_class != 'own' or not learning:
        return None, None
    for account in (access.target_account, access.acting_account):
        coverage = tables.facts.get('coverage|' + account)
        if coverage:
            return (coverage[0], account) if time - coverage[0] < learning * DAY else (None, None)
    return None, None


def _status(judgement):
    if judgement.rejected:
        return 'rejected'
    if any(name not in DRIFT for name in judgement.novel):
        return 'new' if judgement.since is None else 'learning'
    if judgement.dormant_days:
        return 'dormant'
    if judgement.novel and judgement.caller_class != 'own':
        return 'new'
    return 'provisional' if judgement.provisional else 'known'
