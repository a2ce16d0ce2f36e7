import { savedSearch } from '../conf/app';
import type { AppConf } from '../conf/app';
import { compile } from '../expressions/compile';
import { parseExpression, parsePipeline } from '../grammar/parse';
import { expandMacrosOf } from '../macros';
import type { Pipeline } from '../nodes/pipeline';
import type { Predicate } from '../nodes/predicate';
import { syntaxIn } from './plan';
import { predicateFields } from './reads';

const NONE: Predicate = { kind: 'or', operands: [] };
const ALL: Predicate = { kind: 'all' };

/** A saved search as it runs: its text with all macros expanded, what an event's text must hold to reach it at all, its tables. */
export interface NeededEvents {
  readonly text: string;
  /** Terms, joined by AND and OR only; `all` where any event may matter. */
  readonly terms: Predicate;
  /** The lookups that it reads or writes; undefined where that cannot be told from its text. */
  readonly tables: ReadonlySet<string> | undefined;
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

function tablesOf({ commands }: Pipeline): Set<string> {
  return new Set(commands.flatMap(({ arguments: written }) => (written.syntax === 'lookup' ? [written.table] : [])));
}

function termsOf(pipeline: Pipeline): Predicate {
  const [first] = pipeline.commands;
  // Another pipeline reads events of its own.
  if (first?.arguments.syntax !== 'predicate' || readsOther(pipeline)) return ALL;
  return necessary(first.arguments.predicate);
}

/** What must hold of the text alone for the predicate to hold. */
function necessary(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case 'term':
      return predicate;
    case 'and': {
      const operands = predicate.operands.map(necessary).filter(({ kind }) => kind !== 'all');
      const [only] = operands;
      if (only === undefined) return ALL;
      return operands.length === 1 ? only : { kind: 'and', operands };
    }
    case 'or':
      return anyOf(predicate.operands.map(necessary));
    case 'all':
    case 'not':
    case 'comparison':
    case 'in':
    case 'time':
    case 'subsearch':
      return ALL;
  }
}

/** One predicate that holds where any of them does. */
export function anyOf(predicates: readonly Predicate[]): Predicate {
  if (predicates.some(({ kind }) => kind === 'all')) return ALL;
  const distinct = new Map(predicates.flatMap(alternatives).map((one) => [shape(one), one]));
  const [only] = distinct.values();
  if (only === undefined) return NONE;
  return distinct.size === 1 ? only : { kind: 'or', operands: [...distinct.values()] };
}

function alternatives(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === 'or' ? predicate.operands.flatMap(alternatives) : [predicate];
}

/** The predicate as text, wherever it stood. */
function shape(predicate: Predicate): string {
  return JSON.stringify(predicate, (key, value: unknown) => (key === 'position' ? undefined : value));
}
