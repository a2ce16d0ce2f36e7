/** Compares an access with what was seen before its day. */
import type { Access } from '../cloudtrail';
import { accountClass, vendorName } from './classes';
import { actingAccount, comparedOf, coverageText, isDrift, isJudged, mainOf } from './facts';
import type { Compared, Dimension } from './facts';
import { dayOf, SECONDS_A_DAY } from './learn';
import type { ClassOf } from './roletrust';
import type { AccountClass, Disposition, Tables } from './tables';

export type Status = 'learning' | 'new' | 'provisional' | 'known' | 'dormant' | 'rejected';

export interface JudgeOptions {
  /** Days; 0 for no learning period. */
  readonly learning: number;
  /** Days without activity after which a relationship is dormant. */
  readonly dormant: number;
  /** Distinct earlier days, 1 to 5, that make a relationship known. */
  readonly mature: number;
}

export const DEFAULT_OPTIONS: JudgeOptions = { learning: 14, dormant: 30, mature: 3 };

export interface Judgement {
  /** Empty when the access has no dimensions. */
  readonly status: Status | '';
  /** The dimensions never seen before the access's day, in the order of the table. */
  readonly isNew: readonly Dimension[];
  /** Midnight UTC, epoch seconds, of the first and last day that the main fact was seen; undefined when it never was. */
  readonly firstSeen: number | undefined;
  readonly lastSeen: number | undefined;
  /** Distinct days that the main fact is listed on, at most eight; 0 when it never was seen. */
  readonly daysSeen: number;
  /** Class of the acting account, and of the target's; empty where there is none. */
  readonly callerClass: AccountClass | '';
  readonly targetClass: AccountClass | '';
  /** The vendor's name of the first of the two that is a vendor's. */
  readonly vendor: string;
  /** What the score counts. */
  readonly evidence: Evidence;
}

/** The findings behind a status. All hold whatever the status is, so that a score never falls as novelty grows. */
export interface Evidence {
  /** False for an access that is not compared: denied, by a service, an ordinary call. */
  readonly judged: boolean;
  /** The new dimensions that no approval speaks for. */
  readonly novel: readonly Dimension[];
  /** A fact that an analyst rejected, as `dimension|value`; empty when there is none. */
  readonly rejected: string;
  /** Days between the main fact's last day and this one where it is dormant and not covered, else 0. */
  readonly dormantDays: number;
  /** The main fact was seen, is neither covered nor dormant, and has to mature or to be approved. */
  readonly provisional: boolean;
  /** When `coverage` of the account began whose learning period this access falls into; undefined outside of one. */
  readonly learningSince: number | undefined;
}

const NO_EVIDENCE: Evidence = {
  judged: false,
  novel: [],
  rejected: '',
  dormantDays: 0,
  provisional: false,
  learningSince: undefined,
};

/**
 * Judges an access that happened at `time` (epoch seconds). Only days before the day of `time` count, so that an access never
 * makes itself known. Rows that are not judged still get the classes of their accounts.
 *
 * @param compared - its facts, and
 * @param parties - its classes, when they are already at hand
 */
export function judge(
  access: Access,
  time: number,
  tables: Tables,
  options: JudgeOptions = DEFAULT_OPTIONS,
  compared: Compared = comparedOf(access),
  parties: Parties = partiesOf(access, tables),
): Judgement {
  const judged = isJudged(access);
  const { dimensions, texts } = compared;
  const main = mainOf(dimensions);
  if (main === -1) {
    const unseen = { status: '', isNew: [], firstSeen: undefined, lastSeen: undefined, daysSeen: 0 } as const;
    return { ...unseen, ...parties, evidence: { ...NO_EVIDENCE, judged } };
  }

  const day = dayOf(time);
  const dispositions = dispositionsOf(texts, tables);
  const pair = dimensions.indexOf('account_pair');
  const covered = dispositions[main] === 'approved' || dispositions[pair] === 'approved';
  const isNew: Dimension[] = [];
  const novel: Dimension[] = [];
  let listed: readonly number[] = [];
  for (const [index, dimension] of dimensions.entries()) {
    const known = tables.baseline.get(texts[index] ?? '')?.days ?? [];
    if (index === main) listed = known;
    if ((known[0] ?? day) < day || (covered && !isDrift(dimension))) continue;
    isNew.push(dimension);
    if (!isDrift(dimension) || dispositions[index] !== 'approved') novel.push(dimension);
  }
  const rejected = dispositions.indexOf('rejected');

  const days = earlierDays(listed, day);
  const dormantDays = covered ? 0 : idleDays(listed, days, day, options.dormant);
  const matured = days.length >= options.mature && parties.callerClass !== 'external';
  const evidence: Evidence = {
    judged,
    novel,
    rejected: texts[rejected] ?? '',
    dormantDays,
    provisional: !covered && days.length > 0 && dormantDays === 0 && !matured,
    learningSince: learningSince(access, parties, time, tables, options.learning),
  };
  return {
    status: statusOf(evidence, parties.callerClass),
    isNew,
    firstSeen: midnight(days[0]),
    lastSeen: midnight(days.at(-1)),
    daysSeen: days.length,
    ...parties,
    evidence,
  };
}

function statusOf(evidence: Evidence, callerClass: AccountClass | ''): Status {
  if (evidence.rejected !== '') return 'rejected';
  if (evidence.novel.some((dimension) => !isDrift(dimension))) {
    return evidence.learningSince === undefined ? 'new' : 'learning';
  }
  if (evidence.dormantDays > 0) return 'dormant';
  if (evidence.novel.length > 0 && callerClass !== 'own') return 'new';
  return evidence.provisional ? 'provisional' : 'known';
}

const UNDECIDED: readonly undefined[] = [];

/** What analysts decided on each fact; nothing at all while nothing was decided. */
function dispositionsOf(texts: readonly string[], tables: Tables): readonly (Disposition | undefined)[] {
  return tables.dispositions.size === 0 ? UNDECIDED : texts.map((text) => tables.dispositions.get(text));
}

function earlierDays(days: readonly number[], day: number): readonly number[] {
  return (days.at(-1) ?? day) < day ? days : days.filter((other) => other < day);
}

/**
 * Days since the last of `days`, when more than `dormant`; else 0. Of eight listed days the fifth and sixth may have others
 * between them, which the table no longer lists: a day in that gap cannot be told dormant.
 */
function idleDays(listed: readonly number[], days: readonly number[], day: number, dormant: number): number {
  const last = days.at(-1);
  if (last === undefined || day - last <= dormant) return 0;
  const [, , , , fifth, sixth] = listed;
  const untold = listed.length === 8 && fifth !== undefined && sixth !== undefined && fifth < day && day <= sixth;
  return untold ? 0 : day - last;
}

function midnight(day: number | undefined): number | undefined {
  return day === undefined ? undefined : day * SECONDS_A_DAY;
}

export type Parties = Pick<Judgement, 'callerClass' | 'targetClass' | 'vendor'>;

/**
 * Classes of the acting account and the target's, and the vendor's name: every row with an account has them.
 *
 * @param classOf - what {@link accountClass} says by these tables
 */
export function partiesOf(
  access: Access,
  tables: Tables,
  classOf: ClassOf = (account) => accountClass(account, tables),
): Parties {
  const acting = actingAccount(access);
  const actingClass = classOf(acting);
  const targetClass = classOf(access.targetAccount);
  const federated = acting === '' && access.callerType === 'federated';
  return {
    callerClass: federated ? targetClass : actingClass,
    targetClass,
    vendor:
      (actingClass === 'vendor' ? vendorName(acting, tables) : '') ||
      (targetClass === 'vendor' ? vendorName(access.targetAccount, tables) : ''),
  };
}

function learningSince(
  access: Access,
  { callerClass, targetClass }: Parties,
  time: number,
  tables: Tables,
  learning: number,
): number | undefined {
  if (callerClass !== 'own' || targetClass !== 'own' || learning === 0) return undefined;
  const coverage =
    tables.baseline.get(coverageText(access.targetAccount)) ?? tables.baseline.get(coverageText(actingAccount(access)));
  if (coverage === undefined) return undefined;
  return time - coverage.first_seen < learning * SECONDS_A_DAY ? coverage.first_seen : undefined;
}
