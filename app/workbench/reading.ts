import { open } from 'node:fs/promises';
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
  /** Where reading ended before the file did, else where it stumbled first; and how often in all. */
  readonly fault: Fault | undefined;
  readonly faults: number;
}

export interface Fault {
  readonly at: Place | undefined;
  readonly reason: string;
}

export interface Reader {
  /** Takes a record's exact bytes, which may be overwritten after the call, and its head where that is known already. */
  record(bytes: Buffer, head: RecordHead | undefined): void;
  /** Bytes of the file read so far, before decompression. */
  progress(bytes: number): void;
}

const pieceBytes = 256 * 1024;
const zippedBytes = 16 * 1024;
const unzippedBytes = 64 * 1024;

/**
 * Gzip data that grows beyond both is no CloudTrail: the two random identifiers in each record of one or two kilobytes cannot
 * be packed into less than a fiftieth of it.
 */
const mostUnzipped = 256 * 1024 * 1024;
const mostGrowth = 200;

/**
 * Reads a file of CloudTrail records, gzip or not (told by its first two bytes), and hands on each record. Never throws for what
 * stands in the file: what is broken is reported, and the records before it count. Of a file that grows meanwhile, what it held when
 * it was opened is read. What `reader` throws ends the reading.
 */
export async function readRecords(file: string, reader: Reader): Promise<FileReport> {
  const splitter = new RecordSplitter();
  let fault: Fault | undefined;
  let faults = 0;
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
      if (one.kind !== 'fault' || broken) continue;
      fault ??= { at: one.at, reason: one.reason };
      faults++;
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
    fault = { at, reason: bytes > 0 ? `${problem}; what came before was read` : problem };
    faults++;
  }
  take(splitter.end());
  return { records, lost, fault, faults };
}

/**
 * Gives `sink` the bytes of the file, unzipped; returns what went wrong, if anything. When the data is damaged, zlib keeps back what it
 * had unzipped of the piece that it was given last: a second pass gives it that piece byte by byte.
 */
async function unpack(file: string, reader: Reader, sink: (piece: Buffer) => void): Promise<string | undefined> {
  let given = 0;
  const problem = await pour(file, Infinity, reader, (piece) => {
    given += piece.length;
    sink(piece);
  });
  if (problem?.damagedFrom === undefined) return problem?.reason;
  let toSkip = given;
  await pour(file, problem.damagedFrom, reader, (piece) => {
    const known = Math.min(toSkip, piece.length);
    toSkip -= known;
    if (known < piece.length) sink(piece.subarray(known));
  });
  return problem.reason;
}

interface Problem {
  readonly reason: string;
  /** Of damaged gzip data: where the piece begins in which the damage lies. */
  readonly damagedFrom?: number;
}

async function pour(
  file: string,
  singlyFrom: number,
  reader: Reader,
  sink: (piece: Buffer) => void,
): Promise<Problem | undefined> {
  let unzip: Unzipper | undefined;
  let read = 0;
  let written = 0;
  try {
    for await (const piece of piecesOf(file)) {
      if (read === 0 && piece[0] === 0x1f && piece[1] === 0x8b) unzip = new Unzipper(sink);
      read += piece.length;
      if (unzip === undefined) sink(piece);
      else {
        while (written < read) {
          const from = written - read + piece.length;
          const part = piece.subarray(from, from + (written < singlyFrom ? zippedBytes : 1));
          await unzip.write(part);
          written += part.length;
          if (unzip.given > Math.max(mostUnzipped, mostGrowth * written)) {
            unzip.abandon();
            return {
              reason: `the gzip data unzips to more than ${mostGrowth} times its size, which no CloudTrail does`,
            };
          }
        }
      }
      reader.progress(read);
    }
    await unzip?.end();
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // What has no code is neither the system's nor zlib's, but of whoever takes the records.
    if (typeof code !== 'string') throw error;
    if (code === 'Z_BUF_ERROR') return { reason: 'the gzip data ends too early' };
    if (code.startsWith('Z_')) {
      return { reason: `the gzip data is damaged (${reasonOf(error)})`, damagedFrom: written };
    }
    return { reason: reasonOf(error) };
  }
}

/** The bytes that the file holds when it is opened; all that comes where it is no regular file, such as a pipe. */
async function* piecesOf(file: string): AsyncGenerator<Buffer, void, undefined> {
  const handle = await open(file);
  try {
    const status = await handle.stat();
    if (status.isFile() && status.size === 0) return;
    const end = status.isFile() ? status.size - 1 : Infinity;
    for await (const piece of handle.createReadStream({ highWaterMark: pieceBytes, end, autoClose: false })) {
      const bytes: unknown = piece;
      if (Buffer.isBuffer(bytes)) yield bytes;
    }
  } finally {
    await handle.close();
  }
}

/** A gunzip stream; data is taken as it comes, so that none waits in the stream when an error ends it. */
class Unzipper {
  /** Bytes unzipped so far. */
  public given = 0;
  readonly #stream: Gunzip;
  /** An error ends the stream without answering the write at hand. */
  readonly #failed: Promise<never>;

  public constructor(sink: (piece: Buffer) => void) {
    const stream = createGunzip({ chunkSize: unzippedBytes });
    stream.on('data', (piece: Buffer) => {
      this.given += piece.length;
      try {
        sink(piece);
      } catch (error) {
        stream.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
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

  public abandon(): void {
    this.#stream.destroy();
  }
}
