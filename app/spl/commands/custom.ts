import type { CommandDefinition as Program } from '../conf/app';
import { argumentsOf } from '../process/request';
import { runCommand } from '../process/run';
import { command } from '../runtime/transform';
import type { CommandDefinition } from '../runtime/transform';

/** A custom command of the app: its program is started and gets its options as they were written, and reads them itself. */
export function customCommand(program: Program): CommandDefinition {
  return command('words', 'never', (written, context) => {
    const args = argumentsOf(written.options, written.words);
    return (input) => runCommand(program, args, input, context);
  });
}
