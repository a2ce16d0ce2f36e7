import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SplError } from '../../../app/spl/error';
import type { AppConf } from '../../../app/spl/conf/app';
import type { Expression } from '../../../app/spl/nodes/expression';
import type { Aggregation, Arguments, Command, Pipeline } from '../../../app/spl/nodes/pipeline';
import type { Predicate } from '../../../app/spl/nodes/predicate';
import type { Answers } from '../../../app/spl/process/answers';
import { startProcess } from '../../../app/spl/process/channel';
import { planCommands, planPipeline } from '../../../app/spl/runtime/plan';
import { eventsInMemory, type Event } from '../../../app/spl/runtime/source';
import { collect, type Rows, type Search } from '../../../app/spl/runtime/transform';
import { collectionsIn } from '../../../app/spl/tables/collections';
import { tablesOf } from '../../../app/spl/tables/tables';
import type { Row, Value } from '../../../app/spl/value';

/** A row, or what became of one, as a plain object. */
export type Fields = Record<string, Value>;

export const noApp: AppConf = {
  folder: '/nowhere',
  id: 'test_app',
  savedSearches: new Map(),
  macros: new Map(),
  transforms: new Map(),
  collections: new Map(),
  commands: new Map(),
};

export interface Surroundings {
  readonly answers?: Answers;
  readonly app?: AppConf;
  readonly events?: readonly Event[];
  readonly folder?: string;
  readonly warnings?: string[];
  readonly seen?: number[];
  readonly tables?: Search['tables'];
}

export function rowOf(fields: Fields): Row {
  return new Map(Object.entries(fields));
}

/** A command as the parser would give it. */
export function command(name: string, written: Arguments): Command {
  return { kind: 'command', name, position: 0, arguments: written };
}

/** A command of words; `a=b` is an option, a word in quotes is quoted. */
export function words(name: string, ...given: string[]): Command {
  const optionLike = /^([a-z_]+)=(.*)$/s;
  const options = given.flatMap((text, position) => {
    const found = optionLike.exec(text);
    return found === null ? [] : [{ name: found[1] ?? '', value: found[2] ?? '', position }];
  });
  const others = given
    .map((text, position) => ({ text, position }))
    .filter(({ text }) => !optionLike.test(text))
    .map(({ text, position }) => {
      const quoted = /^"(.*)"$/s.exec(text);
      return { text: quoted?.[1] ?? text, quoted: quoted !== null, position };
    });
  return command(name, { syntax: 'words', options, words: others });
}

/** An aggregation such as `dc(user)` or `dc(user) as users`. */
export function aggregation(text: string): Aggregation {
  const [written = '', as = written] = text.split(' as ');
  const [, name = '', field] = /^(\w+)(?:\((.*)\))?$/.exec(written) ?? [];
  return { name, argument: field === undefined ? null : { name: field, position: 0 }, as, position: 0 };
}

/** `stats`, `eventstats` or `streamstats`: options and aggregations, then `by` and its fields. */
export function aggregate(
  name: string,
  aggregations: readonly (string | Aggregation)[],
  by: readonly string[] = [],
  options: Record<string, string> = {},
): Command {
  return command(name, {
    syntax: 'aggregations',
    options: Object.entries(options).map(([option, value]) => ({ name: option, value, position: 0 })),
    aggregations: aggregations.map((one) => (typeof one === 'string' ? aggregation(one) : one)),
    by: by.map((field) => ({ name: field, position: 0 })),
  });
}

export function field(name: string): Expression {
  return { kind: 'field', name, position: 0 };
}

export function compare(name: string, value: string): Predicate {
  return { kind: 'comparison', field: name, operator: '=', value, position: 0 };
}

export function select(predicate: Predicate = { kind: 'all' }): Command {
  return command('search', { syntax: 'predicate', predicate });
}

export function searchIn(around: Surroundings = {}): Search {
  const app = around.app ?? noApp;
  const folder = around.folder ?? path.join(tmpdir(), 'never-written');
  const search: Search = {
    now: 1_000_000,
    earliest: 0,
    latest: Infinity,
    id: '1000000.1',
    text: 'the search',
    savedSearch: undefined,
    app,
    events: eventsInMemory(around.events ?? []),
    tables: around.tables ?? tablesOf(app, collectionsIn(folder)),
    startProcess,
    answers: around.answers,
    environment: { PATH: process.env.PATH ?? '' },
    country: () => undefined,
    splunkd: { uri: '', sessionKey: '' },
    warn: (message) => around.warnings?.push(message),
    plan: (pipeline) => planPipeline(pipeline, search),
    planPart: ({ commands }, within) => planCommands(commands, within, false),
    runSavedSearch: () => noRows(),
    parse: () => {
      throw new Error('these tests have no parser');
    },
  };
  return search;
}

async function* noRows(): Rows {
  // None.
}

export function pipeline(...commands: Command[]): Pipeline {
  return { kind: 'pipeline', commands };
}

/** Runs a whole pipeline. */
export async function run(commands: readonly Command[], around: Surroundings = {}): Promise<Fields[]> {
  const rows = await collect(planPipeline(pipeline(...commands), searchIn(around))());
  return rows.map((row) => Object.fromEntries(row));
}

/** Runs commands over these rows, two in a batch, so that a command which forgets the rest of a batch is caught. */
export async function over(
  rows: readonly Fields[],
  commands: readonly Command[],
  around: Surroundings = {},
): Promise<Fields[]> {
  const transform = planCommands(commands, searchIn(around), false);
  const results = await collect(transform(batches(rows)));
  return results.map((row) => Object.fromEntries(row));
}

async function* batches(rows: readonly Fields[]): Rows {
  for (let at = 0; at < rows.length; at += 2) yield await Promise.resolve(rows.slice(at, at + 2).map(rowOf));
}

/** The error that a run ends with. */
export async function failure(running: Promise<unknown>): Promise<SplError> {
  try {
    await running;
  } catch (error) {
    if (error instanceof SplError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

export function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'spl-test-'));
}
