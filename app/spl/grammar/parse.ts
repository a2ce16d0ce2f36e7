import peggy from 'peggy';
import { SplError } from '../error';
import type { Expression } from '../nodes/expression';
import type { Arguments, Pipeline } from '../nodes/pipeline';
import { placeIn } from '../place';
import { actions } from './actions';
import { commands } from './commands';
import { blankComments } from './comments';
import { expression } from './expression';
import { lexical } from './lexical';
import { predicate } from './predicate';

/** The shape in which a command's arguments are read. */
export type Syntax = Arguments['syntax'];

/** The table of commands: how a command's arguments are read, or undefined for a command that does not exist. */
export type SyntaxOf = (commandName: string) => Syntax | undefined;

/**
 * Reads a search whose macros are expanded. Nodes are frozen; their positions are offsets into `text`.
 *
 * @throws SplError for an unknown command or anything that is not understood; message and `place` say where
 */
export function parsePipeline(text: string, syntaxOf: SyntaxOf): Pipeline {
  const node = read(text, 'Search', syntaxOf);
  if (!isPipeline(node)) throw new Error('The grammar gave something else than a pipeline.');
  return node;
}

/**
 * Reads an eval expression by itself, as a macro with `iseval` has it.
 *
 * @throws SplError for anything that is not understood
 */
export function parseExpression(text: string): Expression {
  const node = read(text, 'LoneExpression', () => undefined);
  if (!isExpression(node)) throw new Error('The grammar gave something else than an expression.');
  return node;
}

let parser: peggy.Parser | undefined;

function read(text: string, startRule: string, syntaxOf: SyntaxOf): unknown {
  const lone = 'LoneExpression = _ @Expression _\n';
  parser ??= peggy.generate([actions, commands, predicate, expression, lexical, lone].join('\n'), {
    allowedStartRules: ['Search', 'LoneExpression'],
  });
  try {
    const node: unknown = parser.parse(blankComments(text), { startRule, syntaxOf });
    return deepFreeze(node);
  } catch (error) {
    if (!(error instanceof parser.SyntaxError)) throw error;
    const position = error.location.start.offset;
    const problem = isOwn(error) ? error.message : notUnderstood(text, position);
    throw new SplError(`${problem} (${placeIn(text, position)}).`, { position });
  }
}

/** Whether an error has a message of the grammar's own, and does not just say what the parser could have gone on with. */
function isOwn(error: { readonly expected?: unknown }): boolean {
  return !Array.isArray(error.expected);
}

function notUnderstood(text: string, position: number): string {
  const near = /^\S{1,40}/.exec(text.slice(position))?.[0];
  return near === undefined ? 'the search ends too early' : `"${near}" is not understood`;
}

function deepFreeze(node: unknown): unknown {
  if (typeof node === 'object' && node !== null && !Object.isFrozen(node)) {
    Object.freeze(node);
    for (const part of Object.values(node)) deepFreeze(part);
  }
  return node;
}

function isPipeline(node: unknown): node is Pipeline {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'pipeline';
}

function isExpression(node: unknown): node is Expression {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind !== 'pipeline';
}
