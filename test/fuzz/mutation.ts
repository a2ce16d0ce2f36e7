/** Bytes that are nearly right: one of a corpus with a few things done to it. */
import fc from 'fast-check';

const tokens = [
  ...['"', '""', ',', '\n', '\r\n', '\r', '\\', '\\u', '\\ud800', '{', '}', '[', ']', ':', '$', ';', '$$', ' ', '\t'],
  ...['\0', '\xff', '\xc3', '\xe0\xb8', '\xef\xbb\xbf', '0', '-', '1e999', '9'.repeat(20), 'null', 'true', '[]', '{}'],
  ...['"eventName":"AssumeRole",', '"Records":[', '"__proto__":', 'chunked 1.0,2,0\n{}', '{"action":"execute"}'],
  ...['['.repeat(300), '{"a":'.repeat(300), ','.repeat(300), '"'.repeat(301), 'x'.repeat(300)],
].map((token) => Buffer.from(token, 'latin1'));

type Change = (bytes: Buffer) => Buffer;

const share = fc.double({ min: 0, max: 1, noNaN: true });

/** A place, as a share of the length: the same change fits bytes of any length. */
function placed(change: (bytes: Buffer, at: number) => Buffer): fc.Arbitrary<Change> {
  return share.map((part) => (bytes) => change(bytes, Math.floor(part * bytes.length)));
}

function changes(corpus: readonly Buffer[]): fc.Arbitrary<Change> {
  const length = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 20 }) }, fc.nat(5000));
  const put = (bytes: Buffer, at: number, more: Buffer): Buffer =>
    Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
  return fc.oneof(
    fc
      .nat(255)
      .chain((byte) => placed((bytes, at) => (at < bytes.length ? Buffer.from(bytes).fill(byte, at, at + 1) : bytes))),
    fc.constantFrom(...tokens).chain((token) => placed((bytes, at) => put(bytes, at, token))),
    length.chain((count) => placed((bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + count)]))),
    length.chain((count) => placed((bytes, at) => put(bytes, at, bytes.subarray(at, at + count)))),
    placed((bytes, at) => bytes.subarray(0, at)),
    fc
      .tuple(fc.constantFrom(...corpus), share)
      .chain(([other, part]) => placed((bytes, at) => put(bytes, at, other.subarray(Math.floor(part * other.length))))),
  );
}

/** One of the corpus, as it stands or with up to six changes. */
export function mutated(corpus: readonly Buffer[]): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.constantFrom(...corpus), fc.array(changes(corpus), { maxLength: 6 }))
    .map(([bytes, all]) => all.reduce((changed, change) => change(changed), bytes));
}

/** Bytes in pieces of these lengths, the rest in the last. */
export function cut(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const length of lengths) {
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return [...pieces, bytes.subarray(at)];
}

export const cuts = fc.array(fc.oneof(fc.nat(9), fc.nat(300)), { maxLength: 40 });
