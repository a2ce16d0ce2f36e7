import type { Predicate } from '../nodes/predicate';

const NONE: Predicate = { kind: 'or', operands: [] };
const ALL: Predicate = { kind: 'all' };

/** What must hold of an event's text alone for the predicate to hold: terms, joined by AND and OR; `all` where it may be any text. */
export function necessaryTerms(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case 'term':
      return predicate;
    case 'and': {
      const operands = predicate.operands.map(necessaryTerms).filter(({ kind }) => kind !== 'all');
      const [only] = operands;
      if (only === undefined) return ALL;
      return operands.length === 1 ? only : { kind: 'and', operands };
    }
    case 'or':
      return anyOf(predicate.operands.map(necessaryTerms));
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
  const distinct = new Map(predicates.flatMap(alternatives).map((one) => [termsText(one), one]));
  const [only] = distinct.values();
  if (only === undefined) return NONE;
  return distinct.size === 1 ? only : { kind: 'or', operands: [...distinct.values()] };
}

function alternatives(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === 'or' ? predicate.operands.flatMap(alternatives) : [predicate];
}

/** The predicate as text, the same wherever it stood. */
export function termsText(predicate: Predicate): string {
  return JSON.stringify(predicate, (key, value: unknown) => (key === 'position' ? undefined : value));
}
