/** Standard input, read with as little work as a stream of gigabytes deserves. */
import { fstatSync } from 'node:fs';
import { Socket } from 'node:net';

/** A pipe of Linux holds no more. */
const PIECE = 64 * 1024;

/** The bytes of standard input in pieces, each valid until the next one is asked for. */
export function standardInput(): AsyncIterable<Buffer> {
  const kind = fstatSync(0);
  return kind.isFIFO() || kind.isSocket() ? new PipeReader(0) : process.stdin;
}

/** Reads into the same memory again and again, where a stream of Node allocates some for each piece. */
class PipeReader implements AsyncIterable<Buffer> {
  readonly #memory = Buffer.allocUnsafeSlow(PIECE);
  readonly #socket: Socket;
  #filled = 0;
  #hasEnded = false;
  #failure: Error | undefined;
  #wake = (): void => undefined;

  constructor(fd: number) {
    const onread = { buffer: this.#memory, callback: (count: number) => this.#fill(count) };
    const options = { fd, readable: true, writable: false, onread };
    this.#socket = new Socket(options);
    this.#socket.on('error', (error) => {
      this.#failure = error;
    });
    this.#socket.on('close', () => {
      this.#hasEnded = true;
      this.#wake();
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    for (;;) {
      this.#socket.resume();
      await this.#somethingHappens();
      if (this.#filled === 0) break;
      yield this.#memory.subarray(0, this.#filled);
      this.#filled = 0;
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Takes what was read; false, so that nothing more is read until it is used. */
  #fill(count: number): boolean {
    this.#filled = count;
    this.#wake();
    return false;
  }

  async #somethingHappens(): Promise<void> {
    if (this.#filled > 0 || this.#hasEnded) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }
}
