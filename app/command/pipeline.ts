/** One row: the record in `_raw` becomes the values of the command's columns. */
import {
  accountClass,
  comparedOf,
  factTexts,
  isJudged,
  judge,
  partiesOf,
  readRoleTrust,
  remembering,
  score,
  xaTrust,
} from '../baseline';
import type { Judgement, Tables } from '../baseline';
import { isUnreadable } from '../cloudtrail';
import type { Access, Unreadable } from '../cloudtrail';
import type { Report, Row } from '../protocol';
import type { Values } from './columns';
import type { Options } from './options';
import { parseTime } from './time';

/** Fills the columns of one row, which are empty before, from what was read of its `_raw`. */
export type Enrich = (row: Row, read: Access | Unreadable, values: Values) => void;

/**
 * What fills the columns. A record that cannot be read costs the row its enrichment, and `xa_error` says why; a time that cannot
 * be read costs it its judgement, of which the user is warned.
 *
 * @param known - the tables; undefined to extract only
 */
export function enricher(options: Options, known: Tables | undefined, report: Report): Enrich {
  const tablesAt = known === undefined ? undefined : remembering(known, options.forget);
  return (row, access, values) => {
    if (isUnreadable(access)) {
      values.set('xa_error', access.error);
      return;
    }
    const compared = comparedOf(access);
    setExtracted(values, access);
    if (options.facts) values.set('xa_facts', factTexts(access, compared));
    const trust = readRoleTrust(access);
    if (tablesAt === undefined) {
      if (trust !== undefined) values.set('xa_trust', xaTrust(access, trust, undefined));
      return;
    }

    const seconds = parseTime(row.text('_time'));
    const tables = tablesAt(seconds);
    const parties = partiesOf(access, tables);
    values.set('xa_caller_class', parties.callerClass);
    values.set('xa_target_class', parties.targetClass);
    values.set('xa_vendor', parties.vendor);
    if (trust !== undefined)
      values.set(
        'xa_trust',
        xaTrust(access, trust, (account) => accountClass(account, tables)),
      );
    if (!isJudged(access)) return;
    if (seconds === undefined) {
      report('WARN', 'Rows whose _time is no time were not judged: keep _time as it is before crossaccount.');
      return;
    }
    const judgement = judge(access, seconds, tables, options, compared, parties);
    setJudged(values, judgement);
    const { score: points, reasons } = score(access, judgement, tables, trust);
    values.set('xa_score', numeral(points));
    values.set('xa_reasons', reasons);
  };
}

function setExtracted(values: Values, access: Access): void {
  values.set('xa_action', access.action);
  values.set('xa_delegate', access.delegate);
  values.set('xa_outcome', access.outcome);
  values.set('xa_caller', access.caller);
  values.set('xa_caller_type', access.callerType);
  values.set('xa_caller_account', access.callerAccount);
  values.set('xa_target_account', access.targetAccount);
  values.set('xa_target', access.target);
  values.set('xa_session', access.session);
  values.set('xa_access_key', access.accessKey);
  values.set('xa_issued_key', access.issuedKey);
  values.set('xa_relation', access.relation);
  values.set('xa_view', access.view);
  values.set('xa_recipient', access.recipient);
  values.set('xa_event', access.event);
  values.set('xa_network', access.network);
  values.set('xa_agent', access.agent);
}

function setJudged(values: Values, judgement: Judgement): void {
  values.set('xa_status', judgement.status);
  values.set('xa_new', judgement.isNew);
  values.set('xa_first_seen', numeral(judgement.firstSeen));
  values.set('xa_last_seen', numeral(judgement.lastSeen));
  values.set('xa_days_seen', judgement.daysSeen === 0 ? '' : numeral(judgement.daysSeen));
}

function numeral(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
