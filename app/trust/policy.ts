/** Whether an identity policy gives administrator-like power. */
import { isAllow, readStatements, textsOf } from './document';
import type { Members } from './document';
import { covers, coversAll } from './wildcard';

/**
 * What a policy gives: any action on any resource, or all but a few; permissions that its holder can raise through IAM; the
 * right to assume any role; or none of these. The strongest is told.
 */
export type Power = '' | 'all' | 'iam' | 'assume_any';

/** The power of a policy, and why it could not be read, where it could not. */
export interface PolicyReading {
  readonly power: Power;
  readonly error?: string;
}

/**
 * Actions by which a principal gives itself or another more than it has, and the kind of resource that each acts on. Source:
 * AWS's list of IAM actions.
 */
const ESCALATIONS: readonly (readonly [action: string, resource: string])[] = [
  ['iam:AttachRolePolicy', 'role'],
  ['iam:PutRolePolicy', 'role'],
  ['iam:UpdateAssumeRolePolicy', 'role'],
  ['iam:DeleteRolePermissionsBoundary', 'role'],
  ['iam:PassRole', 'role'],
  ['iam:AttachUserPolicy', 'user'],
  ['iam:PutUserPolicy', 'user'],
  ['iam:DeleteUserPermissionsBoundary', 'user'],
  ['iam:CreateAccessKey', 'user'],
  ['iam:CreateLoginProfile', 'user'],
  ['iam:UpdateLoginProfile', 'user'],
  ['iam:AddUserToGroup', 'group'],
  ['iam:AttachGroupPolicy', 'group'],
  ['iam:PutGroupPolicy', 'group'],
  ['iam:CreatePolicyVersion', 'policy'],
  ['iam:SetDefaultPolicyVersion', 'policy'],
];

/**
 * Reads an identity policy (that of PutRolePolicy): a JSON string, perhaps URL-encoded. Each Allow statement is taken by
 * itself: conditions, Deny statements and permissions boundaries are not considered, so the true power may be less. Any
 * resource is `*`, or any of its kind in an account (`arn:aws:iam::111122223333:role/*`), or `NotResource`. Never throws.
 */
export function readPolicy(document: string): PolicyReading {
  const read = readStatements(document);
  if ('error' in read) return { power: '', error: read.error };
  const allowed = read.statements.filter(isAllow);
  if (allowed.some(givesAll)) return { power: 'all' };
  if (allowed.some(givesIam)) return { power: 'iam' };
  return { power: allowed.some(givesAnyRole) ? 'assume_any' : '' };
}

const MANAGED: ReadonlyMap<string, Power> = new Map([
  ['AdministratorAccess', 'all'],
  ['PowerUserAccess', 'all'],
  ['IAMFullAccess', 'iam'],
]);

/** The power of a policy that AWS manages, by its arn, whatever partition and path; none for any other. */
export function managedPolicyPower(policyArn: string): Power {
  if (!/^arn:aws[a-z-]*:iam::aws:policy\//.test(policyArn)) return '';
  return MANAGED.get(policyArn.slice(policyArn.lastIndexOf('/') + 1)) ?? '';
}

function givesAll(statement: Members): boolean {
  if (!statement.has('notresource') && !textsOf(statement.get('resource')).some(coversAll)) return false;
  const excepted = statement.get('notaction');
  if (excepted !== undefined) return !textsOf(excepted).some(isAnyAction);
  return textsOf(statement.get('action')).some(isAnyAction);
}

function givesIam(statement: Members): boolean {
  return ESCALATIONS.some(([action, resource]) => allows(statement, action, resource));
}

function givesAnyRole(statement: Members): boolean {
  return allows(statement, 'sts:AssumeRole', 'role');
}

function isAnyAction(pattern: string): boolean {
  return pattern.split(':').every(coversAll);
}

function allows(statement: Members, action: string, resource: string): boolean {
  const excepted = statement.get('notaction');
  const named = textsOf(excepted ?? statement.get('action')).some((pattern) => covers(pattern, action));
  if (named === (excepted !== undefined)) return false;
  if (statement.has('notresource')) return true;
  return textsOf(statement.get('resource')).some((pattern) => coversAny(pattern, resource));
}

/** Whether the pattern covers whatever resource of this kind an account may have: one with a name that nobody would choose. */
function coversAny(pattern: string, kind: string): boolean {
  const fields = pattern.split(':');
  const partition = fields[1] ?? '';
  const account = fields[4] ?? '';
  const anyName = `arn:${/^aws[a-z-]*$/.test(partition) ? partition : 'aws'}:iam::${/^\d{12}$/.test(account) ? account : '0'.repeat(12)}`;
  return covers(pattern, `${anyName}:${kind}/\u0001/\u0002`);
}
