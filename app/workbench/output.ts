import { accessSync, constants, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { gathered, writePieces } from './pieces';
import { reasonOf } from './reason';
import { UsageError, type Screen } from './shell';

/** Where the report goes. */
export interface Output {
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  write(pieces: Iterable<string>): Promise<void>;
}

/**
 * The file, or standard output without one. A file is replaced whole; that it can be is found out now, before the work.
 * @throws UsageError when the file cannot be written
 */
export function outputTo(file: string | undefined, stdout: Screen): Output {
  if (file === undefined) {
    return {
      isTerminal: stdout.isTTY === true,
      columns: stdout.columns,
      async write(pieces) {
        for (const text of gathered(pieces)) await written(stdout, text);
      },
    };
  }
  const replace = canReplace(file);
  return {
    isTerminal: false,
    columns: undefined,
    write(pieces) {
      const beside = replace ? `${file}.${process.pid}.tmp` : file;
      try {
        writePieces(beside, pieces);
        if (replace) renameSync(beside, file);
      } catch (error) {
        if (replace) rmSync(beside, { force: true });
        throw unwritable(file, error);
      }
      return Promise.resolve();
    },
  };
}

/** Whether a file is written beside and renamed; a device or pipe is written to as it is. */
function canReplace(file: string): boolean {
  try {
    const status = statSync(file, { throwIfNoEntry: false });
    if (status?.isDirectory() === true) throw new Error('it is a folder');
    if (status !== undefined && !status.isFile()) return false;
    accessSync(path.dirname(file), constants.W_OK);
    return true;
  } catch (error) {
    throw unwritable(file, error);
  }
}

function unwritable(file: string, error: unknown): UsageError {
  return new UsageError(`--out ${file} cannot be written: ${reasonOf(error)}.`);
}

/** Waits until the stream took the text; a reader that has gone is the stream's own affair. */
function written(stream: Screen, text: string): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, () => {
      resolve();
    });
  });
}
