import { parseArgs } from 'node:util';
import type { Shape } from './organisation';
import type { Scenario } from './scenario';
import { scenarios } from './scenarios';

export const usage = `Usage: npm run simulate -- [OPTION...]

Lets an AWS organisation live for a while and writes what its trails would hold.

  --accounts N      accounts of the organisation, 12 or more (40)
  --days N          days that it lives (100)
  --seed N          the same seed, the same bytes (7)
  --volume N        records of AWS services an account and day (100)
  --scenarios WHICH all, none, or names joined by commas (all)
  --out FOLDER      where AWSLogs/, tables/ and labels.json go (work/simulation)

Scenarios, each an attack and its benign twin: ${scenarios.map(({ name }) => name).join(', ')}.
`;

export interface Options {
  readonly shape: Shape;
  readonly scenarios: readonly Scenario[];
  readonly out: string;
}

/** Reads the command line. @throws Error that says in a sentence what is wrong with it */
export function readOptions(argv: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      accounts: { type: 'string', default: '40' },
      days: { type: 'string', default: '100' },
      seed: { type: 'string', default: '7' },
      volume: { type: 'string', default: '100' },
      scenarios: { type: 'string', default: 'all' },
      out: { type: 'string', default: 'work/simulation' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.out === '') throw new Error('--out is empty; give it a folder.');
  return {
    shape: {
      accounts: whole('accounts', values.accounts, 12, 400),
      days: whole('days', values.days, 1, 1000),
      seed: whole('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
      volume: whole('volume', values.volume, 0, 10_000),
    },
    scenarios: scenariosNamed(values.scenarios),
    out: values.out,
  };
}

/** @throws Error on a name that no scenario has */
export function scenariosNamed(which: string): readonly Scenario[] {
  if (which === 'all') return scenarios;
  if (which === 'none') return [];
  return which.split(',').map((name) => {
    const found = scenarios.find((scenario) => scenario.name === name.trim());
    if (found !== undefined) return found;
    throw new Error(
      `--scenarios ${name.trim()} is none of all, none, ${scenarios.map((scenario) => scenario.name).join(', ')}.`,
    );
  });
}

function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Error(`--${name} ${text} is no whole number from ${least} to ${most}.`);
}
