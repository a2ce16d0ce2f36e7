import { SplError } from '../error';
import type { Arguments, Pipeline } from '../nodes/pipeline';

/** The shape in which a command's arguments are read. */
export type Syntax = Arguments['syntax'];

/** The table of commands: how a command's arguments are read, or undefined for a command that does not exist. */
export type SyntaxOf = (commandName: string) => Syntax | undefined;

/**
 * Reads a search whose macros are expanded.
 *
 * @throws SplError for an unknown command or anything that is not understood; its message names the place, and `position` is null.
 */
export function parsePipeline(text: string, syntaxOf: SyntaxOf): Pipeline {
  throw new SplError(`Not written yet: ${text} ${String(syntaxOf('search'))}`, 0);
}
