import type { Predicate } from '../nodes/predicate';
import type { Context } from './transform';
import { relativeTime } from '../relativetime';

/** Times that a search names itself, epoch seconds; they replace those that it is run with. */
export interface Bounds {
  readonly earliest?: number;
  readonly latest?: number;
  readonly _index_earliest?: number;
  readonly _index_latest?: number;
}

/**
 * Takes the time terms out of a predicate.
 * @throws SplError on one under OR or NOT, where it bounds nothing
 */
export function takeBounds(predicate: Predicate, context: Context): { bounds: Bounds; rest: Predicate } {
  const terms = conjuncts(predicate);
  const bounds: { -readonly [bound in keyof Bounds]: number } = {};
  const rest: Predicate[] = [];
  for (const term of terms) {
    if (term.kind === 'time') bounds[term.bound] = timeOf(term.value, context, term.position);
    else {
      refuseTimes(term, context);
      rest.push(term);
    }
  }
  return { bounds, rest: joined(rest) };
}

/** The terms that must all hold. */
export function conjuncts(predicate: Predicate): Predicate[] {
  if (predicate.kind === 'all') return [];
  return predicate.kind === 'and' ? predicate.operands.flatMap(conjuncts) : [predicate];
}

/** One predicate of terms that must all hold. */
export function joined(terms: readonly Predicate[]): Predicate {
  const [first] = terms;
  if (first === undefined) return { kind: 'all' };
  return terms.length === 1 ? first : { kind: 'and', operands: terms };
}

/**
 * A time as a search or a saved search gives it: epoch seconds, `now`, or relative (`-24h@h`); 0 is the beginning of time.
 * @throws SplError when it is none
 */
export function timeOf(
  value: string,
  context: Pick<Context, 'error'> & { search: { now: number } },
  position?: number,
): number {
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
  if (value === 'now' || value === 'now()') return context.search.now;
  try {
    return relativeTime(context.search.now, value);
  } catch {
    throw context.error(`needs epoch seconds or a relative time such as -24h@h, not "${value}"`, position);
  }
}

function refuseTimes(predicate: Predicate, context: Context): void {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      for (const operand of predicate.operands) refuseTimes(operand, context);
      return;
    case 'not':
      refuseTimes(predicate.operand, context);
      return;
    case 'time':
      throw context.error(
        `cannot have ${predicate.bound} under OR or NOT; put it beside the other terms`,
        predicate.position,
      );
    case 'all':
    case 'term':
    case 'comparison':
    case 'in':
    case 'subsearch':
  }
}
