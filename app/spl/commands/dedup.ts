import type { SortKey, Word } from '../nodes/pipeline';
import { command } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { collect, inBatches } from '../runtime/transform';
import { booleanOption, options } from '../runtime/options';
import { sortRows } from '../runtime/order';
import { fieldNames } from '../runtime/words';
import { joinKey } from '../tables/table';
import { asText, valuesOf } from '../value';
import type { Row } from '../value';

/**
 * `dedup [<count>] field... [keepevents=<bool>] [keepempty=<bool>] [consecutive=<bool>] [sortby [+|-]field...]`: the first
 * rows of each combination of values. Rows without one of the fields go, unless keepempty. Rows that keepevents keeps lose the fields.
 */
export const dedup = command('words', 'never', (written, context) => {
  const given = options(written.options, ['keepevents', 'keepempty', 'consecutive'], context);
  const settings = {
    keepEvents: booleanOption(given, 'keepevents', false, context),
    keepEmpty: booleanOption(given, 'keepempty', false, context),
    consecutive: booleanOption(given, 'consecutive', false, context),
  };
  const { count, fields, keys } = parts(written.words, context);
  return async function* (input) {
    const seen = new Map<string, number>();
    let last: string | undefined;
    const keep = (row: Row): boolean => {
      const key = keyOf(row, fields);
      if (key === undefined) return settings.keepEmpty;
      if (settings.consecutive && key !== last) seen.clear();
      last = key;
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      if (times <= count) return true;
      if (settings.keepEvents) for (const field of fields) row.delete(field);
      return settings.keepEvents;
    };
    if (keys.length === 0) {
      for await (const batch of input) yield batch.filter(keep);
    } else {
      yield* inBatches(sortRows((await collect(input)).filter(keep), keys));
    }
  };
});

function parts(words: readonly Word[], context: Context): { count: number; fields: string[]; keys: Sorting[] } {
  const sortby = words.findIndex(({ text, quoted }) => !quoted && text === 'sortby');
  const before = sortby === -1 ? words : words.slice(0, sortby);
  const [first, ...rest] = before;
  const counted = first !== undefined && !first.quoted && /^\d+$/.test(first.text);
  if (counted && Number(first.text) === 0) throw context.error('keeps at least 1 of each', first.position);
  return {
    count: counted ? Number(first.text) : 1,
    fields: fieldNames(counted ? rest : before, context),
    keys: sortby === -1 ? [] : sortings(words.slice(sortby + 1), context),
  };
}

type Sorting = Pick<SortKey, 'field' | 'descending' | 'as'>;

function sortings(words: readonly Word[], context: Context): Sorting[] {
  const keys: Sorting[] = [];
  let descending = false;
  for (const { text, quoted } of words) {
    const sign = quoted ? undefined : /^[+-]/.exec(text)?.[0];
    const field = sign === undefined ? text : text.slice(1);
    if (sign !== undefined) descending = sign === '-';
    if (field === '') continue;
    keys.push({ field, descending, as: 'auto' });
    descending = false;
  }
  if (keys.length === 0) throw context.error('needs a field after sortby');
  return keys;
}

function keyOf(row: Row, fields: readonly string[]): string | undefined {
  const texts: string[] = [];
  for (const field of fields) {
    const value = row.get(field);
    if (value === undefined) return undefined;
    texts.push(joinKey(['', ...valuesOf(value).map(asText)]));
  }
  return joinKey(texts);
}
