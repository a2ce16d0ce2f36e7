/** The condition keys that narrow who may come, and how much. */
import type { Test } from './conditions';
import { coversAll, hasWildcard } from './wildcard';

/**
 * What a guard asks for. `external_id`: a secret that the caller states. `organisation`: an account of it. `principal`: one
 * whom the values name. `name`: a principal of this name, in whatever account. `source`: a service, on behalf of an account
 * or resource. `network`, `mfa`: from where and how it signed in. `tenant`: a tenant of a shared identity provider. `claim`:
 * anything else that an identity provider says.
 */
export type GuardKind =
  'external_id' | 'organisation' | 'principal' | 'name' | 'source' | 'network' | 'mfa' | 'tenant' | 'claim';

export interface Guard {
  readonly kind: GuardKind;
  /** The condition key as AWS writes it; one of a provider in lower case. */
  readonly key: string;
  /** What it may be, sorted, as written. */
  readonly values: readonly string[];
  /** Whether `*` and `?` in the values are wildcards. */
  readonly wild: boolean;
}

/** Source: "AWS global condition context keys" and "IAM and AWS STS condition context keys". */
const KEYS: ReadonlyMap<string, readonly [key: string, kind: GuardKind]> = new Map(
  (
    [
      ['sts:ExternalId', 'external_id'],
      ['aws:PrincipalOrgID', 'organisation'],
      ['aws:PrincipalOrgPaths', 'organisation'],
      ['aws:PrincipalAccount', 'principal'],
      ['aws:PrincipalArn', 'principal'],
      ['aws:userid', 'principal'],
      ['aws:PrincipalIsAWSService', 'source'],
      ['aws:PrincipalServiceName', 'source'],
      ['aws:SourceAccount', 'source'],
      ['aws:SourceArn', 'source'],
      ['aws:SourceOrgID', 'source'],
      ['aws:SourceOrgPaths', 'source'],
      ['aws:SourceIp', 'network'],
      ['aws:SourceVpc', 'network'],
      ['aws:SourceVpcArn', 'network'],
      ['aws:SourceVpce', 'network'],
      ['aws:VpceAccount', 'network'],
      ['aws:VpceOrgID', 'network'],
      ['aws:VpceOrgPaths', 'network'],
      ['aws:VpcSourceIp', 'network'],
      ['aws:MultiFactorAuthPresent', 'mfa'],
      ['aws:MultiFactorAuthAge', 'mfa'],
    ] as const
  ).map((entry) => [entry[0].toLowerCase(), entry]),
);
const CLAIM = /^(.+):(?:sub|aud|app_id)$/;

/** The guard that a test is to someone of AWS; undefined where it narrows nobody. */
export function guardOf({ key, values, wild }: Test): Guard | undefined {
  const [name, kind] = KEYS.get(key) ?? (CLAIM.test(key) ? ([key, 'claim'] as const) : []);
  if (name === undefined || kind === undefined || !values.every((value) => narrows(kind, value, wild)))
    return undefined;
  const named = kind !== 'principal' || values.every((value) => namesSomeone(key, value, wild));
  return { kind: named ? kind : 'name', key: name, values: sorted(values), wild };
}

/** Each once, in an order of their own. */
export function distinct(guards: readonly Guard[]): readonly Guard[] {
  if (guards.length < 2) return guards;
  const all = new Map(guards.map((guard) => [JSON.stringify(guard), guard]));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, guard]) => guard);
}

/** The distinct values in the order of their code units. */
export function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function narrows(kind: GuardKind, value: string, wild: boolean): boolean {
  if (wild && coversAll(value)) return false;
  switch (kind) {
    case 'organisation':
      return !wild || !/^[^/]*[*?]/.test(value);
    case 'network':
      return !isWide(value);
    case 'mfa':
    case 'source':
      return value !== 'false';
    case 'external_id':
    case 'principal':
    case 'name':
    case 'tenant':
    case 'claim':
      return true;
  }
}

/** More addresses than were ever given to one holder: an IPv4 block above /8, an IPv6 block above /16. */
function isWide(value: string): boolean {
  const [, address = '', length] = /^([\d.:a-f]*)\/(\d{1,3})$/i.exec(value) ?? [];
  return length !== undefined && Number(length) < (address.includes(':') ? 16 : 8);
}

/** A unique id names one principal of one account; an arn or id of no fixed account a principal of any. */
function namesSomeone(key: string, value: string, wild: boolean): boolean {
  if (key === 'aws:userid') return /^(?:A(?:IDA|ROA)[A-Z0-9]+|\d{12})(?::|$)/.test(value);
  if (value.startsWith('${')) return true;
  const account = key === 'aws:principalaccount' ? value : (value.split(':', 5)[4] ?? '');
  return account !== '' && !(wild && hasWildcard(account));
}
