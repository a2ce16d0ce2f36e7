import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Pieces of a file from its beginning on, each read when its turn has come. A driver that holds a stream in memory takes tens of
 * milliseconds longer to start a program, as the system copies what it knows of that memory: more than the program itself takes
 * to answer.
 * @param {string} file
 * @param {readonly number[]} lengths in bytes
 */
export function* chunksOf(file, lengths) {
  const opened = openSync(file, 'r');
  try {
    for (const length of lengths) {
      const bytes = Buffer.allocUnsafe(length);
      for (let at = 0; at < length;) at += readSync(opened, bytes, at, length - at, null);
      yield bytes;
    }
  } finally {
    closeSync(opened);
  }
}
