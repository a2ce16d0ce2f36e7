import type { Expression } from '../nodes/expression';
import type { Aggregation, Command } from '../nodes/pipeline';
import type { Predicate } from '../nodes/predicate';

/** The fields that every event has without looking into its text. */
export const INDEXED = new Set(['_raw', '_time', '_indextime', 'index', 'source', 'sourcetype', 'host']);

/**
 * Whether the commands after an event search can see fields that are extracted from the text of events. True in doubt: a
 * field too many costs time, one too few a wrong result.
 */
export function needsExtraction(following: readonly Command[]): boolean {
  const read = fieldsRead(following);
  return read === undefined || [...read].some((field) => !INDEXED.has(field));
}

/**
 * The fields of a row that the commands after it can see, before one of them lets no other field out; undefined where any field
 * may be seen. Internal fields, whose names begin with `_`, may be seen beside them.
 */
export function fieldsRead(following: readonly Command[]): ReadonlySet<string> | undefined {
  const read = new Set<string>();
  const made = new Set<string>();
  for (const { name, arguments: written } of following) {
    const reads = readsOf(name, written);
    if (reads === undefined) return undefined;
    for (const field of reads.fields) {
      if (field.includes('*')) return undefined;
      if (!made.has(field)) read.add(field);
    }
    if (reads.closes) return read;
    for (const field of reads.sets ?? []) made.add(field);
  }
  return undefined;
}

/** Whether the commands after it can see internal fields that they do not name: `fields` lets them through, `stats` and `table` do not. */
export function internalRead(following: readonly Command[]): boolean {
  const closing = following.find(({ name, arguments: written }) => readsOf(name, written)?.closes);
  return fieldsRead(following) === undefined || closing?.name === 'fields';
}

interface Reads {
  readonly fields: readonly string[];
  /** No other field comes out of the command. */
  readonly closes?: boolean;
  readonly sets?: readonly string[];
}

/** What a command reads; undefined where it is not known. */
function readsOf(name: string, written: Command['arguments']): Reads | undefined {
  switch (written.syntax) {
    case 'predicate':
      return { fields: predicateFields(written.predicate) };
    case 'expression':
      return { fields: expressionFields(written.expression) };
    case 'assignments':
      return {
        fields: written.assignments.flatMap(({ expression }) => expressionFields(expression)),
        sets: written.assignments.map(({ field }) => field.name),
      };
    case 'regex':
      return { fields: [written.field] };
    case 'sort':
      return { fields: written.keys.map(({ field }) => field) };
    case 'aggregations': {
      const fields = [...written.aggregations.flatMap(aggregationFields), ...written.by.map((by) => by.name)];
      if (name === 'stats') return { fields, closes: true };
      if (written.options.some((option) => option.name === 'time_window')) fields.push('_time');
      // A row that is in no group keeps what it has in these columns.
      return { fields, sets: written.by.length === 0 ? written.aggregations.map(({ as }) => as) : [] };
    }
    case 'chart':
      return {
        fields: [
          ...written.aggregations.flatMap(aggregationFields),
          ...[...(written.over === null ? [] : [written.over]), ...written.by].map(({ name: field }) => field),
          '_time',
        ],
        closes: true,
      };
    case 'words':
      // What a pattern does not match keeps what it has.
      if (name === 'rex')
        return { fields: [written.options.find((option) => option.name === 'field')?.value ?? '_raw'] };
      return wordReads(
        name,
        written.words.map(({ text }) => text),
      );
    case 'renames':
      return { fields: written.renames.map(({ from }) => from.name), sets: written.renames.map(({ to }) => to.name) };
    case 'lookup':
      // Whether an output is there already matters, too.
      if (name !== 'lookup' || written.output === null) return undefined;
      return { fields: [...written.match, ...written.fields].map(({ event }) => event) };
    case 'subsearch':
      // What it adds comes from elsewhere, but what is there already may stay.
      return name === 'appendpipe'
        ? undefined
        : { fields: written.words.map(({ text }) => text).filter((text) => text !== ',') };
    case 'tstats':
      return undefined;
  }
}

function wordReads(name: string, words: readonly string[]): Reads | undefined {
  const named = words.filter((word) => word !== ',');
  switch (name) {
    case 'head':
    case 'tail':
    case 'reverse':
      return { fields: [] };
    case 'fields':
    case 'table':
      return selected(named, name === 'fields' ? /^[+-]/.exec(named[0] ?? '')?.[0] : undefined);
    case 'bin':
    case 'bucket':
    case 'iplocation':
    case 'makemv':
    case 'mvexpand':
      return { fields: named.slice(0, 1) };
    case 'dedup':
      return named.includes('sortby') ? undefined : { fields: withoutCount(named) };
    case 'top':
    case 'rare':
      return { fields: withoutCount(named), closes: true };
    case 'xyseries':
      return { fields: named, closes: true };
    default:
      return undefined;
  }
}

function selected(named: readonly string[], sign: string | undefined): Reads {
  if (sign === '-') return { fields: [] };
  const fields = named
    .map((word, at) => (at === 0 && sign !== undefined ? word.slice(1) : word))
    .filter((word) => word !== '');
  return { fields, closes: true };
}

/** The fields of `top 5 a by b` and `dedup 2 a`; a `by` too many costs nothing. */
function withoutCount(named: readonly string[]): string[] {
  return named.filter((word, at) => at > 0 || !/^\d+$/.test(word));
}

/** Which aggregations go by time, without naming it. */
const BY_TIME = new Set(['earliest', 'latest', 'earliest_time', 'latest_time']);

function aggregationFields({ name, argument }: Aggregation): string[] {
  const fields = argument === null ? [] : 'name' in argument ? [argument.name] : expressionFields(argument.eval);
  return BY_TIME.has(name) ? [...fields, '_time'] : fields;
}

/** The fields whose values decide a predicate; `_raw` for terms. */
export function predicateFields(predicate: Predicate): string[] {
  switch (predicate.kind) {
    case 'all':
    case 'time':
      return [];
    case 'and':
    case 'or':
      return predicate.operands.flatMap(predicateFields);
    case 'not':
      return predicateFields(predicate.operand);
    case 'term':
      return ['_raw'];
    case 'comparison':
    case 'in':
      return [predicate.field];
    case 'subsearch':
      return ['*'];
  }
}

function expressionFields(expression: Expression): string[] {
  switch (expression.kind) {
    case 'literal':
    case 'boolean':
      return [];
    case 'field':
      return [expression.name];
    case 'call':
      return expression.args.flatMap(expressionFields);
    case 'unary':
      return expressionFields(expression.operand);
    case 'binary':
      return [...expressionFields(expression.left), ...expressionFields(expression.right)];
    case 'in':
      return [expression.operand, ...expression.list].flatMap(expressionFields);
  }
}
