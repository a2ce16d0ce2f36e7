import type { Word } from '../nodes/pipeline';
import { booleanOption, numberOption, options, textOption } from '../runtime/options';
import { command, perResult } from '../runtime/transform';
import type { CommandDefinition, Context } from '../runtime/transform';
import { fieldNames } from '../runtime/words';
import { joinKey } from '../tables/table';
import { asText, compareText, valuesOf } from '../value';
import type { Row, Scalar, Value } from '../value';

const OPTIONS = ['limit', 'countfield', 'percentfield', 'showcount', 'showperc'];

interface Tally {
  readonly values: readonly Scalar[];
  count: number;
}

/** `top [<n>] field... [by field...]`: the most common combinations of values (10 unless told, 0 for all), with count and percent of the group's rows that have the fields. */
export const top = ranking(-1);

/** `rare`: the least common ones. */
export const rare = ranking(1);

function ranking(direction: -1 | 1): CommandDefinition {
  return command('words', 'never', (written, context) => {
    const given = options(written.options, OPTIONS, context);
    const { limit, fields, by } = parts(written.words, context);
    const most = limit ?? numberOption(given, 'limit', 10, context);
    const countField = shown(
      booleanOption(given, 'showcount', true, context),
      textOption(given, 'countfield') ?? 'count',
    );
    const percentField = shown(
      booleanOption(given, 'showperc', true, context),
      textOption(given, 'percentfield') ?? 'percent',
    );
    return perResult((rows) =>
      groupsOf(rows, by, fields, context).flatMap(({ group, tallies }) => {
        const total = tallies.reduce((sum, { count }) => sum + count, 0);
        const ranked = tallies.sort((a, b) => (a.count - b.count) * direction || inOrder(a.values, b.values));
        return (most === 0 ? ranked : ranked.slice(0, most)).map(({ values, count }) => {
          const row: Row = new Map<string, Value>();
          for (const [at, name] of by.entries()) row.set(name, group[at] ?? '');
          for (const [at, name] of fields.entries()) row.set(name, values[at] ?? '');
          if (countField !== undefined) row.set(countField, count);
          if (percentField !== undefined) row.set(percentField, ((100 * count) / total).toFixed(6));
          return row;
        });
      }),
    );
  });
}

function shown(show: boolean, name: string): string | undefined {
  return show ? name : undefined;
}

function parts(
  words: readonly Word[],
  context: Context,
): { limit: number | undefined; fields: string[]; by: string[] } {
  const split = words.findIndex(({ text, quoted }) => !quoted && text.toLowerCase() === 'by');
  const before = split === -1 ? words : words.slice(0, split);
  const [first, ...rest] = before;
  const counted = first !== undefined && !first.quoted && /^\d+$/.test(first.text);
  return {
    limit: counted ? Number(first.text) : undefined,
    fields: fieldNames(counted ? rest : before, context),
    by: split === -1 ? [] : fieldNames(words.slice(split + 1), context),
  };
}

interface GroupTallies {
  readonly group: readonly Scalar[];
  readonly tallies: Tally[];
}

function groupsOf(
  rows: readonly Row[],
  by: readonly string[],
  fields: readonly string[],
  context: Context,
): GroupTallies[] {
  const groups = new Map<string, { group: readonly Scalar[]; tallies: Map<string, Tally> }>();
  for (const row of rows) {
    const group = single(row, by, context);
    const values = single(row, fields, context);
    if (group === undefined || values === undefined) continue;
    const key = joinKey(group.map(asText));
    const entry = groups.get(key) ?? { group, tallies: new Map<string, Tally>() };
    groups.set(key, entry);
    const valueKey = joinKey(values.map(asText));
    const tally = entry.tallies.get(valueKey);
    if (tally === undefined) entry.tallies.set(valueKey, { values, count: 1 });
    else tally.count += 1;
  }
  return [...groups.values()]
    .sort((a, b) => inOrder(a.group, b.group))
    .map(({ group, tallies }) => ({ group, tallies: [...tallies.values()] }));
}

function single(row: Row, names: readonly string[], context: Context): Scalar[] | undefined {
  const values: Scalar[] = [];
  for (const name of names) {
    const [value, second] = valuesOf(row.get(name));
    if (value === undefined) return undefined;
    if (second !== undefined) {
      throw context.error(
        `met the multivalue field "${name}", for which Splunk's documents do not settle the result; mvexpand it`,
      );
    }
    values.push(value);
  }
  return values;
}

function inOrder(a: readonly Scalar[], b: readonly Scalar[]): number {
  return compareText(joinKey(a.map(asText)), joinKey(b.map(asText)));
}
