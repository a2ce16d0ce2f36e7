import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { keptProcesses, startProcess, type Asked, type KeptProcesses, type StartProcess } from '../spl';
import { baselineTable } from './layers';

const command = 'crossaccount';

/**
 * The command's processes of a run, and the baseline that they see. What the command says of a row depends on the row, on its
 * options, and, with a baseline, on the tables as they are when its first row comes. So one process without a baseline serves the
 * whole run, and one with a baseline all searches until the baseline changes.
 */
export class Commands {
  public readonly start: StartProcess;
  readonly #file: string;
  readonly #kept: KeptProcesses;
  /** Processes that have served their day; what is wrong with their end is told when the run ends. */
  readonly #ending: Promise<PromiseSettledResult<void>[]>[] = [];
  #shown: string | undefined;
  #version = 0;

  /** @param folder where the command finds its tables */
  public constructor(folder: string) {
    this.#file = path.join(folder, `${baselineTable}.csv`);
    this.#kept = keptProcesses(startProcess, (asked) => kindOf(asked, this.#version));
    this.start = this.#kept.start;
  }

  /** No search at hand needs the baseline that was shown; processes for the next one are started while others work. */
  public turnPage(): void {
    this.#version++;
    this.#ending.push(Promise.allSettled([this.#kept.end('outdated')]));
    this.#kept.prepare();
  }

  /** Shows the baseline that the next rows are judged by. */
  public show(csv: string): void {
    if (csv !== this.#shown) writeFileSync(this.#file, csv);
    this.#shown = csv;
  }

  /**
   * Waits until all have ended.
   * @throws SplError when one ended badly
   */
  public async end(): Promise<void> {
    this.#ending.push(Promise.allSettled([this.#kept.end('all')]));
    for (const ended of (await Promise.all(this.#ending)).flat()) if (ended.status === 'rejected') throw ended.reason;
  }

  /** Ends them when the run has failed. */
  public kill(): void {
    this.#kept.kill();
  }
}

function kindOf({ command: name, args }: Asked, version: number): string | undefined {
  if (name !== command) return undefined;
  const reads = args.some((argument) => argument.startsWith('baseline=') && argument !== 'baseline=none');
  return `${reads ? version : ''} ${JSON.stringify(args)}`;
}
