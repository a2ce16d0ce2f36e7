import { asText } from '../value';
import type { Scalar } from '../value';

/** Tells the place of the first value that a pattern matches; -1 where none does. */
export type Finder = (values: readonly Scalar[]) => number;

/** `^word$`, `^(word|word)$`, and the same with `\z`. */
const WHOLE_WORDS = /^\^(?:([\w-]*)|\(([\w-]*(?:\|[\w-]*)*)\))(\$|\\z)$/;

/**
 * Finds values by a pattern. One for whole words is looked up, which finds as its regular expression does: searches ask for a key
 * of each row in the list that all rows share, and there may be thousands of both.
 * @param regex the pattern's regular expression, made when it is needed
 */
export function finderOf(pattern: string, regex: () => RegExp): Finder {
  const [, word, words, end] = WHOLE_WORDS.exec(pattern) ?? [];
  if (end === undefined) {
    const made = regex();
    return (values) => values.findIndex((value) => made.test(asText(value)));
  }
  const whole = words === undefined ? [word ?? ''] : words.split('|');
  // PCRE's `$` matches before a line's end at the end, too.
  const texts = end === '$' ? whole.flatMap((text) => [text, `${text}\n`]) : whole;
  return (values) => {
    const places = placesIn(values);
    const found = texts.flatMap((text) => places.get(text) ?? []);
    return found.length === 0 ? -1 : Math.min(...found);
  };
}

/** Values are never changed in place, so a list that is met again has the same. */
const known = new WeakMap<readonly Scalar[], ReadonlyMap<string, number>>();
const FEW = 8;

function placesIn(values: readonly Scalar[]): ReadonlyMap<string, number> {
  const places = known.get(values) ?? firstPlaces(values);
  if (values.length > FEW) known.set(values, places);
  return places;
}

function firstPlaces(values: readonly Scalar[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [at, value] of values.entries()) {
    const text = asText(value);
    if (!places.has(text)) places.set(text, at);
  }
  return places;
}
