/**
 * What a score is made of: each signal's weight by the class of the acting account, and how its sentence begins. The
 * beginning never changes (searches look for it); what follows it names accounts, roles and times.
 *
 * The weights keep these promises, which tests check:
 * - a ladder, of which only the highest rung counts: principal_role and principal_action >= principal_account >= dormant >=
 *   provisional; and account_pair >= pair_network + pair_agent, which count only on a known pair. So more novelty never lowers
 *   a score;
 * - no weight falls from own to aws to vendor to external, and outside_caller rises; so for the same access neither does a
 *   score, and it rises below 100;
 * - all novelty of own accounts together, without principal_network, stays below 50.
 */
export interface Weights {
  readonly own: number;
  readonly aws: number;
  readonly vendor: number;
  readonly external: number;
}

export interface Signal {
  readonly weights: Weights;
  readonly sentence: string;
}

export const SIGNALS = {
  rejected: signal('An analyst rejected this relationship', 100),

  principal_role: signal('The principal never took this role before', [20, 21, 21, 22]),
  principal_action: signal('The principal never made this call before', [24, 25, 26, 28]),
  principal_account: signal('The principal never reached into this account before', [18, 19, 19, 20]),
  dormant: signal('The relationship returns after a long silence', [15, 16, 18, 20]),
  provisional: signal('The relationship is provisional', [4, 5, 6, 8]),
  caller_account: signal('The account was never seen to reach into another one', [1, 1, 2, 2]),
  account_pair: signal('The two accounts were never seen together', [13, 18, 22, 41]),
  pair_network: signal('The two accounts never met from this network', [10, 14, 19, 32]),
  pair_agent: signal('The two accounts never met with this client', [3, 3, 3, 3]),
  principal_network: signal('The principal never used this network before', [12, 13, 14, 15]),
  learning: signal('The account is still in its learning period', [-30, 0, 0, 0]),

  outside_caller: signal('The caller is not from an own account', [0, 2, 5, 9]),
  cross_account_change: signal('A caller from another account changed access here', 25),

  assume_root: signal('Root power over a member account was taken', 25),
  admin_policy: signal('The policy gives administrator-like power', 40),
  policy_unreadable: signal('The policy could not be read', 15),
  trust_anyone: signal('The role lets in anyone', 85),
  trust_conditional: signal('The role lets in whoever meets a condition', 35),
  trust_external: signal('The role lets in an account from outside', 70),
  trust_vendor: signal('The role lets in an account of a vendor', 30),
  trust_aws: signal('The role lets in an account listed as of AWS', 30),
  trust_provider: signal('The role lets in an unknown identity provider', 60),
  trust_no_external_id: signal('The role asks for no external id', 10),
  trust_unreadable: signal('The trust policy could not be read', 15),
  key_for_another: signal('The access key is for another user than the caller', 30),
  root_key: signal('A root access key was made', 80),
  no_mfa: signal('The session token was issued without multi-factor authentication', 15),
} as const satisfies Record<string, Signal>;

/** Signals that take several events to see, so searches add them. */
export const SEARCH_SIGNALS = {
  denied_burst_roles: signal('Many different roles were denied to the principal within a short time', 55),
  denied_burst_accounts: signal('Roles in several accounts were denied to the principal within a short time', 60),
  denied_slowly: signal('Roles that the principal never took were denied to it one by one over a day', 50),
  denied_spread: signal('Many roles were denied to several principals on one network within a short time', 50),
  key_moved: signal('A permanent key is used where neither its user nor the two accounts ever were', 30),
  key_other_network: signal('The issued key was used from another network than it was issued to', 50),
  key_other_agent: signal('The issued key was used with another client than it was issued to', 25),
  made_key_used: signal('The key was made by another principal and used from a network that neither had used', 55),
  trust_used: signal('The role was used for the first time by whom its trust was opened to', 25),
  vendor_drifts: signal('A known account from outside comes from a network that it never used here', 25),
  chain_deep: signal('The chain of principals is long and its last step was never seen', 30),
  chain_renews: signal('The session renews itself through roles that take each other in turns', 55),
  root_denied: signal('Root power over a member account was denied to the principal', 50),
  root_many: signal('Root power over several accounts was taken within a short time', 30),
} as const satisfies Record<string, Signal>;

export type SignalName = keyof typeof SIGNALS;

/** A signal that an access raises, and what its sentence says beyond its fixed beginning. */
export type Found = readonly [signal: SignalName, detail: string];

function signal(sentence: string, weight: number | readonly [number, number, number, number]): Signal {
  const [own, aws, vendor, external] = typeof weight === 'number' ? [weight, weight, weight, weight] : weight;
  return { sentence, weights: { own, aws, vendor, external } };
}
