/** The tables as collections of the KV Store: which rows are read, when, and what to say when one cannot be used. */
import { factKey, readAccounts, readBaseline, readVendors, TableError } from '../baseline';
import type { FactRow, Facts, TableRows, Tables } from '../baseline';
import { CommandError } from '../protocol';
import type { Cells, KvStore, Splunkd } from '../splunk';
import { readDecisions } from './decisions';
import { FACT_COLUMNS, FactStore } from './factstore';

const BASELINE = 'crossaccount_baseline';
const KEYED_FACT_COLUMNS = ['_key', ...FACT_COLUMNS];

/** With more facts than these only those are read that a chunk asks for. */
const MOST_FACTS = 50_000;
/** A first page of fewer facts is taken without asking how many there are. */
const WORTH_COUNTING = 1000;

export interface StoredTables {
  readonly tables: Tables;
  /**
   * Where not all facts are held: fetches those of these texts `dimension|value` that were not asked for before. What was not
   * asked for, `coverage` apart, seems never seen.
   * @throws CommandError when they cannot be had
   */
  readonly askFor?: (texts: Iterable<string>) => Promise<void>;
}

/**
 * Reads the four tables of judging over splunkd's REST.
 * @param mostFacts - up to so many facts are read at once
 * @throws CommandError when one cannot be read or is malformed; judging without it would be silence
 */
export async function readStoredTables(splunkd: Splunkd, mostFacts = MOST_FACTS): Promise<StoredTables> {
  // The client is loaded by those searches only that need it.
  const { openKvStore, SplunkError } = await import(/* webpackMode: "eager" */ '../splunk');
  const explained = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof TableError) throw new CommandError(`KV Store: ${error.message}`);
      throw error instanceof SplunkError ? new CommandError(error.message) : error;
    }
  };
  return explained(async () => {
    const store = openKvStore(splunkd);
    const [baseline, dispositions, accounts, vendors] = await Promise.all([
      readFacts(store, mostFacts),
      readRows(store, 'crossaccount_dispositions', ['dimension', 'value', 'disposition'], readDecisions),
      readRows(store, 'crossaccount_accounts', ['account_id', 'name', 'class'], readAccounts),
      readRows(store, 'crossaccount_vendors', ['account_id', 'vendor'], readVendors),
    ]);
    const others = { dispositions, accounts, vendors };
    if (baseline !== undefined) {
      store.close();
      return { tables: { baseline, ...others } };
    }
    const asked = await AskedFacts.over(store);
    return { tables: { baseline: asked, ...others }, askFor: (texts) => explained(() => asked.askFor(texts)) };
  });
}

/**
 * Reads all facts, page by page; undefined when there are more than `most`.
 * @throws SplunkError when a page cannot be had; TableError when a row is malformed
 */
export async function readFacts(store: KvStore, most: number): Promise<Facts | undefined> {
  const facts = new FactStore();
  const odd: Cells[] = [];
  let isCounted = false;
  for await (const page of store.pages(BASELINE, KEYED_FACT_COLUMNS)) {
    if (!isCounted && page.length >= WORTH_COUNTING && (await store.hasMoreThan(BASELINE, most))) return undefined;
    isCounted = true;
    for (const row of page) {
      const [, dimension = '', value = '', first = '', last = '', days = ''] = row;
      if (!facts.addText(dimension, value, first, last, days)) odd.push(row);
    }
  }
  for (const [text, row] of readBaseline({ columns: KEYED_FACT_COLUMNS, rows: odd, keyed: true })) facts.put(text, row);
  return facts;
}

async function readRows<Table>(
  store: KvStore,
  table: string,
  needed: readonly string[],
  read: (rows: TableRows) => Table,
): Promise<Table> {
  const columns = ['_key', ...needed];
  const rows: Cells[] = [];
  for await (const page of store.pages(table, columns)) for (const row of page) rows.push(row);
  return read({ columns, rows, keyed: true });
}

/** Those facts of a large table that were asked for, and all of `coverage`, which says whose account it is. */
class AskedFacts implements Facts {
  readonly #store: KvStore;
  readonly #facts: Map<string, FactRow>;
  readonly #asked = new Set<string>();

  private constructor(store: KvStore, coverage: Map<string, FactRow>) {
    this.#store = store;
    this.#facts = coverage;
  }

  static async over(store: KvStore): Promise<AskedFacts> {
    const rows: Cells[] = [];
    for await (const page of store.pages(BASELINE, KEYED_FACT_COLUMNS, { dimension: 'coverage' })) rows.push(...page);
    return new AskedFacts(store, readBaseline({ columns: KEYED_FACT_COLUMNS, rows, keyed: true }));
  }

  get(text: string): FactRow | undefined {
    return this.#facts.get(text);
  }

  has(text: string): boolean {
    return this.#facts.has(text);
  }

  async askFor(texts: Iterable<string>): Promise<void> {
    const missing = [...texts].filter((text) => !this.#asked.has(text));
    const rows = await this.#store.find(BASELINE, KEYED_FACT_COLUMNS, missing.map(factKey));
    for (const [text, row] of readBaseline({ columns: KEYED_FACT_COLUMNS, rows, keyed: true }))
      this.#facts.set(text, row);
    for (const text of missing) this.#asked.add(text);
  }
}
