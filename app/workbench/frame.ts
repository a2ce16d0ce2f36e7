/** An event on its way into a spool: its bytes, when it was, which file it came from. */
export interface GivenEvent {
  readonly bytes: Buffer;
  /** Epoch seconds. */
  readonly time: number;
  /** The number of the file. */
  readonly source: number;
  /** Which terms it holds: bit `i` for the `i`th of those that were looked for (see `textMarks`). */
  readonly marks: number;
}

/** An event as it is spooled. */
export interface SpooledEvent extends GivenEvent {
  /** How many were spooled before. */
  readonly serial: number;
}

/** Bytes before each event's own: its time, its source, its marks, its length and its serial number. */
export const frameHead = 24;
const serialAt = 20;

/** Writes an event into `target` at `at`, where `frameHead` bytes and its own have room; its number is 0. */
export function writeFrame(target: Buffer, at: number, { bytes, time, source, marks }: GivenEvent): void {
  target.writeDoubleLE(time, at);
  target.writeUInt32LE(source, at + 8);
  target.writeInt32LE(marks, at + 12);
  target.writeUInt32LE(bytes.length, at + 16);
  numberFrame(target, at, 0);
  bytes.copy(target, at + frameHead);
}

/** Gives the event whose frame begins at `at` its number. */
export function numberFrame(bytes: Buffer, at: number, serial: number): void {
  bytes.writeUInt32LE(serial, at + serialAt);
}

/** The length of the frame that begins at `at`, its head included. */
export function frameLength(bytes: Buffer, at: number): number {
  return frameHead + bytes.readUInt32LE(at + 16);
}

/** The event whose frame begins at `at`; it shares memory with `bytes`. */
export function eventAt(bytes: Buffer, at: number): SpooledEvent {
  return {
    time: bytes.readDoubleLE(at),
    source: bytes.readUInt32LE(at + 8),
    marks: bytes.readInt32LE(at + 12),
    serial: bytes.readUInt32LE(at + serialAt),
    bytes: bytes.subarray(at + frameHead, at + frameLength(bytes, at)),
  };
}
