import type { AppConf } from './conf/app';
import { asBoolean } from './conf/stanzas';
import { SplError } from './error';
import { findCalls, readCall } from './macrocall';
import type { Called, MacroCall } from './macrocall';
import { placeIn } from './place';
import type { Result } from './value';

/** A macro (macros.conf). */
export interface MacroDefinition {
  readonly name: string;
  /** The names of its arguments; `$name$` in the definition stands for one. */
  readonly args: readonly string[];
  readonly definition: string;
  /** Whether the definition is an eval expression whose text is what the macro stands for. */
  readonly isEval?: boolean;
  /** An eval expression on the arguments that says whether they are right. */
  readonly validation?: string;
  readonly errorMessage?: string;
}

/** The macro of that name and number of arguments; undefined if there is none. */
export type MacroLookup = (name: string, argumentCount: number) => MacroDefinition | undefined;

/** Evaluates an eval expression that uses no fields. */
export type Evaluate = (expression: string) => Result;

/** limits.conf, [search] max_macro_depth. */
const MAXIMUM_DEPTH = 100;

/**
 * Puts the definitions of macros in the place of their calls, also in subsearches and in definitions themselves.
 *
 * @param evaluate what macros with `iseval` or `validation` are evaluated by; without it they are refused
 * @throws SplError for a macro that does not exist (as `name(2)`, with its place), arguments that it refuses, a call that is not
 *   understood, or macros nested more than 100 deep
 */
export function expandMacros(spl: string, lookup: MacroLookup, evaluate?: Evaluate): string {
  return expand(spl, { lookup, evaluate, through: [], position: 0 });
}

/**
 * The macro of the app's macros.conf; of two names alike the number of arguments decides.
 * @throws SplError when its stanza is malformed
 */
export function macroDefinition(app: AppConf, name: string, argumentCount: number): MacroDefinition | undefined {
  const stanza = signature(name, argumentCount);
  const settings = app.macros.get(stanza);
  if (settings === undefined) return undefined;
  const wrong = (what: string): SplError => new SplError(`The macro "${stanza}" in macros.conf ${what}.`);
  const definition = settings.get('definition');
  if (definition === undefined) throw wrong('has no definition');
  const args = (settings.get('args') ?? '')
    .split(',')
    .map((arg) => arg.trim())
    .filter((arg) => arg !== '');
  if (args.length !== argumentCount) throw wrong(`must name ${argumentCount} arguments in args, not ${args.length}`);
  const isEval = asBoolean(settings.get('iseval') ?? 'false');
  if (isEval === undefined) throw wrong('must say true or false for iseval');
  const validation = settings.get('validation') ?? '';
  const errorMessage = settings.get('errormsg') ?? '';
  return {
    name,
    args,
    definition,
    isEval,
    ...(validation === '' ? {} : { validation }),
    ...(errorMessage === '' ? {} : { errorMessage }),
  };
}

/** `expandMacros` with the macros of an app. */
export function expandMacrosOf(app: AppConf, spl: string, evaluate?: Evaluate): string {
  return expandMacros(spl, (name, argumentCount) => macroDefinition(app, name, argumentCount), evaluate);
}

interface Surroundings {
  readonly lookup: MacroLookup;
  readonly evaluate: Evaluate | undefined;
  /** The macros whose definition this is, outermost first. */
  readonly through: readonly string[];
  /** Offset of the outermost call in the SPL as written. */
  readonly position: number;
}

function expand(spl: string, around: Surroundings): string {
  const { calls, unclosed } = findCalls(spl);
  if (unclosed !== undefined) throw refusal('A macro has no closing backtick', spl, unclosed, around);
  let text = '';
  let copied = 0;
  for (const call of calls) {
    const position = around.through.length === 0 ? call.start : around.position;
    text += spl.slice(copied, call.start) + expandCall(spl, call, { ...around, position });
    copied = call.end;
  }
  return text + spl.slice(copied);
}

function expandCall(spl: string, call: MacroCall, around: Surroundings): string {
  const refuse = (message: string): SplError => refusal(message, spl, call.start, around);
  const called = readCall(call.written);
  if (called === undefined) {
    throw refuse(`\`${call.written}\` is no call of a macro; write \`name\` or \`name("first","second")\``);
  }
  const macro = around.lookup(called.name, called.args.length);
  if (macro === undefined) throw refuse(missing(called, around.lookup));
  const name = signature(called.name, called.args.length);
  const { through, evaluate } = around;
  if (through.length >= MAXIMUM_DEPTH) {
    throw refuse(`The macro "${name}" comes back to itself, or macros are nested more than ${MAXIMUM_DEPTH} deep`);
  }
  const values = argumentValues(called, macro, refuse);
  const evaluated = (setting: string, expression: string): Result => {
    if (evaluate === undefined) throw refuse(`The macro "${name}" has ${setting}, which cannot be evaluated here`);
    return evaluate(expression);
  };
  const inside: Surroundings = { ...around, through: [...through, name] };
  const ready = (written: string): string => expand(substituted(written, values), inside);
  if (macro.validation !== undefined) {
    const problem = problemIn(evaluated('validation', ready(macro.validation)), macro);
    if (problem !== undefined) throw refuse(`The macro "${name}" refuses its arguments: ${problem}`);
  }
  const expanded = ready(macro.definition);
  if (macro.isEval !== true) return expanded;
  const result = evaluated('iseval', expanded);
  if (typeof result !== 'string') throw refuse(`The macro "${name}" has iseval, but its definition gives no text`);
  return expand(result, inside);
}

/** The arguments by name: in order, or all of them as `name=value` (Knowledge Manager Manual, search macro examples). */
function argumentValues(
  { name, args }: Called,
  macro: MacroDefinition,
  refuse: (message: string) => SplError,
): ReadonlyMap<string, string> {
  const keyed = args.map((arg) => {
    const [, key = '', value = ''] = /^([^=\s]+)=(.*)$/s.exec(arg) ?? [];
    return macro.args.includes(key) ? ([key, value] as const) : undefined;
  });
  const named = new Map(keyed.filter((pair) => pair !== undefined));
  if (keyed.every((pair) => pair === undefined)) return new Map(macro.args.map((arg, at) => [arg, args[at] ?? '']));
  if (named.size !== args.length) {
    throw refuse(
      `The macro "${signature(name, args.length)}" needs all of its arguments by name (${macro.args.join(', ')}), or none`,
    );
  }
  return named;
}

function substituted(text: string, values: ReadonlyMap<string, string>): string {
  if (values.size === 0) return text;
  const names = [...values.keys()].map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return text.replace(new RegExp(`\\$(${names.join('|')})\\$`, 'g'), (_, name: string) => values.get(name) ?? '');
}

/**
 * macros.conf.spec, validation: a condition must be true; an expression that gives a text gives null where all is well. Null alone
 * does not tell which of the two it is, so the function in front decides.
 */
function problemIn(result: Result, { errorMessage, validation = '' }: MacroDefinition): string | undefined {
  if (result === true || (result === null && /^\s*(validate|case|if|coalesce|nullif|null)\s*\(/i.test(validation))) {
    return undefined;
  }
  if (result === false || result === null) return errorMessage ?? 'its validation fails';
  return typeof result === 'object' ? result.join(' ') : String(result);
}

function missing({ name, args }: Called, lookup: MacroLookup): string {
  const others = Array.from({ length: 10 }, (_, count) => count).filter((count) => lookup(name, count) !== undefined);
  const remedy =
    others.length === 0
      ? 'define it in macros.conf or correct its name'
      : `there is ${others.map((count) => `"${signature(name, count)}"`).join(' and ')}`;
  return `The macro "${signature(name, args.length)}" does not exist; ${remedy}`;
}

/** A macro as macros.conf names it. */
function signature(name: string, argumentCount: number): string {
  return argumentCount === 0 ? name : `${name}(${argumentCount})`;
}

function refusal(message: string, spl: string, offset: number, { through, position }: Surroundings): SplError {
  const inside = through.length === 0 ? '' : ` of the definition of "${through.slice(-3).join('" in "')}"`;
  return new SplError(`${message} (${placeIn(spl, offset)}${inside}).`, {
    position: through.length === 0 ? offset : position,
  });
}
