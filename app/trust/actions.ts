/** The ways into a role, and which of them a statement is about. */
import { textsOf } from './document';
import type { Members } from './document';
import { covers } from './wildcard';

/**
 * The actions that assume a role: by a principal of AWS or a service, by a SAML assertion, by a token of an OpenID Connect
 * provider. Others that trust policies name (sts:TagSession, sts:SetSourceIdentity) only accompany these. Source: "Actions,
 * resources, and condition keys for AWS Security Token Service".
 */
export const WAYS = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'] as const;
export type Way = (typeof WAYS)[number];

/** The ways that `Action` names, or that `NotAction` leaves; none where neither names an action. */
export function waysOf(statement: Members): readonly Way[] {
  const excepted = statement.get('notaction') ?? undefined;
  const patterns = textsOf(excepted ?? statement.get('action'));
  if (patterns.length === 0) return [];
  return WAYS.filter((way) => patterns.some((pattern) => covers(pattern, way)) === (excepted === undefined));
}
