import type { Option, Word } from '../nodes/pipeline';
import { command, perResult } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { comparison, NOTHING, quoted } from '../runtime/searchtext';
import { asText, valuesOf } from '../value';
import type { Row } from '../value';

interface Returned {
  readonly field: string;
  /** The name it goes by in the search; null for the value alone (`$field`). */
  readonly as: string | null;
}

/** `return [<count>] field... alias=field... $field...`: the first rows (1 unless told) as one row whose field `search` is a search. */
export const returnCommand = command('words', 'never', (written, context) => {
  const [first] = written.words;
  const counted = first !== undefined && !first.quoted && /^\d+$/.test(first.text);
  const count = counted ? Number(first.text) : 1;
  const returned = returnedFields(counted ? written.words.slice(1) : written.words, written.options);
  if (returned.length === 0) throw context.error('needs the name of a field');
  return perResult((rows) => {
    const texts = rows
      .slice(0, count)
      .map((row) => rowText(row, returned, context))
      .filter((text) => text !== '');
    const search = texts.length === 0 ? NOTHING : texts.map((text) => `(${text})`).join(' OR ');
    return [new Map([['search', search]])];
  });
});

function returnedFields(words: readonly Word[], aliases: readonly Option[]): Returned[] {
  const named = words.map(({ text, position }) => ({
    position,
    returned: text.startsWith('$') ? { field: text.slice(1), as: null } : { field: text, as: text },
  }));
  const aliased = aliases.map(({ name, value, position }) => ({ position, returned: { field: value, as: name } }));
  return [...named, ...aliased].sort((a, b) => a.position - b.position).map(({ returned }) => returned);
}

function rowText(row: Row, returned: readonly Returned[], context: Context): string {
  const terms: string[] = [];
  for (const { field, as } of returned) {
    const values = valuesOf(row.get(field));
    const [value] = values;
    if (values.length > 1) throw context.error(`cannot give the multivalue field "${field}"; use format`);
    if (value !== undefined) terms.push(as === null ? quoted(asText(value)) : comparison(as, value));
  }
  return terms.join(' ');
}
