/**
 * A fault in a search, or in what it met: says what is wrong and what to do. `position` is the offset into the expanded SPL text
 * of the part at fault, or null when the error has no place or already names it.
 */
export class SplError extends Error {
  readonly position: number | null;

  constructor(message: string, position: number | null = null) {
    super(message);
    this.name = 'SplError';
    this.position = position;
  }

  /** This error with its place written out, for whoever holds the text: `place` is e.g. `line 2, column 14, near "foo"`. */
  at(place: string): SplError {
    return new SplError(`${this.message} (${place})`);
  }
}

/** The place of an offset in a text, as an admin would look it up: `line 2, column 14, near "foo(bar)"`. */
export function placeIn(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  const near = /^\S{0,40}/.exec(text.slice(position))?.[0] ?? '';
  const where = `line ${before.length}, column ${column}`;
  if (position >= text.length) return `${where}, at the end`;
  return near === '' ? where : `${where}, near ${JSON.stringify(near)}`;
}
