import { closeSync, openSync, writeFileSync } from 'node:fs';

const pieceLength = 64 * 1024;

/** Writes a file of text that comes in pieces, so that it need not be in memory as a whole. */
export function writePieces(file: string, pieces: Iterable<string>): void {
  const handle = openSync(file, 'w');
  try {
    for (const text of gathered(pieces)) writeFileSync(handle, text);
  } finally {
    closeSync(handle);
  }
}

/** The same text in larger pieces. */
export function* gathered(pieces: Iterable<string>): Generator<string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < pieceLength) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
