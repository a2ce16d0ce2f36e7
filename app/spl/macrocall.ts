/** A macro as it is called in SPL, between backticks. */
export interface MacroCall {
  /** Offsets of the opening backtick, and behind the closing one. */
  readonly start: number;
  readonly end: number;
  /** What stands between the backticks. */
  readonly written: string;
}

const COMMENT = '```';

/**
 * The calls in SPL, in order. Backticks in quoted values are text (Knowledge Manager Manual, search macros), and three of them
 * begin and end a comment. A call that is not closed is undefined in the list, with its offset.
 */
export function findCalls(spl: string): {
  readonly calls: readonly MacroCall[];
  readonly unclosed: number | undefined;
} {
  const calls: MacroCall[] = [];
  let at = 0;
  while (at < spl.length) {
    if (spl[at] === '\\') at += 2;
    else if (spl[at] === '"') at = afterQuotes(spl, at);
    else if (spl.startsWith(COMMENT, at)) at = afterComment(spl, at);
    else if (spl[at] === '`') {
      const end = closingBacktick(spl, at);
      if (end === undefined) return { calls, unclosed: at };
      calls.push({ start: at, end: end + 1, written: spl.slice(at + 1, end) });
      at = end + 1;
    } else at += 1;
  }
  return { calls, unclosed: undefined };
}

/** The name in a call, and its arguments as written. */
export interface Called {
  readonly name: string;
  readonly args: readonly string[];
}

/**
 * Reads `name` or `name(a, "b, c")`. An argument in quotes is what stands in them, `\"` in it a quote; any other backslash stays.
 * Undefined for anything else, such as `name()` or an argument with parentheses that hold a comma but no quotes around it.
 */
export function readCall(written: string): Called | undefined {
  const [, name, list] = /^\s*([\w.:-]+)\s*(?:\((.*)\))?\s*$/s.exec(written) ?? [];
  if (name === undefined) return undefined;
  if (list === undefined) return { name, args: [] };
  const args = splitArguments(list).map(argumentIn);
  return args.every((arg) => arg !== undefined) ? { name, args } : undefined;
}

function splitArguments(list: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let at = 0;
  while (at < list.length) {
    if (list[at] === '\\') at += 2;
    else if (list[at] === '"') at = afterQuotes(list, at);
    else {
      if (list[at] === ',') {
        parts.push(list.slice(start, at));
        start = at + 1;
      }
      at += 1;
    }
  }
  return [...parts, list.slice(start)];
}

function argumentIn(part: string): string | undefined {
  const text = part.trim();
  if (text === '') return undefined;
  if (text.startsWith('"')) {
    return afterQuotes(text, 0) === text.length && /[^\\](?:\\\\)*"$/.test(text)
      ? text.slice(1, -1).replaceAll('\\"', '"')
      : undefined;
  }
  return text.split('(').length === text.split(')').length ? text : undefined;
}

function closingBacktick(spl: string, start: number): number | undefined {
  let at = start + 1;
  while (at < spl.length && spl[at] !== '`') at = spl[at] === '"' ? afterQuotes(spl, at) : at + 1;
  return at < spl.length ? at : undefined;
}

/** Behind the quotes that begin here; the end of the text where they are not closed, which the grammar will tell. */
function afterQuotes(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}

function afterComment(spl: string, start: number): number {
  const end = spl.indexOf(COMMENT, start + COMMENT.length);
  return end === -1 ? spl.length : end + COMMENT.length;
}
