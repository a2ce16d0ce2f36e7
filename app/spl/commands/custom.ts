import type { CommandDefinition as Program } from '../conf/app';
import { argumentsOf } from '../process/request';
import { runCommand } from '../process/run';
import { command } from '../runtime/transform';
import type { CommandDefinition, Context, Rows } from '../runtime/transform';

/** A custom command of the app: its program is started and gets its options as they were written, and reads them itself. */
export function customCommand(program: Program): CommandDefinition {
  return command('words', 'never', (written, context) => {
    const args = argumentsOf(written.options, written.words);
    const ask = (input: Rows, within: Context): Rows => runCommand(program, args, input, within);
    const { answers } = context.search;
    return (input) =>
      answers === undefined
        ? ask(input, context)
        : answers.of({ name: program.name, args: args.args }, input, context, ask);
  });
}
