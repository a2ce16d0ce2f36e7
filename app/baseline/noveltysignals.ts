/** The signals of a relationship: what is new in it, and how well it is established. */
import type { Access } from '../cloudtrail';
import { actingAccount } from './facts';
import type { Judgement } from './judge';
import type { Found } from './signals';
import { dateOf, shown } from './text';

/**
 * What is new or unestablished. Of the rungs of one ladder (role or call, account, dormant, provisional) only the highest
 * counts, and network and client of a pair only where the pair itself is known: a new pair has no usual ones.
 */
export function noveltySignals(access: Access, judgement: Judgement): Found[] {
  const { novel } = judgement.evidence;
  const found: Found[] = principalRung(access, judgement);
  if (novel.length === 0) return found;
  const pair = `${actingAccount(access)} and ${access.targetAccount}`;
  if (novel.includes('caller_account')) found.push(['caller_account', actingAccount(access)]);
  if (novel.includes('account_pair')) {
    found.push(['account_pair', pair]);
  } else {
    if (novel.includes('pair_network')) found.push(['pair_network', `${pair}, ${shown(access.network)}`]);
    if (novel.includes('pair_agent')) found.push(['pair_agent', `${pair}, ${shown(access.agent)}`]);
  }
  if (novel.includes('principal_network'))
    found.push(['principal_network', `${shown(access.caller)} from ${shown(access.network)}`]);
  return found;
}

/** The caller's account is not own. */
export function outsideCaller(access: Access, { callerClass, vendor }: Judgement): Found[] {
  const account = actingAccount(access);
  const whose = account === '' ? shown(access.caller) : `account ${account}`;
  switch (callerClass) {
    case 'own':
    case '':
      return [];
    case 'vendor':
      return [['outside_caller', vendor === '' ? `${whose} of a vendor` : `${whose} of the vendor ${shown(vendor)}`]];
    case 'aws':
      return [['outside_caller', `${whose}, listed as of AWS`]];
    case 'external':
      return [['outside_caller', `${whose}, which no table knows`]];
  }
}

function principalRung(access: Access, judgement: Judgement): Found[] {
  const { dormantDays, novel, provisional } = judgement.evidence;
  if (novel.includes('principal_role'))
    return [['principal_role', `${shown(access.caller)} took ${shown(access.target)}`]];
  if (novel.includes('principal_action')) return [['principal_action', `${access.action} by ${shown(access.caller)}`]];
  if (novel.includes('principal_account'))
    return [['principal_account', `${shown(access.caller)} into ${access.targetAccount}`]];
  if (dormantDays > 0) return [['dormant', `last seen ${lastDate(judgement)}, ${plural(dormantDays, 'day')} before`]];
  if (!provisional) return [];
  const seen = `seen on ${plural(judgement.daysSeen, 'earlier day')}, first ${dateOf(judgement.firstSeen ?? 0)}, last ${lastDate(judgement)}`;
  const outside = judgement.callerClass === 'external';
  return [
    ['provisional', outside ? `${seen}; a caller from outside becomes known only when an analyst approves it` : seen],
  ];
}

function lastDate({ lastSeen }: Judgement): string {
  return dateOf(lastSeen ?? 0);
}

function plural(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
