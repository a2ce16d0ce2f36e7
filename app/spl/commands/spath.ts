import { command, perRow } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { extractJsonFields } from '../jsonfields';
import { options, textOption } from '../runtime/options';
import { asText, valuesOf } from '../value';
import type { Row } from '../value';

/** limits.conf, [spath] extraction_cutoff: characters that are read. */
const CUTOFF = 5000;

/**
 * `spath [input=<field>] [output=<field>] [path=]<path>`: the values at a path of JSON (`a.b`, `a{}.b`); without a path, all of
 * them as fields. Only the first 5,000 characters are read. XML, and positions in an array, are not supported.
 */
export const spath = command('words', 'never', (written, context) => {
  const given = options(written.options, ['input', 'output', 'path'], context);
  const input = textOption(given, 'input') ?? '_raw';
  const path = pathOf(textOption(given, 'path'), written.words, context);
  const output = textOption(given, 'output') ?? path;
  if (path === undefined && given.has('output')) throw context.error('takes output only together with a path');
  return perRow((row) => {
    const json = textIn(row, input, context);
    if (json === undefined) return row;
    for (const [field, value] of extractJsonFields(json, { characters: CUTOFF, fields: Infinity })) {
      if (path === undefined) row.set(field, value);
      else if (field === path && output !== undefined) row.set(output, value);
    }
    return row;
  });
});

function pathOf(
  option: string | undefined,
  words: readonly { text: string; position: number }[],
  context: Context,
): string | undefined {
  const [word, surplus] = words;
  const extra = option === undefined ? surplus : word;
  if (extra !== undefined)
    throw context.error(`does not know what "${extra.text}" is; it takes one path`, extra.position);
  const path = option ?? word?.text;
  if (path !== undefined && /\{[^}]|@/.test(path))
    throw context.error(`does not support positions or attributes as in "${path}"`);
  return path;
}

function textIn(row: Row, field: string, context: Context): string | undefined {
  const values = valuesOf(row.get(field));
  if (values.length > 1) throw context.error(`met the multivalue field "${field}"; give it one text`);
  return values[0] === undefined ? undefined : asText(values[0]);
}
