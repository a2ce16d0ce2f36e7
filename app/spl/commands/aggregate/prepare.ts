import type { Aggregation, FieldName } from '../../nodes/pipeline';
import { setField } from '../../runtime/fields';
import type { Context } from '../../runtime/transform';
import { compile } from '../../expressions/compile';
import { asNumber, valuesOf } from '../../value';
import type { Row, Scalar, Value } from '../../value';
import { AggregationError, Contribution } from './accumulator';
import type { Accumulator } from './accumulator';
import { AGGREGATIONS } from './table';

/** An aggregation made ready: the column it fills, and what rows give to it. */
export interface Prepared {
  readonly as: string;
  /** Whether an aggregate over no rows is 0 instead of nothing. */
  readonly counts: boolean;
  readonly create: () => Accumulator;
  readonly contribution: (row: Row) => Contribution;
}

/** Only these look at the time of a row. */
const BY_TIME = new Set(['earliest', 'latest', 'earliest_time', 'latest_time']);
const COUNTING = new Set(['count', 'c', 'dc', 'distinct_count']);
const ONE: readonly Scalar[] = [1];
const NONE: readonly Scalar[] = [];

/**
 * Checks and prepares the aggregations of a command.
 * @throws SplError on a function that is unknown or lacks its field, and on two for one column
 */
export function prepareAggregations(aggregations: readonly Aggregation[], context: Context): Prepared[] {
  if (aggregations.length === 0) throw context.error('needs an aggregation, count say');
  const columns = new Set<string>();
  return aggregations.map((aggregation) => {
    if (columns.has(aggregation.as)) {
      throw context.error(
        `has two aggregations for the column "${aggregation.as}"; name one with AS`,
        aggregation.position,
      );
    }
    columns.add(aggregation.as);
    return prepare(aggregation, context);
  });
}

function prepare(aggregation: Aggregation, context: Context): Prepared {
  const { name, as, position } = aggregation;
  const create = AGGREGATIONS.get(name);
  if (create === undefined) {
    throw context.error(
      `does not know the aggregation "${name}"; there are ${[...AGGREGATIONS.keys()].join(', ')}`,
      position,
    );
  }
  const values = valuesFor(aggregation, context);
  const time = BY_TIME.has(name) ? timeOf : (): null => null;
  return {
    as,
    counts: COUNTING.has(name),
    create,
    contribution: (row) => new Contribution(values(row), time(row)),
  };
}

function valuesFor({ name, argument, position }: Aggregation, context: Context): (row: Row) => readonly Scalar[] {
  const counts = name === 'count' || name === 'c';
  if (argument === null) {
    if (!counts) throw context.error(`needs a field for ${name}: ${name}(field)`, position);
    return () => ONE;
  }
  if ('name' in argument) {
    if (argument.name.includes('*')) {
      throw context.error(`takes no wildcard in ${name}(${argument.name}); name the fields`, argument.position);
    }
    return (row) => valuesOf(row.get(argument.name));
  }
  const evaluate = compile(argument.eval, { now: context.search.now });
  return (row) => {
    const value = evaluate(row);
    if (value === null) return NONE;
    if (typeof value !== 'boolean') return valuesOf(value);
    if (!counts) throw context.error(`can only count the true and false of ${name}(eval(...)); use if()`, position);
    return value ? ONE : NONE;
  };
}

function timeOf(row: Row): number | null {
  const time = row.get('_time');
  return time === undefined ? null : asNumber(time);
}

/** The aggregates of one group of rows. */
export class Group {
  readonly #accumulators: readonly Accumulator[];

  constructor(
    private readonly prepared: readonly Prepared[],
    private readonly context: Context,
  ) {
    this.#accumulators = prepared.map(({ create }) => create());
  }

  add(row: Row): void {
    this.give(this.prepared.map(({ contribution }) => contribution(row)));
  }

  /** Adds what a row contributes to each aggregation. */
  give(contributions: readonly Contribution[]): void {
    let at = 0;
    const give = (): void => {
      for (; at < contributions.length; at += 1) {
        const contribution = contributions[at];
        if (contribution !== undefined && contribution.values.length > 0) this.#accumulators[at]?.add(contribution);
      }
    };
    explained(this.context, () => this.prepared[at]?.as ?? '', give);
  }

  /** The aggregates with their columns; null where there is none. */
  results(): (readonly [as: string, value: Value | null])[] {
    return this.prepared.map(({ as }, at) => [as, this.#accumulators[at]?.result() ?? null]);
  }

  /** Sets the columns of the aggregates in `row`; a column without aggregate is removed from it. */
  fill(row: Row): void {
    for (const [as, value] of this.results()) setField(row, as, value);
  }
}

/** Runs one step of an aggregation; what goes wrong is told with the command and the column. */
export function explained<T>(context: Context, as: () => string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof AggregationError) throw context.error(`cannot fill "${as()}": it ${error.message}`);
    throw error;
  }
}

/**
 * The values of the BY fields.
 * @throws SplError on a wildcard
 */
export function checkedBy(by: readonly FieldName[], context: Context): string[] {
  return by.map(({ name, position }) => {
    if (name.includes('*')) throw context.error(`takes no wildcard in BY ${name}; name the fields`, position);
    return name;
  });
}
