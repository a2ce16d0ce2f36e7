import { asBoolean } from '../conf/stanzas';
import type { Option } from '../nodes/pipeline';
import type { Context } from './transform';
import { secondsOf } from './span';

/** The options of a command by name. */
export type Options = ReadonlyMap<string, Option>;

/**
 * The options by name.
 * @throws SplError on one that the command does not have, or that is given twice
 */
export function options(given: readonly Option[], known: readonly string[], context: Context): Options {
  const byName = new Map<string, Option>();
  for (const option of given) {
    if (!known.includes(option.name)) {
      const list = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
      throw context.error(`does not have the option "${option.name}"; ${list}`, option.position);
    }
    if (byName.has(option.name)) throw context.error(`has the option "${option.name}" twice`, option.position);
    byName.set(option.name, option);
  }
  return byName;
}

/** The value of an option as it was written; undefined where it was not given. */
export function textOption(given: Options, name: string): string | undefined {
  return given.get(name)?.value;
}

/** @throws SplError when it is neither true nor false */
export function booleanOption(given: Options, name: string, otherwise: boolean, context: Context): boolean {
  const option = given.get(name);
  if (option === undefined) return otherwise;
  const value = asBoolean(option.value);
  if (value === undefined) {
    throw context.error(`needs true or false for ${name}, not "${option.value}"`, option.position);
  }
  return value;
}

/** @throws SplError when it is no whole number of at least `least` */
export function numberOption(given: Options, name: string, otherwise: number, context: Context, least = 0): number {
  const option = given.get(name);
  if (option === undefined) return otherwise;
  if (!/^\d+$/.test(option.value) || Number(option.value) < least) {
    throw context.error(
      `needs a whole number of at least ${least} for ${name}, not "${option.value}"`,
      option.position,
    );
  }
  return Number(option.value);
}

/**
 * A length of time in seconds.
 * @throws SplError when it is none, or of months or years, which have no one length
 */
export function durationOption(given: Options, name: string, context: Context): number | undefined {
  const option = given.get(name);
  if (option === undefined) return undefined;
  const seconds = secondsOf(option.value);
  if (seconds === undefined) {
    throw context.error(`needs a time such as 60s, 5m, 2h or 1d for ${name}, not "${option.value}"`, option.position);
  }
  return seconds;
}
