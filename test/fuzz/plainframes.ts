/** Frames read the plain way, from the whole text: what the reader of app/protocol is measured against. */

export interface PlainFrames {
  /** Metadata and body of each message, one character a byte. */
  readonly messages: readonly (readonly [string, string])[];
  /** Bytes behind the last message; undefined where they are no message. */
  readonly pending: number | undefined;
}

const longestHeader = 256;
const largestMessage = 2 ** 30;

export function plainFrames(bytes: Buffer): PlainFrames {
  const text = bytes.toString('latin1');
  const messages: [string, string][] = [];
  let at = 0;
  for (;;) {
    const pending = text.length - at;
    const end = text.slice(at, at + longestHeader).indexOf('\n');
    if (end === -1) return { messages, pending: pending < longestHeader ? pending : undefined };
    const line = text.slice(at, at + end);
    const [, metadata, body] = /^chunked\s+1\.0\s*,\s*(\d{1,10})\s*,\s*(\d{1,10})\s*$/.exec(line) ?? [];
    const split = Number(metadata);
    const length = split + Number(body);
    if (!(length <= largestMessage)) return { messages, pending: undefined };
    const from = at + end + 1;
    if (from + length > text.length) return { messages, pending };
    messages.push([text.slice(from, from + split), text.slice(from + split, from + length)]);
    at = from + length;
  }
}
