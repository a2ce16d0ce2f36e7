import { availableParallelism } from 'node:os';
import type { MessagePort, Worker } from 'node:worker_threads';
import { fileReader, type FileOutcome, type ReadFile, type Wanted } from './filereading';
import { frameHead, writeFrame } from './frame';
import type { Work } from './work';

/** Someone who reads files, one after the other. */
export interface Hand {
  /** Reads a file; what is kept of it comes to `taker` as frames (see `frame.ts`). */
  read(file: NumberedFile, taker: Taker): Promise<FileOutcome>;
  end(): void;
}

export interface NumberedFile {
  readonly path: string;
  /** The number that its records get as their source. */
  readonly source: number;
}

type Frames = Buffer<ArrayBuffer>;

export interface Taker {
  readonly records: (frames: Frames) => void;
  readonly witnesses: (frames: Frames) => void;
  readonly progress: (bytes: number) => void;
}

/** What a reading thread says. */
type Told =
  | { readonly kind: 'records' | 'witnesses'; readonly frames: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'progress'; readonly bytes: number }
  | { readonly kind: 'done'; readonly outcome: FileOutcome };

const packBytes = 1024 * 1024;

/** Reads in this very thread. */
export function ownHand(wanted: Wanted): Hand {
  const reader = fileReader(wanted);
  return { read: (file, taker) => readPacked(reader, file, taker), end: () => undefined };
}

const mostThreads = 4;
/** Less is read before a thread is there. */
const worthThreads = 4 * 1024 * 1024;

/** One hand for each core, where there is so much to read that threads are worth their start. */
export function handsFor(
  wanted: Wanted,
  files: number,
  bytes: number,
  thread: ((work: Work) => Worker) | undefined,
): Hand[] {
  const threads = Math.min(availableParallelism(), mostThreads, files);
  if (thread === undefined || threads < 2 || bytes < worthThreads) return [ownHand(wanted)];
  return Array.from({ length: threads }, () => threadHand(thread({ kind: 'read', wanted })));
}

/** Has a thread read that runs `serveReading`. */
export function threadHand(worker: Worker): Hand {
  let hear: (told: Told) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  worker.on('message', (told: Told) => {
    hear(told);
  });
  worker.on('error', (error: Error) => {
    fail(error);
  });
  return {
    read: (file, taker) =>
      new Promise((resolve, reject) => {
        fail = reject;
        hear = (told) => {
          try {
            if (told.kind === 'done') resolve(told.outcome);
            else if (told.kind === 'progress') taker.progress(told.bytes);
            else taker[told.kind](Buffer.from(told.frames.buffer, told.frames.byteOffset, told.frames.byteLength));
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        };
        worker.postMessage(file);
      }),
    end: () => void worker.terminate(),
  };
}

/** What a reading thread does: it reads the files that it is told of, one after the other. */
export function serveReading(port: MessagePort, wanted: Wanted): void {
  const reader = fileReader(wanted);
  const tell = (told: Told): void => {
    port.postMessage(told, told.kind === 'records' || told.kind === 'witnesses' ? [told.frames.buffer] : []);
  };
  port.on('message', (file: NumberedFile) => {
    const taker: Taker = {
      records: (frames) => {
        tell({ kind: 'records', frames });
      },
      witnesses: (frames) => {
        tell({ kind: 'witnesses', frames });
      },
      progress: (bytes) => {
        tell({ kind: 'progress', bytes });
      },
    };
    void readPacked(reader, file, taker).then((outcome) => {
      tell({ kind: 'done', outcome });
    });
  });
}

async function readPacked(reader: ReadFile, file: NumberedFile, taker: Taker): Promise<FileOutcome> {
  const records = new Pack(file.source, taker.records);
  const witnesses = new Pack(file.source, taker.witnesses);
  const outcome = await reader(file.path, {
    record: (bytes, time, marks) => {
      records.add(bytes, time, marks);
    },
    witness: (bytes, time) => {
      witnesses.add(bytes, time, 0);
    },
    progress: taker.progress,
  });
  records.send();
  witnesses.send();
  return outcome;
}

/** Gathers records, so that they are handed on many at a time, in memory that goes with them. */
class Pack {
  readonly #source: number;
  readonly #give: (frames: Frames) => void;
  #frames = Buffer.allocUnsafeSlow(0);
  #length = 0;

  public constructor(source: number, give: (frames: Frames) => void) {
    this.#source = source;
    this.#give = give;
  }

  public add(bytes: Buffer, time: number, marks: number): void {
    const size = frameHead + bytes.length;
    if (this.#length + size > this.#frames.length) {
      this.send();
      this.#frames = Buffer.allocUnsafeSlow(Math.max(packBytes, size));
    }
    writeFrame(this.#frames, this.#length, { bytes, time, source: this.#source, marks });
    this.#length += size;
  }

  public send(): void {
    if (this.#length > 0) this.#give(this.#fitting());
    this.#frames = Buffer.allocUnsafeSlow(0);
    this.#length = 0;
  }

  /** Who takes little should not hold much. */
  #fitting(): Frames {
    const frames = this.#frames.subarray(0, this.#length);
    if (this.#length > this.#frames.length / 2) return frames;
    const copy = Buffer.allocUnsafeSlow(this.#length);
    frames.copy(copy);
    return copy;
  }
}
