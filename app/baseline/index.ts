export { accountClass, vendorName } from './classes';
export {
  actingAccount,
  comparedOf,
  coverageText,
  factKey,
  factsOf,
  factText,
  factTexts,
  isDrift,
  isJudged,
  mainFact,
} from './facts';
export type { Compared, Dimension, DriftDimension, Fact, RelationshipDimension } from './facts';
export { DEFAULT_OPTIONS, judge, partiesOf } from './judge';
export type { Evidence, Judgement, JudgeOptions, Parties, Status } from './judge';
export { age, capDays, dayOf, formatDays, merge, parseDays, seen } from './learn';
export type { FactRow } from './learn';
export { signalMacros } from './macros';
export type { SignalMacro } from './macros';
export { isForgotten, remembering } from './remembered';
export { readRoleTrust, xaTrust } from './roletrust';
export type { ClassOf } from './roletrust';
export { score } from './score';
export type { Score } from './score';
export { SEARCH_SIGNALS, SIGNALS } from './signals';
export type { Signal, SignalName, Weights } from './signals';
export { NO_TABLES, readAccounts, readBaseline, readDispositions, readVendors, TableError } from './tables';
export type { AccountClass, Disposition, Facts, ListedAccount, TableRows, Tables } from './tables';
