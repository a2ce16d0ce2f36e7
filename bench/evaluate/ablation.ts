import { SEARCH_SIGNALS, SIGNALS } from '../../app/baseline/signals';
import type { Signal } from '../../app/baseline/signals';
import type { Alert } from './alert';

const table = new Map<string, Signal>(Object.entries({ ...SIGNALS, ...SEARCH_SIGNALS }));

/** The signals that a score is made of, by name. */
export const signalNames: readonly string[] = [...table.keys()];

/** Of these a learning period takes, but not below nothing. */
const novelty = new Set([
  'principal_role',
  'principal_action',
  'principal_account',
  'dormant',
  'provisional',
  'caller_account',
  'account_pair',
  'pair_network',
  'pair_agent',
  'principal_network',
  'learning',
]);

/** The signal whose sentence a reason begins with; of two the longer one. Undefined for a sentence of no table. */
export function signalOf(reason: string): string | undefined {
  let found: string | undefined;
  for (const [name, { sentence }] of table) {
    const begins = reason === sentence || reason.startsWith(`${sentence}:`);
    if (begins && sentence.length > (found === undefined ? 0 : (table.get(found)?.sentence.length ?? 0))) found = name;
  }
  return found;
}

/** The score that an alert's reasons add up to, without those of one signal. */
export function scoreOf({ reasons, callerClass }: Alert, without?: string): number {
  let [new_, rest] = [0, 0];
  for (const reason of reasons) {
    const name = signalOf(reason);
    if (name === undefined || name === without) continue;
    const weight = weightOf(name, callerClass);
    if (novelty.has(name)) new_ += weight;
    else rest += weight;
  }
  return Math.min(100, Math.max(0, new_) + rest);
}

/** Alerts as they would score without a signal; what no longer scores is gone. */
export function withoutSignal(alerts: readonly Alert[], name: string): Alert[] {
  return alerts.flatMap((alert) => {
    const raised = alert.reasons.some((reason) => signalOf(reason) === name);
    return raised ? [{ ...alert, score: scoreOf(alert, name) }] : [alert];
  });
}

/** Alerts whose score is not what their reasons add up to: of these nothing can be taken. */
export function unexplained(alerts: readonly Alert[]): Alert[] {
  return alerts.filter((alert) => scoreOf(alert) !== alert.score);
}

function weightOf(name: string, callerClass: string): number {
  const weights = table.get(name)?.weights;
  switch (callerClass) {
    case 'own':
    case 'aws':
    case 'vendor':
      return weights?.[callerClass] ?? 0;
    default:
      return weights?.external ?? 0;
  }
}
