/** The principals that a statement names, and whom each of them is. */
import type { Way } from './actions';
import { entriesOf, textsOf } from './document';
import type { Guard } from './keys';

/**
 * Who is let in. `anyone` is every account of AWS, or everyone who holds a token of a shared provider; `organisation` all
 * accounts of an organization; `account` all of one account; `session` one session of a role or federated user; `federated`
 * the users of an identity provider; `other` a principal that names no account: a unique id (AIDA..., AROA...), a canonical user.
 */
export type Scope =
  'anyone' | 'organisation' | 'account' | 'role' | 'user' | 'session' | 'service' | 'federated' | 'other';

/** Someone whom a trust policy lets in. */
export interface Admitted {
  readonly scope: Scope;
  /** 12 digits; for a provider those of its arn; empty where the principal names none. */
  readonly account: string;
  /** As written, perhaps with wildcards where a condition names it; `*` for everyone. */
  readonly principal: string;
  /** What narrows it further, by key. */
  readonly guards: readonly Guard[];
}

/** A principal as a statement names it; `aws`, `service`, `federated` or another kind, in lower case. */
export interface Named {
  readonly kind: string;
  readonly name: string;
}

/** The principals in `Principal` or `NotPrincipal`; a bare string is one of AWS. */
export function namesIn(principal: unknown): Named[] {
  const kinds = entriesOf(principal) ?? [['aws', principal] as const];
  return kinds.flatMap(([kind, names]) => textsOf(names).map((name) => ({ kind, name })));
}

export const EVERYONE: Admitted = { scope: 'anyone', account: '', principal: '*', guards: [] };

/** Who a principal is, before conditions. */
export function whoIs({ kind, name }: Named): Admitted {
  switch (kind) {
    case 'aws':
      return awsPrincipal(name);
    case 'service':
      return { ...EVERYONE, scope: 'service', principal: name };
    case 'federated':
      return { ...EVERYONE, scope: 'federated', principal: name, account: accountOf(name) };
    default:
      return { ...EVERYONE, scope: 'other', principal: name };
  }
}

/** An arn, an account's bare id, a unique id or `*`. An arn whose account is a pattern may be anyone's. */
export function awsPrincipal(name: string): Admitted {
  if (name === '*' || /^arn:(?:[^:]*:){3}[^:]*[*?]/.test(name)) return EVERYONE;
  const account = isAccount(name) ? name : accountOf(name);
  return { scope: account === '' ? 'other' : scopeOf(name), account, principal: name, guards: [] };
}

/** Who of a principal comes this way: nobody, all, or of everyone those who hold a token or an assertion, of whatever provider. */
export function comingBy(way: Way, who: Admitted): readonly Admitted[] {
  const { scope, principal } = who;
  if (way === 'sts:AssumeRole') return scope === 'federated' ? [] : [who];
  if (scope === 'anyone') return [{ ...who, scope: 'federated' }];
  const saml = /^arn:[^/]*:saml-provider\//.test(principal);
  return scope === 'federated' && saml === (way === 'sts:AssumeRoleWithSAML') ? [who] : [];
}

/** Whether the named principal includes all of the other. */
export function includes({ kind, name }: Named, who: Admitted): boolean {
  if (kind === 'aws') {
    const isAlike = isOfAws(who) || who.scope === 'other';
    return name === '*' || (isAlike && (isWhole(name, who.account) || name === who.principal));
  }
  return name === who.principal && (kind === who.scope || who.scope === 'other');
}

/** Whether the named principal may include some of the other. */
export function touches(named: Named, who: Admitted): boolean {
  if (who.principal === '*' || includes(named, who)) return true;
  if (named.kind !== 'aws' || !isOfAws(who)) return false;
  const { scope, account } = awsPrincipal(named.name);
  return scope === 'anyone' || scope === 'other' || account === who.account;
}

/** Whether it is a principal of AWS in the narrow sense: one that signs its calls with keys of an account. */
export function isOfAws({ scope, account }: Admitted): boolean {
  return account === '' ? scope === 'anyone' || scope === 'organisation' : scope !== 'federated';
}

/** Whether the text stands for the whole account: its id or its root. */
export function isWhole(name: string, account: string): boolean {
  if (account === '') return false;
  return name === account || (accountOf(name) === account && /^arn:[^:]*:iam::\d{12}:root$/.test(name));
}

/** The account inside an arn; empty where there is none. */
export function accountOf(arn: string): string {
  const [scheme, , , , account] = arn.split(':', 6);
  return scheme === 'arn' && account !== undefined && isAccount(account) ? account : '';
}

/** Whether a text is an account id: twelve digits. */
export function isAccount(text: string): boolean {
  return /^\d{12}$/.test(text);
}

function scopeOf(name: string): Scope {
  const [, service, kind] = /^arn:[^:]*:(iam|sts):[^:]*:\d{12}:([a-z-]+)\//.exec(name) ?? [];
  if (service === 'sts') return 'session';
  return kind === 'role' || kind === 'user' ? kind : 'account';
}
