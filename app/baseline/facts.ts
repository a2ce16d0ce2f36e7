/** The facts of an access: what is remembered about it, as (dimension, value) pairs. */
import { createHash } from 'node:crypto';
import { withoutPath } from '../cloudtrail';
import type { Access, Action } from '../cloudtrail';

export type RelationshipDimension =
  'caller_account' | 'account_pair' | 'principal_account' | 'principal_role' | 'principal_action';

export type DriftDimension = 'pair_network' | 'pair_agent' | 'principal_network';

/** What an access may be new in; `coverage` stands beside them and is a record's, not an access's. */
export type Dimension = RelationshipDimension | DriftDimension;

export interface Fact {
  readonly dimension: Dimension;
  /** Encoded parts, joined with ` > `. */
  readonly value: string;
}

const SEPARATOR = ' > ';

const ASSUMPTIONS: ReadonlySet<Action> = new Set<Action>([
  'assume_role',
  'assume_role_with_saml',
  'assume_role_with_web_identity',
  'assume_root',
  'switch_role',
]);

const PRINCIPAL_ACTIONS: ReadonlySet<Action> = new Set<Action>([
  'get_session_token',
  'get_federation_token',
  'create_role',
  'update_trust',
  'attach_role_policy',
  'put_role_policy',
  'create_access_key',
]);

const DRIFT: ReadonlySet<Dimension> = new Set<Dimension>(['pair_network', 'pair_agent', 'principal_network']);

/** True for the dimensions that tell how a relationship is used, not that it exists. */
export function isDrift(dimension: Dimension): dimension is DriftDimension {
  return DRIFT.has(dimension);
}

/** True where an access is compared with the baseline: it succeeded, and nobody but a principal made it. */
export function isJudged(access: Access): boolean {
  return (
    access.outcome === 'success' &&
    access.callerType !== 'service' &&
    (access.action !== 'api_call' || access.delegate !== '')
  );
}

/** The account that acts: the delegate where there is one, else the caller's own. Empty where the record does not say. */
export function actingAccount(access: Access): string {
  return access.delegate === '' ? access.callerAccount : access.delegate;
}

/**
 * The dimensions of an access with their values, in the order of the table. Empty when the access is not judged, or has no
 * main fact. A dimension with an empty part does not exist.
 */
export function factsOf(access: Access): readonly Fact[] {
  const { dimensions, texts } = comparedOf(access);
  return dimensions.map((dimension, index) => ({
    dimension,
    value: texts[index]?.slice(dimension.length + 1) ?? '',
  }));
}

/** The fact that stands for the relationship of an access: the first of principal_role, principal_action, principal_account. */
export function mainFact(facts: readonly Fact[]): Fact | undefined {
  return facts[mainOf(facts.map(({ dimension }) => dimension))];
}

/** Which of these dimensions is that of the main fact; -1 where there is none. */
export function mainOf(dimensions: readonly Dimension[]): number {
  for (const [index, dimension] of dimensions.entries()) {
    if (dimension === 'principal_role' || dimension === 'principal_action') return index;
  }
  return dimensions.indexOf('principal_account');
}

/** `dimension|value`, the form of `xa_facts`. */
export function factText(fact: Fact): string {
  return `${fact.dimension}|${fact.value}`;
}

/** `coverage|<account>`, the fact that an account's trail is received. */
export function coverageText(account: string): string {
  return `coverage|${account}`;
}

/** The values of `xa_facts`: the coverage that the record shows, then the dimensions of the access. */
export function factTexts(access: Access, compared: Compared = comparedOf(access)): readonly string[] {
  return access.recipient === '' ? compared.texts : [coverageText(access.recipient), ...compared.texts];
}

/** What an access is compared by, made once for all who compare. */
export interface Compared {
  readonly dimensions: readonly Dimension[];
  /** `dimension|value` of each. */
  readonly texts: readonly string[];
}

const NOTHING: Compared = { dimensions: [], texts: [] };

/** The facts of an access as {@link factsOf} has them, with their texts. */
export function comparedOf(access: Access): Compared {
  if (!isJudged(access)) return NOTHING;
  const compared = allFacts(access);
  return mainOf(compared.dimensions) === -1 ? NOTHING : compared;
}

/** The `_key` of a fact's row: sha256, in hex, of `dimension|value`. */
export function factKey(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

interface Growing {
  readonly dimensions: Dimension[];
  readonly texts: string[];
}

/** Roles are written without their path: names are unique within an account, and only some records tell the path. */
function allFacts(access: Access): Compared {
  const caller = encodePart(withoutPath(access.caller));
  const from = actingAccount(access);
  const into = access.targetAccount;
  const network = encodePart(access.network);
  const crosses = access.relation === 'cross_account';
  const compared: Growing = { dimensions: [], texts: [] };
  if (crosses) {
    if (from !== '') add(compared, 'caller_account', `caller_account|${from}`);
    addPair(compared, 'account_pair', from, into);
    addPair(compared, 'principal_account', caller, into);
  }
  if (ASSUMPTIONS.has(access.action)) {
    addPair(compared, 'principal_role', caller, encodePart(withoutPath(access.target)));
  }
  if (PRINCIPAL_ACTIONS.has(access.action)) addPair(compared, 'principal_action', caller, access.action);
  if (crosses) {
    addTriple(compared, 'pair_network', from, into, network);
    addTriple(compared, 'pair_agent', from, into, encodePart(access.agent));
  }
  if (network.endsWith('/24') || network.endsWith('/48')) addPair(compared, 'principal_network', caller, network);
  return compared;
}

function add({ dimensions, texts }: Growing, dimension: Dimension, text: string): void {
  dimensions.push(dimension);
  texts.push(text);
}

/** Joining gives a text in one piece, which is looked up faster than one that was put together. */
function addPair(compared: Growing, dimension: Dimension, first: string, second: string): void {
  if (first === '' || second === '') return;
  add(compared, dimension, [`${dimension}|${first}`, second].join(SEPARATOR));
}

function addTriple(compared: Growing, dimension: Dimension, first: string, second: string, third: string): void {
  if (first === '' || second === '' || third === '') return;
  add(compared, dimension, [`${dimension}|${first}`, second, third].join(SEPARATOR));
}

/**
 * Names are written by others: none may forge a separator. Half a surrogate pair (JSON's `\ud800`) is U+FFFD here as in the
 * UTF-8 of the tables, or a learned or rejected fact that holds one would never be found again.
 */
function encodePart(name: string): string {
  if (isOrdinary(name)) return name;
  const part = name.replace(/\p{Surrogate}/gu, '\uFFFD');
  let encoded = '';
  let copied = 0;
  for (let i = 0; i < part.length; i += 1) {
    const code = part.charCodeAt(i);
    if (!isReserved(code)) continue;
    encoded += `${part.slice(copied, i)}%${code.toString(16).toUpperCase().padStart(2, '0')}`;
    copied = i + 1;
  }
  return copied === 0 ? part : encoded + part.slice(copied);
}

/** Nothing in it is written otherwise. */
function isOrdinary(name: string): boolean {
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    if (isReserved(code) || code > 0x7f) return false;
  }
  return true;
}

function isReserved(code: number): boolean {
  return code < 0x20 || code === 0x25 || code === 0x3e || code === 0x7c || code === 0x7f;
}
