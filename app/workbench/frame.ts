/** An event as it is spooled: its bytes, when it was, which file it came from. */
export interface SpooledEvent {
  readonly bytes: Buffer;
  /** Epoch seconds. */
  readonly time: number;
  /** The number of the file. */
  readonly source: number;
}

/** Bytes before each event's own: its time, its source and its length. */
export const frameHead = 16;

/** Writes an event into `target` at `at`, where `frameHead` bytes and its own have room. */
export function writeFrame(target: Buffer, at: number, bytes: Buffer, time: number, source: number): void {
  target.writeDoubleLE(time, at);
  target.writeUInt32LE(source, at + 8);
  target.writeUInt32LE(bytes.length, at + 12);
  bytes.copy(target, at + frameHead);
}

/** The events that were written one behind the other; they share memory with `bytes`. */
export function* framesOf(bytes: Buffer): Generator<SpooledEvent> {
  for (let at = 0; at < bytes.length;) {
    const end = at + frameHead + bytes.readUInt32LE(at + 12);
    yield {
      time: bytes.readDoubleLE(at),
      source: bytes.readUInt32LE(at + 8),
      bytes: bytes.subarray(at + frameHead, end),
    };
    at = end;
  }
}
