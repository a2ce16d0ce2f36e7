import type { Pipeline } from './pipeline';

/** Nodes of the `search` command's own language: implied AND, values compared without case, `*` wildcards. */
export type Predicate =
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly operands: readonly Predicate[] }
  | { readonly kind: 'or'; readonly operands: readonly Predicate[] }
  | { readonly kind: 'not'; readonly operand: Predicate }
  /** A bare word, a "quoted phrase", or TERM(x): looked for in `_raw`. `exact` is TERM(): minor breakers do not split it. */
  | { readonly kind: 'term'; readonly text: string; readonly exact: boolean; readonly position: number }
  | {
      readonly kind: 'comparison';
      readonly field: string;
      readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=';
      readonly value: string;
      readonly position: number;
    }
  /** `field IN (a, b*)`. */
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly string[]; readonly position: number }
  /** earliest=, latest=, _index_earliest=, _index_latest=: epoch seconds or relative time. */
  | {
      readonly kind: 'time';
      readonly bound: 'earliest' | 'latest' | '_index_earliest' | '_index_latest';
      readonly value: string;
      readonly position: number;
    }
  /** `[ ... ]`: what the subsearch returns is put in its place as a predicate. */
  | { readonly kind: 'subsearch'; readonly pipeline: Pipeline; readonly position: number };
