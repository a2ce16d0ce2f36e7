import { createReadStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import type { RecordHead } from './leap';
import { reasonOf } from './reason';
import { RecordSplitter, type Found } from './records';
import type { Place } from './structure';

/** What became of one file. */
export interface FileReport {
  /** Records handed on whole. */
  readonly records: number;
  /** Records that could not be handed on, by reason. */
  readonly lost: ReadonlyMap<string, number>;
  /** Where reading stumbled, in order. */
  readonly faults: readonly { readonly at: Place | undefined; readonly reason: string }[];
}

export interface Reader {
  /** Takes a record's exact bytes, which may be overwritten after the call, and its head where that is known already. */
  record(bytes: Buffer, head: RecordHead | undefined): void;
  /** Bytes of the file read so far, before decompression. */
  progress(bytes: number): void;
}

const pieceBytes = 256 * 1024;
const unzippedBytes = 64 * 1024;
const smallestBlock = 64;

/**
 * Reads a file of CloudTrail records, gzip or not (told by its first two bytes), and hands on each record. Never throws for what
 * stands in the file: what is broken is reported, and the records before it count.
 */
export async function readRecords(file: string, reader: Reader): Promise<FileReport> {
  const splitter = new RecordSplitter();
  const faults: { at: Place | undefined; reason: string }[] = [];
  const lost = new Map<string, number>();
  let records = 0;
  let broken = false;

  const take = (found: readonly Found[]): void => {
    for (const one of found) {
      if (one.kind === 'record') {
        records++;
        reader.record(one.bytes, one.head);
        continue;
      }
      const reason = one.kind === 'skip' ? 'not an object' : 'broken off or too large';
      if (one.kind === 'skip' || one.inRecord) lost.set(reason, (lost.get(reason) ?? 0) + 1);
      // The gzip stream's own complaint says all that the missing end of the last record could say.
      if (one.kind === 'fault' && !broken) faults.push({ at: one.at, reason: one.reason });
    }
  };

  let bytes = 0;
  let line = 1;
  const problem = await unpack(file, reader, (piece) => {
    bytes += piece.length;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, end + 1)) line++;
    take(splitter.push(piece));
  });
  if (problem !== undefined) {
    broken = true;
    const at = bytes > 0 ? { byte: bytes, line } : undefined;
    faults.push({ at, reason: bytes > 0 ? `${problem}; what came before was read` : problem });
  }
  take(splitter.end());
  return { records, lost, faults };
}

/**
 * Gives `sink` the bytes of the file, unzipped; returns what went wrong, if anything. When the data is damaged, zlib keeps back what it
 * had unzipped of its last block: a second pass with the smallest blocks fetches that too.
 */
async function unpack(file: string, reader: Reader, sink: (piece: Buffer) => void): Promise<string | undefined> {
  let given = 0;
  const problem = await pour(file, unzippedBytes, reader, (piece) => {
    given += piece.length;
    sink(piece);
  });
  if (problem?.damaged !== true) return problem?.reason;
  let toSkip = given;
  await pour(file, smallestBlock, reader, (piece) => {
    const known = Math.min(toSkip, piece.length);
    toSkip -= known;
    if (known < piece.length) sink(piece.subarray(known));
  });
  return problem.reason;
}

async function pour(
  file: string,
  block: number,
  reader: Reader,
  sink: (piece: Buffer) => void,
): Promise<{ readonly reason: string; readonly damaged: boolean } | undefined> {
  let unzip: Unzipper | undefined;
  let read = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: pieceBytes })) {
      const piece: unknown = chunk;
      if (!Buffer.isBuffer(piece)) continue;
      if (read === 0 && piece[0] === 0x1f && piece[1] === 0x8b) unzip = new Unzipper(block, sink);
      read += piece.length;
      if (unzip === undefined) sink(piece);
      else await unzip.write(piece);
      reader.progress(read);
    }
    await unzip?.end();
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'Z_BUF_ERROR') return { reason: 'the gzip data ends too early', damaged: false };
    if (typeof code === 'string' && code.startsWith('Z_')) {
      return { reason: `the gzip data is damaged (${reasonOf(error)})`, damaged: true };
    }
    return { reason: reasonOf(error), damaged: false };
  }
}

/** A gunzip stream; data is taken as it comes, so that none waits in the stream when an error ends it. */
class Unzipper {
  readonly #stream: Gunzip;
  /** An error ends the stream without answering the write at hand. */
  readonly #failed: Promise<never>;

  public constructor(block: number, sink: (piece: Buffer) => void) {
    const stream = createGunzip({ chunkSize: block });
    stream.on('data', sink);
    this.#failed = new Promise((_, reject) => stream.once('error', reject));
    this.#failed.catch(() => undefined);
    this.#stream = stream;
  }

  public async write(piece: Buffer): Promise<void> {
    const taken = new Promise<void>((resolve) => {
      this.#stream.write(piece, () => {
        resolve();
      });
    });
    await Promise.race([taken, this.#failed]);
  }

  public async end(): Promise<void> {
    this.#stream.end();
    await finished(this.#stream);
  }
}
