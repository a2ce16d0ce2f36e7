import { z } from 'zod';

/** What a wrong or missing value is answered with: what belongs there. */
export const expecting = (what: string) => ({
  error: (issue: { readonly input: unknown }) =>
    issue.input === undefined ? `is missing: add ${what}` : `must be ${what}`,
});

/** A text that is not empty, or of a form; the complaint names what was expected. */
export const text = (what: string, pattern = /\S/) => z.string(expecting(what)).trim().regex(pattern, expecting(what));
export const oneOf = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, expecting(values.length === 1 ? values.join('') : `one of ${values.join(', ')}`));
export const list = <Item extends z.ZodType>(item: Item, what: string) => z.array(item, expecting(what));
export const some = <Item extends z.ZodType>(item: Item, what: string) => list(item, what).min(1, expecting(what));

export const sentence = text('text');
export const spl = text('SPL');
