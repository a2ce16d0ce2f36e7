import type { Word } from '../nodes/pipeline';
import type { Context } from './transform';

/**
 * The names in a list of fields.
 * @throws SplError when there is none
 */
export function fieldNames(words: readonly Word[], context: Context): string[] {
  const names = words.filter(({ text, quoted }) => quoted || text !== ',').map(({ text }) => text);
  if (names.length === 0) throw context.error('needs the name of a field');
  return names;
}

/**
 * The one field that a command works on.
 * @throws SplError when there is none or more than one, or it is a wildcard
 */
export function singleField(words: readonly Word[], context: Context): string {
  const [word, surplus] = words;
  if (word === undefined) throw context.error('needs the name of a field');
  if (surplus !== undefined)
    throw context.error(`does not know what "${surplus.text}" is; it takes one field`, surplus.position);
  if (!word.quoted && word.text.includes('*')) throw context.error('takes no wildcard; name the field', word.position);
  return word.text;
}

/** @throws SplError when there are any words */
export function noWords(words: readonly Word[], context: Context): void {
  const [word] = words;
  if (word !== undefined) throw context.error(`does not know what "${word.text}" is`, word.position);
}

/**
 * The number that a command is given as its only word, if it is.
 * @throws SplError on anything else
 */
export function countWord(words: readonly Word[], context: Context): number | undefined {
  const [word, surplus] = words;
  if (word === undefined) return undefined;
  const wrong = surplus ?? (/^\d+$/.test(word.text) ? undefined : word);
  if (wrong !== undefined) throw context.error(`takes one whole number, and "${wrong.text}" is not it`, wrong.position);
  return Number(word.text);
}
