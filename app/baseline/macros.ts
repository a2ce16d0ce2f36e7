/** The weight table as the macros that searches use. */
import { SEARCH_SIGNALS, SIGNALS } from './signals';

export interface SignalMacro {
  readonly name: string;
  readonly definition: string;
  readonly description: string;
}

/**
 * Macros of all signals, sorted by name. `crossaccount_weight_<signal>`: the weight, for a caller from outside where classes
 * differ. `crossaccount_reason_<signal>`: true where `xa_reasons` tells that signal. `crossaccount_sentence_<signal>`, of the
 * signals that searches add: the sentence as a string.
 */
export function signalMacros(): SignalMacro[] {
  const told = Object.entries(SIGNALS).map(([signal, { sentence }]) => ({
    name: `crossaccount_reason_${signal}`,
    definition: `isnotnull(mvfind(xa_reasons, "^${sentence}"))`,
    description: `True where xa_reasons says: ${sentence}.`,
  }));
  const added = Object.entries(SEARCH_SIGNALS).map(([signal, { sentence }]) => ({
    name: `crossaccount_sentence_${signal}`,
    definition: `"${sentence}"`,
    description: `What a search adds to xa_reasons: ${sentence}.`,
  }));
  const weights = Object.entries({ ...SIGNALS, ...SEARCH_SIGNALS }).map(([signal, { sentence, weights }]) => ({
    name: `crossaccount_weight_${signal}`,
    definition: String(weights.external === 0 ? weights.own : weights.external),
    description: `What counts towards xa_score: ${sentence}.`,
  }));
  return [...told, ...added, ...weights].sort((a, b) => (a.name < b.name ? -1 : 1));
}
