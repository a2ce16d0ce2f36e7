import { parseArgs } from 'node:util';
import type { Shape } from '../../app/simulator';
import { signalNames } from './ablation';

export const usage = `Usage: npm run evaluate -- [OPTION...]

Measures what the app finds, and what it reports without need, on simulated organisations beside other detectors.

  --seed N,N,...    the organisations (as many as --seeds says, drawn and printed)
  --seeds N         how many to draw (3)
  --accounts N      accounts of each (40)
  --days N          days that each lives, of which the last 60% are measured (100)
  --volume N        records of AWS services an account and day (100)
  --without NAME    switch off this signal alone, or none; without the option each in turn
  --real FOLDER     a folder of real records, one a line in .jsonl.gz files
  --write           write docs/evidence.md
`;

export interface Options {
  readonly seeds: readonly number[];
  readonly shape: Omit<Shape, 'seed'>;
  /** `undefined`: each that some finding raises. */
  readonly without: readonly string[] | undefined;
  readonly real: string | undefined;
  readonly write: boolean;
}

/** Reads the command line. @param draw gives a seed @throws Error that says in a sentence what is wrong */
export function readOptions(argv: readonly string[], draw: () => number): Options | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string', default: '3' },
      accounts: { type: 'string', default: '40' },
      days: { type: 'string', default: '100' },
      volume: { type: 'string', default: '100' },
      without: { type: 'string' },
      real: { type: 'string' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const { without } = values;
  if (without !== undefined && without !== 'none' && !signalNames.includes(without)) {
    throw new Error(`--without ${without} is no signal; there are ${signalNames.join(', ')}.`);
  }
  return {
    seeds:
      values.seed === undefined
        ? Array.from({ length: whole('seeds', values.seeds, 1) }, draw)
        : values.seed.split(',').map((seed) => whole('seed', seed, 0)),
    shape: {
      accounts: whole('accounts', values.accounts, 12),
      days: whole('days', values.days, 40),
      volume: whole('volume', values.volume, 0),
    },
    without: without === undefined ? undefined : without === 'none' ? [] : [without],
    real: values.real,
    write: values.write,
  };
}

function whole(name: string, text: string, least: number): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(number) && number >= least) return number;
  throw new Error(`--${name} ${text} is no whole number from ${least} on.`);
}
