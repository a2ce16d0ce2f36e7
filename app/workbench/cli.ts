import { SplError } from '../spl';
import { parseArguments } from './arguments';
import { help } from './help';
import { hunt } from './hunt';
import { versionOf } from './program';
import { exitCodes, UsageError, type Shell } from './shell';
import { visible } from './text';

/**
 * Runs the workbench and returns the exit code. Findings go to standard output, everything else, one line a thing, to standard
 * error.
 * @param argv the words after the program's name
 */
export async function main(argv: readonly string[], shell: Shell): Promise<number> {
  const say = (line: string): void => {
    shell.stderr.write(`${visible(line)}\n`);
  };
  const asked = parseArguments(argv);
  if ('wrong' in asked) {
    say(asked.wrong);
    return exitCodes.unusable;
  }
  if ('show' in asked) {
    shell.stdout.write(asked.show === 'help' ? help : `${versionOf(shell)}\n`);
    return exitCodes.done;
  }
  try {
    return await hunt(asked.run, shell, say);
  } catch (error) {
    if (error instanceof UsageError) {
      say(error.message);
      return exitCodes.unusable;
    }
    if (error instanceof SplError) {
      say(error.message);
      return exitCodes.failed;
    }
    throw error;
  }
}
