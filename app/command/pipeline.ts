/** One row: the record in `_raw` becomes the values of the command's columns. */
import { accountClass, factTexts, isJudged, judge, partiesOf, readRoleTrust, score, xaTrust } from '../baseline';
import type { Judgement, Tables } from '../baseline';
import { extract, isUnreadable } from '../cloudtrail';
import type { Access } from '../cloudtrail';
import type { Report } from '../protocol';
import type { Values } from './columns';
import type { Options } from './options';
import { parseTime } from './time';

/** What a row's values are made from. */
export interface Sent {
  /** The record, as its bytes. */
  readonly raw: Buffer;
  /** `_time` as splunkd sends it; perhaps empty. */
  readonly time: string;
}

/**
 * The values of one row. A record that cannot be read costs the row its enrichment, and `xa_error` says why; a time that cannot
 * be read costs it its judgement, of which the user is warned.
 *
 * @param tables - undefined to extract only
 */
export function enrich({ raw, time }: Sent, options: Options, tables: Tables | undefined, report: Report): Values {
  const access = extract(raw);
  if (isUnreadable(access)) return { xa_error: access.error };
  const facts = options.facts ? { xa_facts: factTexts(access) } : {};
  const trust = readRoleTrust(access);
  if (tables === undefined) return { ...extracted(access), ...facts, xa_trust: xaTrust(access, trust, undefined) };

  const parties = partiesOf(access, tables);
  const values = {
    ...extracted(access),
    ...facts,
    xa_caller_class: parties.callerClass,
    xa_target_class: parties.targetClass,
    xa_vendor: parties.vendor,
    xa_trust: xaTrust(access, trust, (account) => accountClass(account, tables)),
  };
  if (!isJudged(access)) return values;
  const seconds = parseTime(time);
  if (seconds === undefined) {
    report('WARN', 'Rows whose _time is no time were not judged: keep _time as it is before crossaccount.');
    return values;
  }
  const judgement = judge(access, seconds, tables, options);
  const { score: points, reasons } = score(access, judgement, tables, trust);
  return { ...values, ...judged(judgement), xa_score: numeral(points), xa_reasons: reasons };
}

function extracted(access: Access): Values {
  return {
    xa_action: access.action,
    xa_delegate: access.delegate,
    xa_outcome: access.outcome,
    xa_caller: access.caller,
    xa_caller_type: access.callerType,
    xa_caller_account: access.callerAccount,
    xa_target_account: access.targetAccount,
    xa_target: access.target,
    xa_session: access.session,
    xa_access_key: access.accessKey,
    xa_issued_key: access.issuedKey,
    xa_relation: access.relation,
    xa_view: access.view,
    xa_recipient: access.recipient,
    xa_event: access.event,
    xa_network: access.network,
    xa_agent: access.agent,
  };
}

function judged(judgement: Judgement): Values {
  return {
    xa_status: judgement.status,
    xa_new: judgement.isNew,
    xa_first_seen: numeral(judgement.firstSeen),
    xa_last_seen: numeral(judgement.lastSeen),
    xa_days_seen: judgement.daysSeen === 0 ? '' : numeral(judgement.daysSeen),
  };
}

function numeral(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
