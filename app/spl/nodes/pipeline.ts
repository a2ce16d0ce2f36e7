import type { Expression } from './expression';
import type { Predicate } from './predicate';

/**
 * One search: its commands in order. A pipeline that does not begin with `|` begins with an implied `search`.
 */
export interface Pipeline {
  readonly kind: 'pipeline';
  readonly commands: readonly Command[];
}

/** One command as written. `syntax` says which shape its arguments were read in; the table of commands fixes it by name. */
export interface Command {
  readonly kind: 'command';
  readonly name: string;
  readonly position: number;
  readonly arguments: Arguments;
}

/** `name=value` before or among the arguments, value unquoted. */
export interface Option {
  readonly name: string;
  readonly value: string;
  readonly position: number;
}

export interface FieldName {
  readonly name: string;
  readonly position: number;
}

/** `dc(field) AS name`; a missing field is null (`count`). An argument may be an eval(...) expression. */
export interface Aggregation {
  readonly name: string;
  readonly argument: FieldName | { readonly eval: Expression } | null;
  /** The output column: the AS name, or the aggregation as written, e.g. `dc(user)`. */
  readonly as: string;
  readonly position: number;
}

export type Arguments =
  /** search, and the first command of an event search */
  | { readonly syntax: 'predicate'; readonly predicate: Predicate }
  /** where */
  | { readonly syntax: 'expression'; readonly expression: Expression }
  /** eval: `a=1, b=a+1` */
  | {
      readonly syntax: 'assignments';
      readonly assignments: readonly { readonly field: FieldName; readonly expression: Expression }[];
    }
  /** stats, eventstats, streamstats: options, aggregations, BY fields */
  | {
      readonly syntax: 'aggregations';
      readonly options: readonly Option[];
      readonly aggregations: readonly Aggregation[];
      readonly by: readonly FieldName[];
    }
  /** chart, timechart: options, aggregations, OVER field, BY fields; options may stand beside a field too */
  | {
      readonly syntax: 'chart';
      readonly options: readonly Option[];
      readonly aggregations: readonly Aggregation[];
      readonly over: FieldName | null;
      readonly by: readonly FieldName[];
    }
  /** sort: optional count, then keys `-field`, `num(field)`, `str(field)`, `auto(field)`, `ip(field)` */
  | {
      readonly syntax: 'sort';
      readonly options: readonly Option[];
      readonly count: number | null;
      readonly keys: readonly SortKey[];
    }
  /** rename: `a AS b, "c.*" AS *` */
  | { readonly syntax: 'renames'; readonly renames: readonly { readonly from: FieldName; readonly to: FieldName }[] }
  /** lookup, inputlookup, outputlookup: options, table, then match and output fields or a where predicate */
  | {
      readonly syntax: 'lookup';
      readonly options: readonly Option[];
      readonly table: string;
      readonly match: readonly { readonly table: string; readonly event: string }[];
      readonly output: 'OUTPUT' | 'OUTPUTNEW' | null;
      readonly fields: readonly { readonly table: string; readonly event: string }[];
      readonly where: Predicate | null;
    }
  /** tstats: aggregations, `where` predicate, BY fields */
  | {
      readonly syntax: 'tstats';
      readonly options: readonly Option[];
      readonly aggregations: readonly Aggregation[];
      readonly where: Predicate;
      readonly by: readonly FieldName[];
      readonly span: string | null;
    }
  /** append [ ... ], and join with the fields that it matches */
  | {
      readonly syntax: 'subsearch';
      readonly options: readonly Option[];
      readonly words: readonly Word[];
      readonly pipeline: Pipeline;
    }
  /** regex: `field=pattern` or `field!=pattern` (field defaults to _raw) */
  | { readonly syntax: 'regex'; readonly field: string; readonly negated: boolean; readonly pattern: string }
  /** everything else (fields, table, dedup, head, fillnull, rex, mvexpand, bin, makeresults, crossaccount, ...): options and words in order */
  | { readonly syntax: 'words'; readonly options: readonly Option[]; readonly words: readonly Word[] };

export interface Word {
  readonly text: string;
  readonly quoted: boolean;
  readonly position: number;
}

export interface SortKey {
  readonly field: string;
  readonly descending: boolean;
  readonly as: 'auto' | 'num' | 'str' | 'ip';
  readonly position: number;
}
