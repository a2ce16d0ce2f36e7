import type { Pipeline } from '../nodes/pipeline';
import type { Predicate } from '../nodes/predicate';
import { asText, valuesOf } from '../value';
import type { Row } from '../value';
import { collect, type Context } from './transform';
import { NOTHING, rowsAsSearch } from './searchtext';

/** limits.conf, [subsearch] maxout: beyond it Splunk cuts a subsearch off without a word. */
const MAXIMUM = 10_000;

/**
 * Runs the subsearches in a predicate and puts what they give in their place.
 * @throws SplError when one gives more than 10,000 rows
 */
export async function resolveSubsearches(predicate: Predicate, context: Context): Promise<Predicate> {
  switch (predicate.kind) {
    case 'and':
    case 'or': {
      const operands: Predicate[] = [];
      for (const operand of predicate.operands) operands.push(await resolveSubsearches(operand, context));
      return { kind: predicate.kind, operands };
    }
    case 'not':
      return { kind: 'not', operand: await resolveSubsearches(predicate.operand, context) };
    case 'subsearch':
      return run(predicate.pipeline, predicate.position, context);
    case 'all':
    case 'term':
    case 'comparison':
    case 'in':
    case 'time':
      return predicate;
  }
}

/**
 * Checks the subsearches in a predicate before anything is read.
 * @throws SplError when one cannot be run
 */
export function checkSubsearches(predicate: Predicate, context: Context): void {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      for (const operand of predicate.operands) checkSubsearches(operand, context);
      return;
    case 'not':
      checkSubsearches(predicate.operand, context);
      return;
    case 'subsearch':
      context.search.plan(predicate.pipeline);
      return;
    case 'all':
    case 'term':
    case 'comparison':
    case 'in':
    case 'time':
  }
}

async function run(pipeline: Pipeline, position: number, context: Context): Promise<Predicate> {
  const rows = await collect(context.search.plan(pipeline)());
  if (rows.length > MAXIMUM) {
    throw context.error(
      `got ${rows.length} rows from a subsearch, and Splunk would cut it off at ${MAXIMUM}; narrow it`,
      position,
    );
  }
  const text = searchText(rows);
  if (/^\s*NOT\s*\(\s*\)\s*$/.test(text)) return { kind: 'not', operand: { kind: 'all' } };
  const [first, surplus] = context.search.parse(text).commands;
  if (first === undefined || surplus !== undefined || first.arguments.syntax !== 'predicate') {
    throw context.error(`got ${JSON.stringify(text)} from a subsearch, which is no search expression`, position);
  }
  return first.arguments.predicate;
}

/** What `return` or `format` gave, else the rows as `format` would give them. A field `search` is taken as it stands. */
function searchText(rows: readonly Row[]): string {
  if (rows.length === 0) return NOTHING;
  const given = rows.map((row) => valuesOf(row.get('search')).map(asText).join(' '));
  if (given.some((text) => text === '')) return rowsAsSearch(rows);
  return given.length === 1 ? given.join('') : given.map((text) => `(${text})`).join(' OR ');
}
