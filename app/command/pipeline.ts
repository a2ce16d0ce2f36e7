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
import type { ClassOf, Judgement, Tables } from '../baseline';
import { isUnreadable, remembered } from '../cloudtrail';
import type { Access, Unreadable } from '../cloudtrail';
import type { Report, Row } from '../protocol';
import { AT } from './columns';
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
  const classesIn = classifier();
  return (row, access, values) => {
    if (isUnreadable(access)) {
      values.set(AT.xa_error, access.error);
      return;
    }
    const compared = comparedOf(access);
    setExtracted(values, access);
    if (options.facts) values.set(AT.xa_facts, factTexts(access, compared));
    const trust = readRoleTrust(access);
    if (tablesAt === undefined) {
      if (trust !== undefined) values.set(AT.xa_trust, xaTrust(access, trust, undefined));
      return;
    }

    const seconds = parseTime(row.text('_time'));
    const tables = tablesAt(seconds);
    const classOf = classesIn(tables);
    if (trust !== undefined) values.set(AT.xa_trust, xaTrust(access, trust, classOf));
    const parties = partiesOf(access, tables, classOf);
    values.set(AT.xa_caller_class, parties.callerClass);
    values.set(AT.xa_target_class, parties.targetClass);
    values.set(AT.xa_vendor, parties.vendor);
    if (!isJudged(access)) return;
    if (seconds === undefined) {
      report('WARN', 'Rows whose _time is no time were not judged: keep _time as it is before crossaccount.');
      return;
    }
    const judgement = judge(access, seconds, tables, options, compared, parties);
    setJudged(values, judgement);
    const { score: points, reasons } = score(access, judgement, tables, trust);
    values.set(AT.xa_score, numeral(points));
    values.set(AT.xa_reasons, reasons);
  };
}

/** Classes by tables that do not change; the last ones asked about keep their answers. */
function classifier(): (tables: Tables) => ClassOf {
  let last: Tables | undefined;
  let classOf: ClassOf = () => '';
  return (tables) => {
    if (tables !== last) classOf = remembered((account) => accountClass(account, tables));
    last = tables;
    return classOf;
  };
}

function setExtracted(values: Values, access: Access): void {
  values.set(AT.xa_action, access.action);
  values.set(AT.xa_delegate, access.delegate);
  values.set(AT.xa_outcome, access.outcome);
  values.set(AT.xa_caller, access.caller);
  values.set(AT.xa_caller_type, access.callerType);
  values.set(AT.xa_caller_account, access.callerAccount);
  values.set(AT.xa_target_account, access.targetAccount);
  values.set(AT.xa_target, access.target);
  values.set(AT.xa_session, access.session);
  values.set(AT.xa_access_key, access.accessKey);
  values.set(AT.xa_issued_key, access.issuedKey);
  values.set(AT.xa_relation, access.relation);
  values.set(AT.xa_view, access.view);
  values.set(AT.xa_recipient, access.recipient);
  values.set(AT.xa_event, access.event);
  values.set(AT.xa_network, access.network);
  values.set(AT.xa_agent, access.agent);
}

function setJudged(values: Values, judgement: Judgement): void {
  values.set(AT.xa_status, judgement.status);
  values.set(AT.xa_new, judgement.isNew);
  values.set(AT.xa_first_seen, numeral(judgement.firstSeen));
  values.set(AT.xa_last_seen, numeral(judgement.lastSeen));
  values.set(AT.xa_days_seen, judgement.daysSeen === 0 ? '' : numeral(judgement.daysSeen));
}

function numeral(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
