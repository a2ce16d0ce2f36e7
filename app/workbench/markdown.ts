import { escapedJson, visible } from './text';

/** What Markdown or HTML could act on. */
const active = /[\\`*_[\]<>#&|~!@]|:(?=\/\/)|(?<=www)\./gi;

/** Text that stands in Markdown as it is: no markup, no links, no HTML, and nothing that a terminal acts on. */
export function plain(text: string): string {
  return visible(text).replace(active, (character) => `\\${character}`);
}

/** Text as code in a line. */
export function code(text: string): string {
  const shown = visible(text);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const space = shown.startsWith('`') || shown.endsWith('`') || shown.trim() === '' ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** JSON as a block of code, its tokens as they were written. */
export function jsonBlock(json: string): string {
  const shown = indented(json);
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${fence}json\n${shown}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+|"/gs;

/** JSON with a line for each member, every token as it stands; what is no JSON comes out in pieces, but all of it. */
function indented(json: string): string {
  let depth = 0;
  let text = '';
  let last = '';
  for (const [one] of json.matchAll(token)) {
    const closes = one === '}' || one === ']';
    const emptyPair = (last === '{' && one === '}') || (last === '[' && one === ']');
    if (closes) depth = Math.max(0, depth - 1);
    const breaks = !emptyPair && (closes || last === '{' || last === '[' || last === ',');
    text += breaks ? `\n${'  '.repeat(depth)}` : last === ':' ? ' ' : '';
    text += escapedJson(one);
    if (one === '{' || one === '[') depth += 1;
    last = one;
  }
  return text;
}
