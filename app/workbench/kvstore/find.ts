/** Finding rows: query, sort, skip, limit and fields, as the REST reference documents them. */
import type { Cells, Documents } from './documents';
import { KvProblem } from './problem';
import { compareValues, type Query } from './query';

export interface Limits {
  /** Rows of an answer at most (limits.conf, max_rows_per_query). */
  readonly rows: number;
  /** Bytes of an answer at most (max_size_per_result_mb). */
  readonly bytes: number;
}

export const LIMITS: Limits = { rows: 50_000, bytes: 50 * 1024 * 1024 };

export interface Wish {
  readonly query: Query;
  /** Fields to sort by, one after the other. */
  readonly sort: readonly { readonly field: string; readonly descending: boolean }[];
  readonly skip: number;
  /** 0 for no limit of the asker's own. */
  readonly limit: number;
  readonly isWanted: ((field: string) => boolean) | undefined;
}

/** The JSON list of the rows that are wished for; beyond the limits it is cut short without a word, as splunkd does. */
export function findJson(documents: Documents, wish: Wish, limits: Limits): string {
  const most = wish.limit === 0 ? limits.rows : Math.min(wish.limit, limits.rows);
  const write = documents.writer(wish.isWanted);
  const rows: string[] = [];
  let bytes = 0;
  for (const cells of sorted(documents, wish, wish.skip + most)) {
    const json = write(cells);
    bytes += json.length + 1;
    if (bytes > limits.bytes) break;
    rows.push(json);
  }
  return `[${rows.join(',')}]`;
}

/** The rows that match, sorted, those to skip left out, up to the `end`th. By key they come one by one: none is held longer. */
function* sorted(documents: Documents, { query, sort, skip }: Wish, end: number): Generator<Cells, void, undefined> {
  const isByKey = sort.length === 0 || (sort[0]?.field === '_key' && !sort[0].descending);
  const found = matching(documents, query);
  let at = 0;
  for (const cells of isByKey ? found : [...found].sort(orderOf(documents, sort))) {
    if (at >= end) return;
    if (at >= skip) yield cells;
    at += 1;
  }
}

function* matching(documents: Documents, query: Query): Generator<Cells, void, undefined> {
  for (const cells of candidates(documents, query)) if (query.matches(documents.valuesOf(cells))) yield cells;
}

function orderOf(documents: Documents, sort: Wish['sort']): (a: Cells, b: Cells) => number {
  return (a, b) => {
    const [left, right] = [documents.valuesOf(a), documents.valuesOf(b)];
    for (const { field, descending } of sort) {
      const order = compareValues(left(field), right(field));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}

/** Rows that may match, by key. */
export function candidates({ collection }: Documents, { after, only }: Query): Iterable<Cells> {
  if (only === undefined) return collection.rowsAfter(after);
  const cells = collection.get(only);
  return cells === undefined ? [] : [cells];
}

/** `name,day:-1`: ascending unless told. */
export function readSort(text: string): Wish['sort'] {
  return parts(text).map(([field, order]) => {
    if (order !== '1' && order !== '-1')
      throw new KvProblem(400, `sort takes field, field:1 or field:-1, not ${field}:${order}.`);
    return { field, descending: order === '-1' };
  });
}

/** `name,day` or `name:1` for these only, `name:0` for all but these; `_key` is given unless it is left out by itself. */
export function readFields(text: string): Wish['isWanted'] {
  const wanted = new Map<string, boolean>();
  for (const [field, flag] of parts(text)) {
    if (flag !== '1' && flag !== '0')
      throw new KvProblem(400, `fields takes field, field:1 or field:0, not ${field}:${flag}.`);
    wanted.set(field, flag === '1');
  }
  if (wanted.size === 0) return undefined;
  const named = [...wanted].filter(([field]) => field !== '_key').map(([, flag]) => flag);
  if (named.includes(true) && named.includes(false)) {
    throw new KvProblem(400, 'fields names either what to give or what to leave out, not both.');
  }
  const others = named.includes(false) || (named.length === 0 && wanted.get('_key') === false);
  return (field) => wanted.get(field) ?? (field === '_key' || others);
}

function parts(text: string): [string, string][] {
  return text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const colon = part.indexOf(':');
      return colon === -1 ? [part.trim(), '1'] : [part.slice(0, colon).trim(), part.slice(colon + 1).trim()];
    });
}

/** `skip` and `limit`: whole numbers from 0 on. */
export function readCount(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new KvProblem(400, `${name} is a whole number, not ${text.slice(0, 20)}.`);
  return Number(text);
}
