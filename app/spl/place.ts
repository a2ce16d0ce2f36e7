/** The place of an offset in a text as a person looks it up: `line 2, column 14`. Both count from 1. */
export function placeIn(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}
