import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { factKey } from '../../app/baseline';
import { readCsv, writeCsv } from '../../app/protocol';
import { collectionsIn, createEngine, eventsInMemory, readApp } from '../../app/spl';
import type { AppConf, Collections, Engine, Event, Row } from '../../app/spl';
import { servedOver } from '../workbench/kvstore/serving';
import { OWN, TOOLS, type Fields } from './records';

const root = path.join(import.meta.dirname, '../..');
const built = path.join(root, 'build/aws_cross_account_activity');

export const DAY = 86_400;
/** The day that is hunted: Monday, 2 March 2026, UTC. */
export const TODAY = Date.UTC(2026, 2, 2) / 1000;
export const today = TODAY / DAY;

/** A row of a result: one value as text, several as a list. */
export type Cells = Readonly<Record<string, string | readonly string[]>>;

/** When and how a record is indexed, where that is not at once. */
export interface Delivery {
  readonly indexTime?: number;
  readonly source?: string;
}

/** Builds the app once, if anything changed since it was built. */
export function build(): void {
  execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Everything a search sees: indexed records and the tables; searches may be run one after the other. */
export class World {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'crossaccount-detections-'));
  readonly #events: Event[] = [];
  #app: AppConf;

  constructor() {
    this.#app = readApp(built);
    this.accounts({ [OWN]: 'own', [TOOLS]: 'own' });
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Indexes records; text is taken as it stands, at the time that it tells. */
  add(records: readonly (Fields | string)[], { indexTime, source = 'aws' }: Delivery = {}): this {
    for (const record of records) {
      const raw = typeof record === 'string' ? record : JSON.stringify(record);
      const time = Date.parse(/"eventTime":"([^"]*)"/.exec(raw)?.[1] ?? '') / 1000;
      const base = { raw, time, source, sourcetype: 'aws:cloudtrail', index: 'trail', host: 'aws' };
      this.#events.push(indexTime === undefined ? base : { ...base, indexTime });
    }
    return this;
  }

  accounts(classes: Readonly<Record<string, string>>): this {
    return this.table(
      'crossaccount_accounts',
      Object.entries(classes).map(([id, of]) => ({ _key: id, account_id: id, class: of })),
    );
  }

  /** Makes facts seen on these days (numbers relative to today, `-1` for yesterday). */
  seen(days: readonly number[], ...facts: readonly string[]): this {
    const numbers = days.map((day) => today + day).sort((a, b) => a - b);
    const rows = facts.map((fact) => ({
      _key: factKey(fact),
      dimension: fact.slice(0, fact.indexOf('|')),
      value: fact.slice(fact.indexOf('|') + 1),
      first_seen: String((numbers[0] ?? 0) * DAY),
      last_seen: String((numbers.at(-1) ?? 0) * DAY),
      days: numbers.join(','),
    }));
    return this.table('crossaccount_baseline', [...this.rows('crossaccount_baseline'), ...rows]);
  }

  disposed(disposition: 'approved' | 'rejected', fact: string): this {
    const [dimension = '', value = ''] = fact.split('|');
    return this.table('crossaccount_dispositions', [{ _key: factKey(fact), dimension, value, disposition }]);
  }

  table(name: string, rows: readonly Readonly<Record<string, string>>[]): this {
    const columns = (this.#app.transforms.get(name)?.get('fields_list') ?? '').split(', ');
    writeFileSync(
      this.#file(name),
      writeCsv(
        columns,
        rows.map((row) => columns.map((column) => row[column] ?? '')),
      ),
    );
    return this;
  }

  rows(name: string): Record<string, string>[] {
    if (!existsSync(this.#file(name))) return [];
    const { columns, rows } = readCsv(readFileSync(this.#file(name)));
    return [...rows].map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? ''])));
  }

  text(name: string): string {
    return existsSync(this.#file(name)) ? readFileSync(this.#file(name), 'utf8') : '';
  }

  macro(name: string, definition: string): this {
    if (!this.#app.macros.has(name)) throw new Error(`There is no macro ${name}.`);
    this.#app = { ...this.#app, macros: new Map(this.#app.macros).set(name, new Map([['definition', definition]])) };
    return this;
  }

  /** An admin edits a saved search. */
  edited(search: string, text: string): this {
    const settings = this.#app.savedSearches.get(search);
    if (settings === undefined) throw new Error(`There is no search ${search}.`);
    const savedSearches = new Map(this.#app.savedSearches).set(search, new Map(settings).set('search', text));
    this.#app = { ...this.#app, savedSearches };
    return this;
  }

  /** Runs a saved search over [earliest, latest), or with its own times. */
  async run(search: string, now: number, range?: readonly [number, number]): Promise<Cells[]> {
    const collections = collectionsIn(this.folder);
    const times = range === undefined ? { now } : { now, earliest: range[0], latest: range[1] };
    const rows = await this.#over(collections, (engine) => drained(engine.runSavedSearch(search, times)));
    collections.flush();
    return rows;
  }

  /** Runs a search that is run by hand, as a user, with its tokens; by nobody where the name is empty. */
  async byHand(search: string, tokens: Readonly<Record<string, string>> = {}, user = 'alice'): Promise<Cells[]> {
    const collections = collectionsIn(this.folder);
    const given = { now: TODAY + DAY, earliest: TODAY, latest: TODAY + DAY, tokens: new Map(Object.entries(tokens)) };
    const run = (engine: Engine): Promise<Cells[]> =>
      drained(engine.runSavedSearch(`CrossAccount - ${search} - Investigation`, given));
    const rows = await this.#over(collections, run, user);
    collections.flush();
    return rows;
  }

  /** Runs SPL over all time. */
  async spl(text: string, tokens: Readonly<Record<string, string>> = {}): Promise<Cells[]> {
    const options = {
      now: TODAY + DAY,
      earliest: 0,
      latest: TODAY + 30 * DAY,
      tokens: new Map(Object.entries(tokens)),
    };
    return this.#over(collectionsIn(this.folder), (engine) => drained(engine.run(text, options)));
  }

  /** Hunts the day at hand. */
  hunt(detection: string, range: readonly [number, number] = [TODAY, TODAY + DAY]): Promise<Cells[]> {
    return this.run(`CrossAccount - ${detection} - Rule`, range[1], range);
  }

  /** Runs with an engine over these collections, which the command reads over REST; by nobody where the name is empty. */
  async #over<T>(collections: Collections, work: (engine: Engine) => Promise<T>, user = ''): Promise<T> {
    const splunkd = await servedOver(this.#app, collections);
    try {
      const engine = createEngine({
        app: this.#app,
        events: eventsInMemory(this.#events),
        collections,
        environment: { CROSSACCOUNT_NODE: process.execPath },
        splunkd,
        ...(user === '' ? {} : { user }),
      });
      return await work(engine);
    } finally {
      await splunkd.close();
    }
  }

  #file(name: string): string {
    return path.join(this.folder, `${name}.csv`);
  }
}

async function drained(batches: AsyncIterable<Row[]>): Promise<Cells[]> {
  const rows: Cells[] = [];
  for await (const batch of batches) {
    for (const row of batch) {
      rows.push(
        Object.fromEntries(
          Array.from(row, ([field, value]) => [field, typeof value === 'object' ? value.map(String) : String(value)]),
        ),
      );
    }
  }
  return rows;
}

/** Only these columns, empty ones left out. */
export function only(rows: readonly Cells[], ...columns: readonly string[]): Cells[] {
  return rows.map((row) =>
    Object.fromEntries(columns.flatMap((column) => (row[column] ? [[column, row[column]]] : []))),
  );
}

/** The values of one cell. */
export function listOf(cell: string | readonly string[] | undefined): readonly string[] {
  if (cell === undefined || cell === '') return [];
  return typeof cell === 'string' ? [cell] : cell;
}
