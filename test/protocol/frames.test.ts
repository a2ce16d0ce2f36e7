import { expect } from 'chai';
import fc from 'fast-check';
import { encodeFrame, FrameReader, ProtocolError } from '../../app/protocol';

function read(pieces: readonly Buffer[]): { messages: [string, string][]; pending: number } {
  const reader = new FrameReader();
  const messages: [string, string][] = [];
  for (const piece of pieces) {
    reader.push(piece);
    for (let message = reader.next(); message !== undefined; message = reader.next()) {
      messages.push([message.metadata.toString('latin1'), message.body.toString('latin1')]);
    }
  }
  return { messages, pending: reader.pending };
}

function split(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const length of lengths) {
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return [...pieces, bytes.subarray(at)];
}

describe('a frame', () => {
  it('is a header line, the metadata without a newline, and the body', () => {
    expect(encodeFrame('{"finished":false}', Buffer.from('a\n1\n')).toString()).to.equal(
      'chunked 1.0,18,4\n{"finished":false}a\n1\n',
    );
  });

  it('counts bytes, not characters', () => {
    expect(encodeFrame('{"é":1}', Buffer.from('ท')).toString()).to.equal('chunked 1.0,8,3\n{"é":1}ท');
  });

  it('may have neither metadata nor body', () => {
    expect(read([Buffer.from('chunked 1.0,0,0\n')])).to.deep.equal({ messages: [['', '']], pending: 0 });
  });

  it('may have spaces and a carriage return in its header line', () => {
    const spaced = Buffer.from('chunked  1.0 , 2 , 3 \r\n{}abc');
    expect(read([spaced])).to.deep.equal({ messages: [['{}', 'abc']], pending: 0 });
  });
});

describe('frames that arrive', () => {
  const frames = Buffer.concat([
    encodeFrame('{"n":1}', Buffer.from('')),
    encodeFrame('{"n":2}', Buffer.from('a\n"ท"\n')),
    encodeFrame('{"n":3}', Buffer.from('x')),
  ]);
  const messages = read([frames]).messages;

  it('coalesced in one read are all there', () => {
    expect(messages).to.have.length(3);
  });

  it('one byte at a time are the same, inside a header and a UTF-8 sequence too', () => {
    expect(read([...frames].map((byte) => Buffer.from([byte])))).to.deep.equal({ messages, pending: 0 });
  });

  it('cut anywhere are the same, whatever their bytes', () => {
    const message = fc.tuple(fc.string(), fc.uint8Array({ maxLength: 400 }));
    const property = fc.property(
      fc.array(message, { maxLength: 6 }),
      fc.array(fc.nat(90), { maxLength: 40 }),
      (sent, cuts) => {
        const bytes = Buffer.concat(sent.map(([metadata, body]) => encodeFrame(metadata, Buffer.from(body))));
        const expected = sent.map(([metadata, body]) => [
          Buffer.from(metadata).toString('latin1'),
          Buffer.from(body).toString('latin1'),
        ]);
        expect(read(split(bytes, cuts))).to.deep.equal({ messages: expected, pending: 0 });
      },
    );
    fc.assert(property, { seed: 2, numRuns: 300 });
  });

  it('are the same when all is pushed before the first is asked for', () => {
    const reader = new FrameReader();
    for (const byte of frames) reader.push(Buffer.from([byte]));
    expect(reader.pending).to.equal(frames.length);
    const got: string[] = [];
    for (let message = reader.next(); message !== undefined; message = reader.next()) {
      got.push(message.metadata.toString());
    }
    expect(got).to.deep.equal(['{"n":1}', '{"n":2}', '{"n":3}']);
  });

  it('leave pending bytes when the last is cut off', () => {
    for (let length = 1; length < 23; length += 1) {
      const frame = encodeFrame('{}', Buffer.from('abcde'));
      expect(frame.length).to.equal(23);
      expect(read([frame.subarray(0, length)]).pending).to.equal(length);
    }
  });

  it('of 200 MB in 64 kB pieces are put together in one pass', function () {
    this.timeout(20_000);
    const piece = Buffer.alloc(65_536, 'x');
    const reader = new FrameReader();
    reader.push(Buffer.from(`chunked 1.0,2,${3200 * piece.length}\n{}`));
    for (let i = 0; i < 3200; i += 1) {
      expect(reader.next()).to.equal(undefined);
      reader.push(piece);
    }
    expect(reader.next()?.body.length).to.equal(3200 * 65_536);
  });
});

describe('a header line that is no header', () => {
  function failure(text: string): string {
    try {
      read([Buffer.from(text)]);
    } catch (error) {
      if (error instanceof ProtocolError) return error.message;
    }
    return 'no ProtocolError';
  }

  it('is quoted in the error', () => {
    expect(failure('splunk 1.0,2,3\n')).to.equal(
      'Expected a header line "chunked 1.0,<bytes>,<bytes>" but got "splunk 1.0,2,3"; set chunked = true in commands.conf.',
    );
  });

  it('is refused for another version, missing, negative or fractional lengths', () => {
    for (const line of [
      'chunked 2.0,2,3',
      'chunked 1.0,2',
      'chunked 1.0,-2,3',
      'chunked 1.0,2.5,3',
      'chunked 1x0,2,3',
      '',
    ]) {
      expect(failure(`${line}\n`), line).to.contain('but got');
    }
  });

  it('is refused when no line end comes within 256 bytes', () => {
    expect(failure('x'.repeat(255))).to.equal('no ProtocolError');
    expect(failure('x'.repeat(256))).to.equal(
      `Expected a header line "chunked 1.0,<bytes>,<bytes>" but 256 bytes came without a line end, beginning with "${'x'.repeat(40)}".`,
    );
  });

  it('is refused at once, however many spaces it has', () => {
    expect(failure(`chunked 1.0${' '.repeat(230)}\n`)).to.contain('but got');
  });

  it('is refused when it announces more than a gigabyte', () => {
    expect(failure('chunked 1.0,2,9999999999\n')).to.equal(
      'The header line "chunked 1.0,2,9999999999" announces more than 1073741824 bytes.',
    );
  });
});
