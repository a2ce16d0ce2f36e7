/** How much an access deserves a look, and why, in words for a ticket. */
import type { Access } from '../cloudtrail';
import type { TrustReading } from '../trust';
import { accountClass } from './classes';
import { actingAccount, coverageText } from './facts';
import { identitySignals } from './identitysignals';
import type { Judgement } from './judge';
import { noveltySignals, outsideCaller } from './noveltysignals';
import { readRoleTrust } from './roletrust';
import { SIGNALS } from './signals';
import type { Found } from './signals';
import type { Tables } from './tables';
import { dateOf, shown } from './text';

export interface Score {
  /** 0 to 100; undefined for an access that is not judged. */
  readonly score: number | undefined;
  /** The sentences of the signals, heaviest first. */
  readonly reasons: readonly string[];
}

interface Reason {
  readonly weight: number;
  readonly sentence: string;
}

/**
 * The capped sum of the signals of a judged access. An identity action is scored whatever its status is; a learning period
 * takes from novelty only.
 *
 * @param trust - the access's trust policy, when it is already read
 */
export function score(
  access: Access,
  judgement: Judgement,
  tables: Tables,
  trust: TrustReading | undefined = readRoleTrust(access),
): Score {
  const { judged, rejected, learningSince } = judgement.evidence;
  if (!judged) return { score: undefined, reasons: [] };
  const reasonsOf = (found: readonly Found[]): Reason[] => found.flatMap((one) => weigh(one, judgement));

  const novelty = reasonsOf(noveltySignals(access, judgement));
  if (novelty.length > 0 && learningSince !== undefined) {
    const account = tables.baseline.has(coverageText(access.targetAccount))
      ? access.targetAccount
      : actingAccount(access);
    novelty.push(...reasonsOf([['learning', `records of ${account} arrive since ${dateOf(learningSince)}`]]));
  }
  const others = reasonsOf([
    ...(rejected === '' ? [] : [['rejected', shown(rejected)] as const]),
    ...outsideCaller(access, judgement),
    ...identitySignals(access, trust, (account) => accountClass(account, tables)),
  ]);
  return {
    score: Math.min(100, Math.max(0, sum(novelty)) + sum(others)),
    reasons: [...others, ...novelty].sort((a, b) => b.weight - a.weight).map(({ sentence }) => sentence),
  };
}

/** Where the record names no account for the caller, it weighs as one from outside. */
function weigh([name, detail]: Found, { callerClass }: Judgement): Reason[] {
  const { weights, sentence } = SIGNALS[name];
  const weight = weights[callerClass === '' ? 'external' : callerClass];
  return weight === 0 ? [] : [{ weight, sentence: detail === '' ? sentence : `${sentence}: ${detail}` }];
}

function sum(reasons: readonly Reason[]): number {
  return reasons.reduce((total, { weight }) => total + weight, 0);
}
