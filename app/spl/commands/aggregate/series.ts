import { booleanOption, textOption } from '../../runtime/options';
import type { Options } from '../../runtime/options';
import type { Context } from '../../runtime/transform';

/** How the values of a split-by field become columns (Search Reference, chart and timechart). */
export interface Series {
  /** How many values get a column of their own: the highest or the lowest scores; 0 is all of them. */
  readonly limit: number;
  readonly of: 'top' | 'bottom';
  /** The column for all other values, and for rows without the field; undefined where these rows do not count. */
  readonly other: string | undefined;
  readonly none: string | undefined;
  /** The column of an aggregation for a value. */
  readonly column: (aggregation: string, value: string) => string;
}

export const SERIES_OPTIONS = ['limit', 'useother', 'otherstr', 'usenull', 'nullstr', 'sep', 'format'];

/**
 * @param several whether there is more than one aggregation, so that a column has to name its own
 * @throws SplError on an option that has no such value
 */
export function seriesOptions(given: Options, several: boolean, context: Context): Series {
  return {
    ...limitOption(given, context),
    other: booleanOption(given, 'useother', true, context) ? (textOption(given, 'otherstr') ?? 'OTHER') : undefined,
    none: booleanOption(given, 'usenull', true, context) ? (textOption(given, 'nullstr') ?? 'NULL') : undefined,
    column: several ? naming(given) : (_, value) => value,
  };
}

/** Columns named after an aggregation (or a field) and a value, `count: console` unless `sep` or `format` say otherwise. */
export function naming(given: Options): (aggregation: string, value: string) => string {
  const format = textOption(given, 'format') ?? `$AGG$${textOption(given, 'sep') ?? ': '}$VAL$`;
  return (aggregation, value) =>
    columnName(format.replace(/\$(AGG|VAL)\$/g, (_, part) => (part === 'AGG' ? aggregation : value)));
}

/** Search Reference, chart: what would be an internal field, as it begins with `_`, is put behind VALUE. */
export function columnName(value: string): string {
  return value.startsWith('_') ? `VALUE${value}` : value;
}

function limitOption(given: Options, context: Context): Pick<Series, 'limit' | 'of'> {
  const option = given.get('limit');
  const [, which, count] = /^(top|bottom)? ?(\d+)$/i.exec(option?.value ?? '10') ?? [];
  if (count === undefined) {
    throw context.error(`needs a limit such as 10, top5 or bottom5, not "${option?.value ?? ''}"`, option?.position);
  }
  return { limit: Number(count), of: which?.toLowerCase() === 'bottom' ? 'bottom' : 'top' };
}
