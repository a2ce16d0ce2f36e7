import { COMMANDS } from '../commands/registry';
import { customCommand } from '../commands/custom';
import { commandDefinition } from '../conf/app';
import type { AppConf } from '../conf/app';
import { SplError } from '../error';
import { parsePipeline, type SyntaxOf } from '../grammar/parse';
import type { Command, Pipeline } from '../nodes/pipeline';
import { placeIn } from '../place';
import { takeBounds } from './bounds';
import type { CommandDefinition, Context, Rows, Search, Transform } from './transform';

/** The command of that name: built in, or a custom one of the app; undefined if there is none. */
export function findCommand(app: AppConf, name: string): CommandDefinition | undefined {
  const builtIn = COMMANDS.get(name);
  if (builtIn !== undefined) return builtIn;
  const custom = commandDefinition(app, name);
  return custom === undefined ? undefined : customCommand(custom);
}

/** How the arguments of a command are written; undefined for an unknown command. */
export function syntaxIn(app: AppConf): SyntaxOf {
  return (name) => findCommand(app, name)?.syntax;
}

/** Searches by their text, of apps by their commands: a saved search is often run many times, and looked at before. */
const pipelines = new WeakMap<AppConf['commands'], Map<string, Pipeline>>();

/**
 * Reads a search whose macros are expanded, once for the commands of an app.
 * @throws SplError for an unknown command or anything that is not understood
 */
export function pipelineOf(app: AppConf, text: string): Pipeline {
  const known = pipelines.get(app.commands) ?? new Map<string, Pipeline>();
  pipelines.set(app.commands, known);
  const pipeline = known.get(text) ?? parsePipeline(text, syntaxIn(app));
  known.set(text, pipeline);
  return pipeline;
}

/**
 * Makes a pipeline ready: every command has checked its arguments when this returns. Each call of the result runs it anew.
 * @throws SplError when a command cannot be run
 */
export function planPipeline(pipeline: Pipeline, search: Search): () => Rows {
  const transform = planCommands(pipeline.commands, withOwnBounds(pipeline, search), true);
  return () => transform(nothing());
}

/** The search as its commands see it: in the time range that it names itself, if it does. Its subsearches keep the other. */
function withOwnBounds({ commands: [first] }: Pipeline, search: Search): Search {
  if (first === undefined) return search;
  const written = first.arguments;
  const predicate =
    written.syntax === 'predicate' ? written.predicate : written.syntax === 'tstats' ? written.where : undefined;
  if (predicate === undefined) return search;
  const { bounds } = takeBounds(predicate, contextOf(first, [], true, search));
  return { ...search, earliest: bounds.earliest ?? search.earliest, latest: bounds.latest ?? search.latest };
}

/**
 * Makes commands ready, one after the other.
 * @param begins whether the first of them is the first of its pipeline
 * @throws SplError when a command cannot be run
 */
export function planCommands(commands: readonly Command[], search: Search, begins: boolean): Transform {
  const transforms = commands.map((command, at) => {
    const first = begins && at === 0;
    const context = contextOf(command, commands.slice(at + 1), first, search);
    const definition = findCommand(search.app, command.name);
    if (definition === undefined) throw context.error('is no command that the local engine or the app has');
    if (first && definition.begins === 'never') {
      throw context.error('cannot begin a search; begin with search, inputlookup, makeresults or tstats');
    }
    if (!first && definition.begins === 'must') throw context.error('must be first in its pipeline');
    return placed(context, definition);
  });
  return (input) => transforms.reduce<Rows>((rows, transform) => transform(rows), input);
}

/** The command's transform; what it does not place itself (an expression, a table) is told with its place. */
function placed(context: Context, definition: CommandDefinition): Transform {
  const transform = withPlace(context, () => definition.start(context));
  return async function* (input) {
    try {
      yield* transform(input);
    } catch (error) {
      throw at(context, error);
    }
  };
}

function withPlace<T>(context: Context, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw at(context, error);
  }
}

function at(context: Context, error: unknown): unknown {
  if (!(error instanceof SplError) || error.place.command !== undefined) return error;
  const { name, position } = context.command;
  const sentence = `${name}: ${error.message.replace(/\.$/, '')}`;
  return sentenceAt(sentence, error.place.position ?? position, name, context.search);
}

async function* nothing(): Rows {
  // A pipeline's first command has no input.
}

function contextOf(command: Command, following: readonly Command[], first: boolean, search: Search): Context {
  const { name } = command;
  return {
    search,
    command,
    first,
    following,
    error: (message, position = command.position) => sentenceAt(`${name} ${message}`, position, name, search),
  };
}

function sentenceAt(sentence: string, position: number, command: string, search: Search): SplError {
  const { savedSearch } = search;
  const place = { position, command, ...(savedSearch === undefined ? {} : { search: savedSearch }) };
  return new SplError(`${sentence} (${whereIs(search, position)}).`, place);
}

function whereIs({ text, savedSearch }: Search, position: number): string {
  return `${placeIn(text, position)}${savedSearch === undefined ? '' : ` of the search "${savedSearch}"`}`;
}
