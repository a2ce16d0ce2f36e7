/** What an admin may write behind `| crossaccount`. */

export interface Options {
  readonly baseline: 'none' | 'kvstore' | 'csv';
  readonly facts: boolean;
  /** Days. */
  readonly learning: number;
  /** Days. */
  readonly dormant: number;
  /** Days. */
  readonly forget: number;
  /** Distinct earlier days, 1 to 5. */
  readonly mature: number;
  /** Follow sessions back to the first principal. */
  readonly origin: boolean;
  readonly distributed: boolean;
  /** Ask splunkd for every field (`command.arg.1 = all-fields` in commands.conf), not for `_raw` and `_time` only. */
  readonly allFields: boolean;
}

type Parsed = { readonly options: Options } | { readonly error: string };

/** The options: their default, how they are written, and what to say when another value is given. */
export const OPTIONS = {
  baseline: { standard: 'none', usage: 'none|kvstore|csv', values: 'none, kvstore or csv' },
  facts: { standard: 'false', usage: '<bool>', values: 'true or false' },
  learning: { standard: '14d', usage: '<days>', values: 'a number of days such as 14d, 0 for no learning period' },
  dormant: { standard: '30d', usage: '<days>', values: 'a number of days such as 30d' },
  forget: { standard: '90d', usage: '<days>', values: 'a number of days such as 90d' },
  mature: { standard: '3', usage: '<1 to 5>', values: 'a number of days from 1 to 5' },
  origin: { standard: 'false', usage: '<bool>', values: 'true or false' },
  distributed: { standard: 'false', usage: '<bool>', values: 'true or false' },
} as const;

type OptionName = keyof typeof OPTIONS;

const MOST_DAYS = 36_500;

/** The options, or the first thing wrong with them in one sentence. */
export function parseOptions(args: readonly string[]): Parsed {
  const given = new Map<OptionName, string>();
  let allFields = false;
  for (const argument of args) {
    if (argument === 'all-fields') {
      allFields = true;
      continue;
    }
    const equals = argument.indexOf('=');
    const name = argument.slice(0, Math.max(0, equals));
    if (!isOption(name)) return { error: unknownArgument(argument, equals) };
    if (given.has(name)) return { error: `crossaccount: the option ${name} is given twice; keep one.` };
    given.set(name, argument.slice(equals + 1));
  }
  return readOptions((name) => given.get(name) ?? OPTIONS[name].standard, allFields);
}

function readOptions(text: (name: OptionName) => string, allFields: boolean): Parsed {
  const baseline = text('baseline');
  if (baseline !== 'none' && baseline !== 'kvstore' && baseline !== 'csv') return wrongValue('baseline', baseline);
  const facts = booleanIn(text('facts'));
  if (facts === undefined) return wrongValue('facts', text('facts'));
  const learning = daysIn(text('learning'));
  if (learning === undefined) return wrongValue('learning', text('learning'));
  const dormant = daysIn(text('dormant'));
  if (dormant === undefined) return wrongValue('dormant', text('dormant'));
  const forget = daysIn(text('forget'));
  if (forget === undefined) return wrongValue('forget', text('forget'));
  if (forget <= dormant) {
    return {
      error: `crossaccount: forget=${forget}d must be longer than dormant=${dormant}d, or what returns is forgotten before it is dormant.`,
    };
  }
  const mature = daysIn(text('mature'));
  if (mature === undefined || mature < 1 || mature > 5) return wrongValue('mature', text('mature'));
  const origin = booleanIn(text('origin'));
  if (origin === undefined) return wrongValue('origin', text('origin'));
  const distributed = booleanIn(text('distributed'));
  if (distributed === undefined) return wrongValue('distributed', text('distributed'));

  if (distributed && (baseline !== 'none' || origin)) {
    const other = baseline === 'none' ? 'origin=true' : `baseline=${baseline}`;
    return {
      error: `crossaccount: distributed=true only extracts, on the indexers, and does not go with ${other}; extract there, and use crossaccount a second time without distributed for the rest.`,
    };
  }
  return { options: { baseline, facts, learning, dormant, forget, mature, origin, distributed, allFields } };
}

function isOption(text: string): text is OptionName {
  return Object.hasOwn(OPTIONS, text);
}

function unknownArgument(argument: string, equals: number): string {
  const usages = Object.entries(OPTIONS).map(([name, { usage }]) => `${name}=${usage}`);
  const known = `The options are ${usages.join(', ')}.`;
  if (equals === -1) return `crossaccount: ${quoted(argument)} is not an option, which is name=value. ${known}`;
  return `crossaccount: there is no option ${quoted(argument.slice(0, equals))}. ${known}`;
}

function wrongValue(name: OptionName, value: string): { readonly error: string } {
  return { error: `crossaccount: ${name}=${shortened(value)} is wrong: ${name} is ${OPTIONS[name].values}.` };
}

/** Booleans as Splunk reads them. */
function booleanIn(text: string): boolean | undefined {
  switch (text.toLowerCase()) {
    case 't':
    case 'true':
    case '1':
      return true;
    case 'f':
    case 'false':
    case '0':
      return false;
    default:
      return undefined;
  }
}

/** `14d` or `14`. */
function daysIn(text: string): number | undefined {
  const digits = text.endsWith('d') ? text.slice(0, -1) : text;
  if (!/^[0-9]{1,5}$/.test(digits)) return undefined;
  const days = Number(digits);
  return days <= MOST_DAYS ? days : undefined;
}

function quoted(text: string): string {
  return JSON.stringify(shortened(text));
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
