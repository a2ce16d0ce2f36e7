/**
 * A policy document as CloudTrail holds it: a JSON string, perhaps pretty-printed, perhaps URL-encoded. Written by others, so
 * nothing in it is taken for granted, and only the members that a policy has are read, each without regard to case.
 */

/** The members of a JSON object, by their names in lower case; of two that differ in case only the last counts. */
export type Members = ReadonlyMap<string, unknown>;

/** The statements of a document in their order, or why it cannot be read. */
export type Statements = { readonly error: string } | { readonly statements: readonly Members[] };

/** Reads a document; parts that are no statement are left out. Never throws. */
export function readStatements(document: string): Statements {
  if (document.trim() === '') return { error: 'The record holds no policy document.' };
  const parsed = parse(document);
  if (parsed === undefined) return { error: 'The policy document is neither JSON nor URL-encoded JSON.' };
  const members = membersOf(parsed.value);
  if (members === undefined) return { error: 'The policy document is JSON, but no object.' };
  return { statements: listOf(members.get('statement')).flatMap((part) => membersOf(part) ?? []) };
}

/** Whether a statement has the effect Allow. */
export function isAllow(statement: Members): boolean {
  return hasEffect(statement, 'allow');
}

/** Whether a statement has the effect Deny. */
export function isDeny(statement: Members): boolean {
  return hasEffect(statement, 'deny');
}

/** The members of an object; undefined when the value is none. */
export function membersOf(value: unknown): Members | undefined {
  const entries = entriesOf(value);
  return entries && new Map(entries);
}

/** The members of an object, all of those that differ in case, by their names in lower case; undefined when the value is none. */
export function entriesOf(value: unknown): readonly (readonly [name: string, value: unknown])[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]);
}

/** The strings of a member that holds one or a list of them. */
export function textsOf(value: unknown): string[] {
  return listOf(value).filter((member) => typeof member === 'string');
}

/** A list as it is, anything else as a list of one, nothing as an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function hasEffect(statement: Members, name: string): boolean {
  const effect = statement.get('effect');
  return typeof effect === 'string' && effect.toLowerCase() === name;
}

function parse(document: string): { value: unknown } | undefined {
  return (
    parsedJson(document) ?? parsedJson(urlDecoded(document)) ?? parsedJson(urlDecoded(document.replaceAll('+', ' ')))
  );
}

function parsedJson(text: string | undefined): { value: unknown } | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}

function urlDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
