/**
 * Queries of the KV Store's REST: a JSON object of fields with the value they must have or with operators ($gt, $gte, $lt, $lte, $ne,
 * $not), and of $and and $or (REST API Reference, KV store endpoints). As in the store behind it values compare with their own
 * type only, and a row without the field is not equal to anything.
 */
import { KvProblem } from './problem';

export type FieldValue = string | number | undefined;

/** The value of a field in the row at hand; undefined where it has none. */
export type ValueOf = (field: string) => FieldValue;

export type Condition = (valueOf: ValueOf) => boolean;

export interface Query {
  readonly matches: Condition;
  /** Keys of all rows that match are beyond this one, which spares a look at the others. */
  readonly after: string;
  /** The only key of a row that may match. */
  readonly only: string | undefined;
}

/**
 * Reads a query from its JSON.
 * @throws KvProblem when it is none, or has an operator that is not documented
 */
export function parseQuery(json: string): Query {
  let query: unknown;
  try {
    query = JSON.parse(json);
  } catch {
    throw new KvProblem(400, `The query is no JSON: ${json.slice(0, 80)}`);
  }
  return readQuery(query);
}

/** @throws KvProblem as `parseQuery` */
export function readQuery(query: unknown): Query {
  const key = membersOf(query).get('_key');
  const bound = typeof key === 'object' && key !== null ? membersOf(key).get('$gt') : undefined;
  return {
    matches: conditionIn(query),
    after: typeof bound === 'string' ? bound : '',
    only: typeof key === 'string' ? key : undefined,
  };
}

function conditionIn(query: unknown): Condition {
  const conditions = Array.from(membersOf(query), ([name, wanted]) => {
    switch (name) {
      case '$and':
        return every(conditionsIn(name, wanted));
      case '$or': {
        const either = conditionsIn(name, wanted);
        return (valueOf: ValueOf) => either.some((condition) => condition(valueOf));
      }
      default:
        if (name.startsWith('$')) throw new KvProblem(400, `There is no operator ${name} between conditions.`);
        return every(fieldConditions(name, wanted));
    }
  });
  return every(conditions);
}

function conditionsIn(operator: string, list: unknown): Condition[] {
  if (!Array.isArray(list) || list.length === 0) throw new KvProblem(400, `${operator} takes a list of queries.`);
  return list.map(conditionIn);
}

function fieldConditions(field: string, wanted: unknown): Condition[] {
  if (typeof wanted !== 'object' || wanted === null) {
    const value = scalar(wanted);
    return [(valueOf) => valueOf(field) === value];
  }
  return Array.from(membersOf(wanted), ([operator, operand]) => {
    if (operator === '$not') {
      const conditions = fieldConditions(field, operand);
      return (valueOf: ValueOf) => !conditions.every((condition) => condition(valueOf));
    }
    const compare = comparison(operator, scalar(operand));
    return (valueOf: ValueOf) => compare(valueOf(field));
  });
}

function comparison(operator: string, operand: FieldValue): (value: FieldValue) => boolean {
  const ordered =
    (holds: (order: number) => boolean) =>
    (value: FieldValue): boolean =>
      value !== undefined &&
      operand !== undefined &&
      typeof value === typeof operand &&
      holds(compareValues(value, operand));
  switch (operator) {
    case '$gt':
      return ordered((order) => order > 0);
    case '$gte':
      return ordered((order) => order >= 0);
    case '$lt':
      return ordered((order) => order < 0);
    case '$lte':
      return ordered((order) => order <= 0);
    case '$ne':
      return (value) => value !== operand;
    default:
      throw new KvProblem(400, `There is no operator ${operator} for a field.`);
  }
}

/** Order of two values: none first, then numbers, then text. */
export function compareValues(a: FieldValue, b: FieldValue): number {
  const rank = (value: FieldValue): number => (value === undefined ? 0 : typeof value === 'number' ? 1 : 2);
  if (typeof a !== typeof b) return rank(a) - rank(b);
  return a === undefined || b === undefined || a === b ? 0 : a < b ? -1 : 1;
}

function every(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  if (only !== undefined && conditions.length === 1) return only;
  return (valueOf) => conditions.every((condition) => condition(valueOf));
}

function scalar(value: unknown): FieldValue {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (value === null) return undefined;
  throw new KvProblem(400, `A field is compared with text, a number or null, not with ${JSON.stringify(value)}.`);
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new KvProblem(400, `A query is a JSON object, not ${JSON.stringify(value)}.`);
  }
  return new Map<string, unknown>(Object.entries(value));
}
