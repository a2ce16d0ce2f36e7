/**
 * Frames of Splunk's search command protocol v2: `chunked 1.0,<metadata bytes>,<body bytes>\n`, the metadata (JSON), the
 * body (CSV). Source: streams recorded from splunkd, and the transport header expression of Splunk's SDK for Python, which
 * also takes spaces in the header line.
 */

/** One message; both parts are bytes as they were sent. */
export interface Message {
  readonly metadata: Buffer;
  readonly body: Buffer;
}

/** What was sent is not the protocol; the text says what and where. */
export class ProtocolError extends Error {
  override readonly name: string = 'ProtocolError';
}

const LINE_FEED = 0x0a;
const LONGEST_HEADER = 256;
/** splunkd's chunks are far smaller (16 MB was recorded); a larger length is a garbled header. */
const LARGEST_MESSAGE = 2 ** 30;
const HEADER = /^chunked\s+1\.0\s*,\s*(\d{1,10})\s*,\s*(\d{1,10})\s*$/;

/** A message whose length is known and whose bytes are still arriving. */
interface Unfinished {
  readonly headerLength: number;
  readonly bytes: Buffer;
  readonly metadataLength: number;
  filled: number;
}

/** Chunks of a search differ in length, but not by much: an eighth more makes the first one's memory do for all. */
const ROOM_TO_SPARE = 8;
const NO_ROOM = Buffer.alloc(0);

/** Turns bytes that arrive coalesced or split anywhere into messages; but for those around a header line, each is copied once. */
export class FrameReader {
  readonly #isOneAtATime: boolean;
  #room = NO_ROOM;
  readonly #pieces: Buffer[] = [];
  #waiting = 0;
  #unfinished: Unfinished | undefined;

  /** @param isOneAtATime - a message is done with when the next one is asked for, so that its memory can be used again */
  constructor(isOneAtATime = false) {
    this.#isOneAtATime = isOneAtATime;
  }

  /** Bytes held of a message that is not complete; 0 at a message boundary once `next` has returned undefined. */
  get pending(): number {
    const unfinished = this.#unfinished;
    return this.#waiting + (unfinished === undefined ? 0 : unfinished.headerLength + unfinished.filled);
  }

  /** Takes the bytes of one read, whose memory can be used again. */
  push(bytes: Buffer): void {
    const taken = this.#unfinished === undefined ? 0 : fill(this.#unfinished, bytes);
    if (taken < bytes.length) this.#hold(bytes.subarray(taken));
  }

  /**
   * The next complete message, or undefined until more bytes are pushed.
   * @throws ProtocolError on a header line that is malformed or longer than 256 bytes
   */
  next(): Message | undefined {
    this.#unfinished ??= this.#begin();
    if (this.#unfinished === undefined) return undefined;
    const { bytes, metadataLength, filled } = this.#unfinished;
    if (filled < bytes.length) return undefined;
    this.#unfinished = undefined;
    return { metadata: bytes.subarray(0, metadataLength), body: bytes.subarray(metadataLength) };
  }

  #hold(bytes: Buffer): void {
    this.#pieces.push(Buffer.from(bytes));
    this.#waiting += bytes.length;
  }

  /** Reads a header line and takes what has arrived of its message; undefined while the line is incomplete. */
  #begin(): Unfinished | undefined {
    const line = this.#headerLine();
    if (line === undefined) return undefined;
    const { metadataLength, bodyLength } = parseHeaderLine(line);
    const headerLength = line.length + 1;
    this.#drop(headerLength);
    const length = metadataLength + bodyLength;
    const first = this.#pieces[0];
    if (first !== undefined && first.length >= length) {
      this.#drop(length);
      return { headerLength, bytes: first.subarray(0, length), metadataLength, filled: length };
    }
    const unfinished = { headerLength, bytes: this.#place(length), metadataLength, filled: 0 };
    const pieces = this.#pieces.splice(0);
    this.#waiting = 0;
    for (const piece of pieces) {
      const taken = fill(unfinished, piece);
      if (taken < piece.length) this.#hold(piece.subarray(taken));
    }
    return unfinished;
  }

  #place(length: number): Buffer {
    if (!this.#isOneAtATime) return Buffer.allocUnsafeSlow(length);
    if (this.#room.length < length) this.#room = Buffer.allocUnsafeSlow(length + Math.trunc(length / ROOM_TO_SPARE));
    return this.#room.subarray(0, length);
  }

  #headerLine(): string | undefined {
    let start = this.#pieces[0];
    if (start === undefined) return undefined;
    if (start.length < LONGEST_HEADER && this.#pieces.length > 1) {
      start = Buffer.concat(this.#pieces.slice(0, LONGEST_HEADER), Math.min(this.#waiting, LONGEST_HEADER));
    }
    const end = start.subarray(0, LONGEST_HEADER).indexOf(LINE_FEED);
    if (end !== -1) return start.toString('latin1', 0, end);
    if (start.length < LONGEST_HEADER) return undefined;
    throw new ProtocolError(
      `Expected a header line "chunked 1.0,<bytes>,<bytes>" but ${LONGEST_HEADER} bytes came without a line end, beginning with ${quote(start.toString('latin1', 0, 40))}.`,
    );
  }

  #drop(count: number): void {
    this.#waiting -= count;
    let left = count;
    let whole = 0;
    for (const piece of this.#pieces) {
      if (piece.length > left) break;
      left -= piece.length;
      whole += 1;
    }
    this.#pieces.splice(0, whole);
    const first = this.#pieces[0];
    if (left > 0 && first !== undefined) this.#pieces[0] = first.subarray(left);
  }
}

/** Copies what the message still lacks; the number of bytes taken. */
function fill(unfinished: Unfinished, bytes: Buffer): number {
  const taken = bytes.copy(unfinished.bytes, unfinished.filled);
  unfinished.filled += taken;
  return taken;
}

function parseHeaderLine(line: string): { metadataLength: number; bodyLength: number } {
  const match = HEADER.exec(line);
  if (match === null) {
    throw new ProtocolError(
      `Expected a header line "chunked 1.0,<bytes>,<bytes>" but got ${quote(line)}; set chunked = true in commands.conf.`,
    );
  }
  const metadataLength = Number(match[1]);
  const bodyLength = Number(match[2]);
  if (metadataLength + bodyLength > LARGEST_MESSAGE) {
    throw new ProtocolError(`The header line ${quote(line)} announces more than ${LARGEST_MESSAGE} bytes.`);
  }
  return { metadataLength, bodyLength };
}

function quote(bytes: string): string {
  return JSON.stringify(bytes);
}

/** The header line and metadata of a message whose body has `bodyLength` bytes and follows. */
export function encodeHead(metadata: string, bodyLength: number): Buffer {
  return Buffer.from(`chunked 1.0,${Buffer.byteLength(metadata)},${bodyLength}\n${metadata}`);
}

/** One message as bytes; lengths are counted in bytes, not characters. */
export function encodeFrame(metadata: string, body: Buffer): Buffer {
  return Buffer.concat([encodeHead(metadata, body.length), body]);
}
