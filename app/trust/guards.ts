/** The condition keys of a statement that narrow who may come. */
import { listOf, membersOf } from './document';
import type { Members } from './document';
import { coversAll } from './wildcard';

/**
 * Keys that identify the principal, what it comes for, or prove a secret or a second factor, in lower case. Source: AWS's
 * reference of global condition keys. Keys of identity providers (`<provider>:sub`) are told by their ending.
 */
const KEYS = new Set([
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceip',
  'aws:multifactorauthpresent',
  'sts:externalid',
]);
const PROVIDER_ENDINGS = [':sub', ':aud', ':app_id'];

/** Operators by which a request without the key is refused; the rest of the operator is `Equals`, `Like` and the like. */
const NARROWING = /^(?:foranyvalue:)?(?:string(?:equals|like|equalsignorecase)|arn(?:equals|like)|ipaddress|bool)$/;
const WITH_WILDCARDS = /(?:like|arnequals)$/;
const ANY_ADDRESS = new Set(['0.0.0.0/0', '::/0']);

/**
 * The keys by which a statement's conditions narrow it, as written, each once. A condition counts only where it can refuse
 * someone: not with a negated operator, not with `IfExists` or `ForAllValues` (met where the key is absent), not where one of
 * its values is met by all (`*`, `0.0.0.0/0`, a policy variable, false).
 */
export function guardsOf(statement: Members): string[] {
  const guards = new Map<string, string>();
  for (const [operator, keys] of membersOf(statement.get('condition')) ?? []) {
    if (!NARROWING.test(operator) || typeof keys !== 'object' || keys === null || Array.isArray(keys)) continue;
    for (const [key, values] of Object.entries(keys)) {
      const name = key.toLowerCase();
      if (isGuard(name) && narrows(operator, values) && !guards.has(name)) guards.set(name, key);
    }
  }
  return [...guards.values()];
}

function isGuard(key: string): boolean {
  return KEYS.has(key) || PROVIDER_ENDINGS.some((ending) => key.endsWith(ending) && key.length > ending.length);
}

function narrows(operator: string, values: unknown): boolean {
  return listOf(values).every((value) => {
    const text = typeof value === 'boolean' ? String(value) : value;
    if (typeof text !== 'string') return false;
    if (operator.endsWith('bool')) return text.toLowerCase() === 'true';
    if (WITH_WILDCARDS.test(operator) && coversAll(text)) return false;
    return !ANY_ADDRESS.has(text) && !/\$\{[^*?$]/.test(text);
  });
}
