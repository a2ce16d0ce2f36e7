import path from 'node:path';
import { readOptions, simulate, usage, writeSimulation } from '../app/simulator';

/** Writes a simulation as the command line asks; what is wrong with it, or with the folder, is a sentence on standard error. */
function main(argv: readonly string[]): number {
  try {
    const options = readOptions(argv);
    if (options === 'help') {
      process.stdout.write(usage);
      return 0;
    }
    const simulation = simulate(options.shape, options.scenarios);
    const { files, records } = writeSimulation(options.out, simulation);
    const attacks = simulation.labels.filter(({ kind }) => kind === 'attack').length;
    process.stdout.write(
      `${records} records in ${files} files, ${attacks} attacks and ${simulation.labels.length - attacks} benign twins: ` +
        `${path.join(options.out, 'labels.json')}\n` +
        `Hunt them: npm start -- ${path.join(options.out, 'AWSLogs')} --work ${path.join(options.out, 'tables')}\n`,
    );
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
