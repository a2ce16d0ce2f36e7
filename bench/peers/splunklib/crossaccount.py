"""The work of the crossaccount command with Splunk's Python SDK, as its documentation writes a streaming command."""
import os
import sys
from types import SimpleNamespace

from splunklib.searchcommands import Configuration, Option, StreamingCommand, dispatch, validators

from access import extract
from judgement import classes_of, facts_of, is_judged, judge
from score import read_trust, score, trust_values
from tables import Tables

OPTIONS = SimpleNamespace(learning=14, dormant=30, mature=3)
COLUMNS = [
    'xa_action', 'xa_delegate', 'xa_outcome', 'xa_caller', 'xa_caller_type', 'xa_caller_account', 'xa_target_account',
    'xa_target', 'xa_session', 'xa_access_key', 'xa_issued_key', 'xa_relation', 'xa_view', 'xa_recipient', 'xa_event',
    'xa_caller_class', 'xa_target_class', 'xa_vendor', 'xa_network', 'xa_agent', 'xa_status', 'xa_new', 'xa_first_seen',
    'xa_last_seen', 'xa_days_seen', 'xa_score', 'xa_reasons', 'xa_origin', 'xa_chain', 'xa_chain_depth', 'xa_trust',
    'xa_facts', 'xa_error']
EMPTY = dict.fromkeys(COLUMNS, '')


def enrich(row, tables, facts_wanted):
    """Adds the columns of one row."""
    row.update(EMPTY)
    access = extract(row.get('_raw', ''))
    if access is None:
        row['xa_error'] = 'The record is no JSON object.'
        return
    row['xa_action'] = access.action
    row['xa_delegate'] = access.delegate
    row['xa_outcome'] = access.outcome
    row['xa_caller'] = access.caller
    row['xa_caller_type'] = access.caller_type
    row['xa_caller_account'] = access.caller_account
    row['xa_target_account'] = access.target_account
    row['xa_target'] = access.target
    row['xa_session'] = access.session
    row['xa_access_key'] = access.access_key
    row['xa_issued_key'] = access.issued_key
    row['xa_relation'] = access.relation
    row['xa_view'] = access.view
    row['xa_recipient'] = access.recipient
    row['xa_event'] = access.event
    row['xa_network'] = access.network
    row['xa_agent'] = access.agent
    tables.remember(int(float(row['_time']) // 86_400))
    classes = classes_of(access, tables)
    row['xa_caller_class'], row['xa_target_class'], row['xa_vendor'] = classes
    admitted = read_trust(access)
    row['xa_trust'] = trust_values(access, admitted, tables.account_class)
    facts = facts_of(access)
    if facts_wanted:
        row['xa_facts'] = (['coverage|' + access.recipient] if access.recipient else []) + list(facts.values())
    if not is_judged(access):
        return
    judgement = judge(access, facts, classes, float(row['_time']), tables, OPTIONS)
    row['xa_status'] = judgement.status
    row['xa_new'] = judgement.new
    if judgement.count:
        row['xa_first_seen'] = judgement.first * 86_400
        row['xa_last_seen'] = judgement.last * 86_400
        row['xa_days_seen'] = judgement.count
    row['xa_score'], row['xa_reasons'] = score(access, judgement, admitted, tables.account_class)


@Configuration(required_fields=['_raw', '_time'])
class CrossaccountCommand(StreamingCommand):
    baseline = Option(default='none')
    facts = Option(default=False, validate=validators.Boolean())
    tables = None

    def stream(self, records):
        if self.tables is None:
            self.tables = Tables(os.environ['CROSSACCOUNT_LOOKUPS'])
        for record in records:
            enrich(record, self.tables, self.facts)
            yield record


dispatch(CrossaccountCommand, sys.argv, sys.stdin, sys.stdout, __name__)
