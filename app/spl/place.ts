/** The place of an offset in a text as a person looks it up: `line 2, column 14, near "foo(bar)"`. Lines and columns count from 1. */
export function placeIn(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  const where = `line ${before.length}, column ${column}`;
  if (text.slice(position).trim() === '') return `${where}, at the end`;
  const near = /^\S{1,40}/.exec(text.slice(position))?.[0];
  return near === undefined ? where : `${where}, near ${JSON.stringify(near)}`;
}
