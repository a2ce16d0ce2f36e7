import { SplError } from '../error';
import { placeIn } from '../place';

const FENCE = '```';

/**
 * The text with its comments, which stand between triple backticks, turned into blanks; every offset stays what it was.
 *
 * @throws SplError for a comment that is not closed
 */
export function blankComments(text: string): string {
  if (!text.includes(FENCE)) return text;
  let out = '';
  let at = 0;
  while (at < text.length) {
    const end = endOfPart(text, at);
    const part = text.slice(at, end);
    out += part.startsWith(FENCE) ? part.replace(/[^\n]/g, ' ') : part;
    at = end;
  }
  return out;
}

/** The end of the string, the comment or the plain text that begins at an offset. */
function endOfPart(text: string, at: number): number {
  if (text.startsWith(FENCE, at)) return endOfComment(text, at);
  if (text[at] === '"') return endOfString(text, at);
  const next = text.slice(at).search(/"|```/);
  return next === -1 ? text.length : at + next;
}

/**
 * The offset behind a comment that begins at `at`.
 *
 * @throws SplError when it is not closed
 */
export function endOfComment(text: string, at: number): number {
  const end = text.indexOf(FENCE, at + FENCE.length);
  if (end === -1) {
    throw new SplError(`a comment is opened and not closed with three backticks (${placeIn(text, at)}).`, {
      position: at,
    });
  }
  return end + FENCE.length;
}

/** The offset behind a quoted string that begins at `at`, or the end of the text if it is not closed. */
export function endOfString(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === '"') return end + 1;
  }
  return text.length;
}
