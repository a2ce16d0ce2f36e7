import { savedSearch } from '../conf/app';
import type { AppConf } from '../conf/app';
import { compile } from '../expressions/compile';
import { parseExpression, parsePipeline } from '../grammar/parse';
import { expandMacrosOf } from '../macros';
import type { Pipeline } from '../nodes/pipeline';
import type { Predicate } from '../nodes/predicate';
import { syntaxIn } from './plan';
import { predicateFields } from './reads';
import { necessaryTerms } from './terms';

const ALL: Predicate = { kind: 'all' };

/** A saved search as it runs: its text with all macros expanded, what an event's text must hold to reach it at all, its tables. */
export interface NeededEvents {
  readonly text: string;
  /** Terms, joined by AND and OR only; `all` where any event may matter. */
  readonly terms: Predicate;
  /** The lookups that it reads or writes; undefined where that cannot be told from its text. */
  readonly tables: UsedTables | undefined;
}

export interface UsedTables {
  readonly all: ReadonlySet<string>;
  /** Those of them that it writes. */
  readonly written: ReadonlySet<string>;
}

/**
 * What a saved search needs of events: as an index does, by the terms of the base search. Every event that the search can select
 * satisfies them; not every event that satisfies them is selected.
 * @throws SplError when there is no such search, or it cannot be read
 */
export function neededEvents(app: AppConf, name: string): NeededEvents {
  const { search } = savedSearch(app, name);
  const text = expandMacrosOf(app, search, (expression) => compile(parseExpression(expression), { now: 0 })(new Map()));
  const pipeline = parsePipeline(text, syntaxIn(app));
  return { text, terms: termsOf(pipeline), tables: readsOther(pipeline) ? undefined : tablesOf(pipeline) };
}

/** Whether it runs other pipelines. */
function readsOther({ commands }: Pipeline): boolean {
  return commands.some(
    ({ name, arguments: written }) =>
      name === 'savedsearch' ||
      written.syntax === 'subsearch' ||
      (written.syntax === 'predicate' && predicateFields(written.predicate).includes('*')),
  );
}

function tablesOf({ commands }: Pipeline): UsedTables {
  const named = commands.flatMap(({ name, arguments: written }) =>
    written.syntax === 'lookup' ? [{ command: name, table: written.table }] : [],
  );
  return {
    all: new Set(named.map(({ table }) => table)),
    written: new Set(named.filter(({ command }) => command === 'outputlookup').map(({ table }) => table)),
  };
}

function termsOf(pipeline: Pipeline): Predicate {
  const [first] = pipeline.commands;
  // Another pipeline reads events of its own.
  if (first?.arguments.syntax !== 'predicate' || readsOther(pipeline)) return ALL;
  return necessaryTerms(first.arguments.predicate);
}
