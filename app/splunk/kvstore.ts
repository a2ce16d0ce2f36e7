/** Collections of the app's KV Store, read over splunkd's REST (REST API Reference, KV store endpoints). */
import Context from 'splunk-sdk/lib/context.js';
import { addressOf } from './address';
import { SplunkError } from './error';
import { statusProblem } from './problems';
import { transportTo } from './transport';

const APP = 'aws_cross_account_activity';

/** What a search knows of the splunkd that runs it: `splunkd_uri` and `session_key` of its getinfo request. */
export interface Splunkd {
  readonly uri: string;
  readonly sessionKey: string;
}

/** A row's cells in the order of the columns that were asked for; what is not there is an empty cell. */
export type Cells = readonly string[];

export interface KvStore {
  /**
   * All rows of a collection by `_key`, page by page. A page may be cut short by splunkd (limits.conf, max_rows_per_query and
   * max_size_per_result_mb) without a word, so only an empty page is the end.
   * @param columns the first must be `_key`
   * @param match fields that must have these values
   * @throws SplunkError when a page cannot be had, or is not what was asked for
   */
  pages(table: string, columns: readonly string[], match?: Readonly<Record<string, string>>): AsyncGenerator<Cells[]>;
  /**
   * Whether a collection has more than `count` rows.
   * @throws SplunkError as `pages`
   */
  hasMoreThan(table: string, count: number): Promise<boolean>;
  /**
   * The rows of these keys, in any order.
   * @param columns the first must be `_key`
   * @throws SplunkError as `pages`
   */
  find(table: string, columns: readonly string[], keys: Iterable<string>): Promise<Cells[]>;
  /** Lets the connections go. */
  close(): void;
}

export interface KvStoreOptions {
  /** Rows of a page. */
  readonly pageRows?: number;
  /** Milliseconds until the whole answer to a request must be there. */
  readonly patience?: number;
}

/** Of 5 kB each they would still be under splunkd's 50 MB. */
const PAGE_ROWS = 10_000;
/** limits.conf, max_queries_per_batch. */
const BATCH_QUERIES = 1000;
const PATIENCE = 60_000;
const KEY_NAME = '"_key"';

/**
 * Makes ready to read; nothing is sent yet.
 * @throws SplunkError when there is no key, or it may not be sent to where splunkd is
 */
export function openKvStore(
  { uri, sessionKey }: Splunkd,
  { pageRows = PAGE_ROWS, patience = PATIENCE }: KvStoreOptions = {},
): KvStore {
  const address = addressOf(uri);
  if (sessionKey === '') {
    throw new SplunkError(
      'splunkd passed no session key to the command, so the tables cannot be read from the KV Store.',
    );
  }
  const transport = transportTo(address, patience);
  const { scheme, host, port } = address;
  const context = new Context(transport.http, {
    scheme,
    host,
    port,
    owner: 'nobody',
    app: APP,
    sessionKey,
    autologin: false,
  });
  const pathOf = (table: string): string => `storage/collections/data/${encodeURIComponent(table)}`;

  const ask = async (table: string, request: () => ReturnType<typeof context.get>): Promise<string> => {
    const { status, data } = await request().catch((thrown: unknown) => {
      throw thrown instanceof Error ? thrown : statusProblem(statusOf(thrown), table);
    });
    if (status !== 200) throw statusProblem(status, table);
    return data.toString('utf8');
  };

  return {
    async *pages(table, columns, match = {}) {
      const page = (query: object): Promise<string> => {
        const request = { fields: columns.join(','), sort: '_key', limit: pageRows };
        const answer = ask(table, () => context.get(pathOf(table), { query: JSON.stringify(query), ...request }));
        // It travels while another is worked on, and may come to nothing meanwhile.
        answer.catch(() => undefined);
        return answer;
      };
      const pageAfter = (key: string): Promise<string> => page({ ...match, _key: { $gt: key } });

      let text = await page(match);
      for (let last: string | undefined; ;) {
        const seen = lastKeySeen(text);
        const ahead = seen === undefined ? undefined : pageAfter(seen);
        const rows = rowsOf(table, columns, parsed(table, text));
        if (rows.length === 0) return;
        last = lastKey(table, rows, last);
        const next = ahead !== undefined && seen === last ? ahead : pageAfter(last);
        yield rows;
        text = await next;
      }
    },

    async hasMoreThan(table, count) {
      const request = { fields: '_key', sort: '_key', skip: count, limit: 1 };
      const rows = await ask(table, () => context.get(pathOf(table), request));
      return rowsOf(table, ['_key'], parsed(table, rows)).length > 0;
    },

    async find(table, columns, keys) {
      const found: Cells[] = [];
      const wanted = [...keys];
      for (let from = 0; from < wanted.length; from += BATCH_QUERIES) {
        const queries = wanted.slice(from, from + BATCH_QUERIES).map((key) => ({ query: { _key: key } }));
        const body = JSON.stringify(queries);
        const headers = { 'Content-Type': 'application/json' };
        const answer = await ask(table, () =>
          context.request(`${pathOf(table)}/batch_find`, 'POST', {}, {}, body, headers),
        );
        const results = parsed(table, answer);
        if (!Array.isArray(results) || results.length !== queries.length) {
          throw new SplunkError(
            `splunkd's answer for the table ${table} is not one list a question; run the search again.`,
          );
        }
        for (const rows of results as unknown[]) found.push(...rowsOf(table, columns, rows));
      }
      return found;
    },

    close: () => {
      transport.close();
    },
  };
}

/** What splunk-sdk throws for an answer of 400 and above is that answer. */
function statusOf(thrown: unknown): number {
  return typeof thrown === 'object' && thrown !== null && 'status' in thrown ? Number(thrown.status) : 0;
}

function parsed(table: string, answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    throw new SplunkError(`splunkd's answer for the table ${table} is no JSON; run the search again.`);
  }
}

/** The key of the last row, as it seems before the answer is parsed: it is to be held against the row's. */
function lastKeySeen(answer: string): string | undefined {
  const at = answer.lastIndexOf(KEY_NAME);
  return at === -1 ? undefined : /^\s*:\s*"([^"\\]+)"/.exec(answer.slice(at + KEY_NAME.length))?.[1];
}

function rowsOf(table: string, columns: readonly string[], answer: unknown): Cells[] {
  if (!Array.isArray(answer))
    throw new SplunkError(`splunkd's answer for the table ${table} is no list of rows; run the search again.`);
  return answer.map((row: unknown) => cellsOf(table, columns, row));
}

function cellsOf(table: string, columns: readonly string[], row: unknown): string[] {
  if (!isFields(row)) throw new SplunkError(`A row of the table ${table} is malformed: it is no object; remove it.`);
  const cells: string[] = [];
  for (const column of columns) {
    const value = row[column];
    if (typeof value === 'string') cells.push(value);
    else if (value === undefined || value === null) cells.push('');
    else if (typeof value === 'number' || typeof value === 'boolean') cells.push(String(value));
    else throw malformed(table, row, `${column} is a list or an object`);
  }
  if (typeof row._key !== 'string' || row._key === '') throw malformed(table, row, '_key is no text');
  return cells;
}

function malformed(table: string, row: Fields, what: string): SplunkError {
  const key = JSON.stringify(row._key ?? null).slice(0, 80);
  return new SplunkError(`The row ${key} of the table ${table} is malformed: ${what}; correct or remove it.`);
}

/** A JSON object; asked only for names that no object has by itself. */
type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys must ascend beyond the last page, or the pages would never end, or not be whole. */
function lastKey(table: string, rows: readonly Cells[], before: string | undefined): string {
  let last = before;
  for (const [key = ''] of rows) {
    if (last !== undefined && !isAfter(key, last)) {
      throw new SplunkError(
        `splunkd's answer for the table ${table} is not sorted by _key, so it cannot be read in pages; run the search again.`,
      );
    }
    last = key;
  }
  return last ?? '';
}

/** As the KV Store sorts: by bytes of UTF-8, from which UTF-16 differs where surrogates come in. */
function isAfter(key: string, other: string): boolean {
  return key > other || Buffer.compare(Buffer.from(key), Buffer.from(other)) > 0;
}
