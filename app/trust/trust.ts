/** Whom a role's trust policy lets in. */
import { isAllow, membersOf, readStatements, textsOf } from './document';
import type { Members } from './document';
import { guardsOf } from './guards';
import { covers } from './wildcard';

/** Someone whom a trust policy lets in; `guards` are the condition keys that narrow it, as written. */
export type Admitted =
  /** An account or someone in it; 12 digits, and the principal as written. */
  | {
      readonly kind: 'account';
      readonly account: string;
      readonly principal: string;
      readonly guards: readonly string[];
    }
  | { readonly kind: 'anyone'; readonly guards: readonly string[] }
  /** The users of an identity provider; `account` is that of the provider's arn, empty for a bare name. */
  | {
      readonly kind: 'federated';
      readonly provider: string;
      readonly account: string;
      readonly guards: readonly string[];
    }
  | { readonly kind: 'service'; readonly service: string }
  /** A principal that names no account: a unique id (AIDA..., AROA...), a canonical user. */
  | { readonly kind: 'other'; readonly principal: string; readonly guards: readonly string[] };

/** Everyone let in, in the document's order and each once, or why the document cannot be read. */
export type TrustReading = { readonly error: string } | { readonly admits: readonly Admitted[] };

const WAYS_IN = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'];

/**
 * Reads a trust policy: a JSON string, perhaps URL-encoded. Everyone whom an Allow statement names for an action that assumes
 * the role is listed; `NotAction` counts as allowing it, `NotPrincipal` as letting in anyone. Deny statements are not
 * considered yet, so a list may name someone whom another statement refuses. Never throws.
 */
export function readTrust(document: string): TrustReading {
  const read = readStatements(document);
  if ('error' in read) return read;
  const admits = new Map<string, Admitted>();
  for (const statement of read.statements) {
    if (!isAllow(statement) || !assumes(statement)) continue;
    for (const admitted of admittedBy(statement)) {
      const identity = identityOf(admitted);
      if (!admits.has(identity)) admits.set(identity, admitted);
    }
  }
  return { admits: [...admits.values()] };
}

function assumes(statement: Members): boolean {
  if (statement.has('notaction')) return true;
  return textsOf(statement.get('action')).some((pattern) => WAYS_IN.some((action) => covers(pattern, action)));
}

function admittedBy(statement: Members): Admitted[] {
  const guards = guardsOf(statement);
  if (statement.has('notprincipal')) return [{ kind: 'anyone', guards }];
  const principal = statement.get('principal');
  const kinds = membersOf(principal);
  if (kinds === undefined) return textsOf(principal).map((name) => awsPrincipal(name, guards));
  return [...kinds].flatMap(([kind, names]) => textsOf(names).map((name) => admittedAs(kind, name, guards)));
}

function admittedAs(kind: string, name: string, guards: readonly string[]): Admitted {
  switch (kind) {
    case 'aws':
      return awsPrincipal(name, guards);
    case 'service':
      return { kind: 'service', service: name };
    case 'federated':
      return { kind: 'federated', provider: name, account: accountOf(name), guards };
    default:
      return { kind: 'other', principal: name, guards };
  }
}

function awsPrincipal(name: string, guards: readonly string[]): Admitted {
  if (name === '*') return { kind: 'anyone', guards };
  const account = isAccount(name) ? name : accountOf(name);
  return account === ''
    ? { kind: 'other', principal: name, guards }
    : { kind: 'account', account, principal: name, guards };
}

/** The account inside an arn; empty where there is none. */
function accountOf(arn: string): string {
  const [scheme, , , , account] = arn.split(':', 6);
  return scheme === 'arn' && account !== undefined && isAccount(account) ? account : '';
}

function isAccount(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** The same for two that let in the same; an account's bare id and its root arn do. */
function identityOf(admitted: Admitted): string {
  if (admitted.kind !== 'account') return JSON.stringify(admitted);
  const whole = admitted.principal === admitted.account || /^arn:[^:]*:iam::\d{12}:root$/.test(admitted.principal);
  return JSON.stringify({ ...admitted, principal: whole ? '' : admitted.principal });
}
