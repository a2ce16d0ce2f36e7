import { expect } from 'chai';
import fc from 'fast-check';
import { Readable, Writable } from 'node:stream';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { encodeField, FrameReader, parseGetinfo, serve } from '../../app/protocol';
import type { RowProcessor } from '../../app/protocol';
import { converse, execute, getinfo, measure, table } from './splunkd';

const OWN_NAMES = ['length', '__mv_length', 'letters', '__mv_letters'];

describe('whatever rows are sent', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', '$', ';', 'a', '|', 'ท') }),
  );
  const name = fc.string({ minLength: 1 }).filter((text) => !OWN_NAMES.includes(text));
  const sent = fc.integer({ min: 1, max: 6 }).chain((width) =>
    fc.record({
      names: fc.uniqueArray(name, { minLength: width, maxLength: width }),
      chunks: fc.array(fc.array(fc.array(value, { minLength: width, maxLength: width })), {
        minLength: 1,
        maxLength: 3,
      }),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      cut: fc.integer({ min: 1, max: 50 }),
    }),
  );
  const line = (fields: readonly string[]): string => {
    const encoded = fields.map(encodeField).join(',');
    return encoded === '' ? '""' : encoded;
  };

  it('they come back byte for byte, in their order, however the bytes arrive', async () => {
    const property = fc.asyncProperty(sent, async ({ names, chunks, lineEnd, cut }) => {
      const lines = chunks.map((rows) => [names, ...rows].map(line));
      const talk = Buffer.concat([getinfo(), ...lines.map((chunk) => execute(chunk.join(lineEnd) + lineEnd))]);
      const sentPieces: Buffer[] = [];
      for (let at = 0; at < talk.length; at += cut) sentPieces.push(talk.subarray(at, at + cut));
      const { replies, exit, complaints } = await converse(sentPieces);
      expect([exit, complaints, replies.length]).to.deep.equal([0, [], chunks.length + 1]);
      for (const [index, chunk] of lines.entries()) {
        const { body } = replies[index + 1]!;
        const answered = table(body);
        expect(answered[0]).to.deep.equal([...names, ...OWN_NAMES]);
        expect(answered).to.have.length(chunk.length);
        let at = 0;
        for (const row of chunk) {
          expect(body.startsWith(`${row},`, at), row).to.equal(true);
          at = nextLine(body, at);
        }
        expect(at).to.equal(body.length);
      }
    });
    await fc.assert(property, { seed: 6, numRuns: 150 });
  });
});

/** Where the line after the one at `at` begins, newlines in quotes aside. */
function nextLine(body: string, at: number): number {
  let quoted = false;
  for (let position = at; position < body.length; position += 1) {
    if (body[position] === '"') quoted = !quoted;
    else if (body[position] === '\n' && !quoted) return position + 1;
  }
  return body.length;
}

describe('a long search', () => {
  it('holds one chunk at a time, not its whole result', async function () {
    this.timeout(60_000);
    const chunk = execute(`"_raw"\n${`"${'x'.repeat(2000)}"\n`.repeat(2000)}`);
    const chunks = 100;
    let most = 0;
    const sink = new Writable({
      write: (_bytes, _encoding, done) => {
        most = Math.max(most, process.memoryUsage().arrayBuffers);
        done();
      },
    });
    const before = process.memoryUsage().arrayBuffers;
    const requests = [getinfo(), ...Array.from({ length: chunks }, () => chunk)];
    const open = (): RowProcessor => () => ['', ''];
    expect(await serve(pieces(requests), sink, () => ({ ...measure, open }))).to.equal(0);
    expect(most - before).to.be.lessThan((chunks * chunk.length) / 2);
  });
});

/** Bytes as a pipe hands them over, new ones each time. */
function pieces(requests: readonly Buffer[]): Readable {
  function* read(): Generator<Buffer> {
    for (const request of requests) {
      for (let at = 0; at < request.length; at += 65_536) yield Buffer.from(request.subarray(at, at + 65_536));
    }
  }
  return Readable.from(read());
}

describe('the streams recorded from splunkd', () => {
  const folder = process.env.CROSSACCOUNT_TEST_DATA ?? fileURLToPath(new URL('../../../shared', import.meta.url));
  const recordings = [
    {
      name: 'countmatches.input.gz',
      args: ['fieldname=word_count', 'pattern=\\w+', 'text'],
      columns: ['_serial', '_time', 'text'],
    },
    { name: 'multibyte_input.gz', args: [], columns: ['_time', 'teststring'] },
  ];

  for (const { name, args, columns } of recordings) {
    it(`are read to the last byte: ${name}`, async function () {
      const file = `${folder}/scp2/${name}`;
      if (!existsSync(file)) this.skip();
      const stream = gunzipSync(readFileSync(file));
      const frames = new FrameReader();
      frames.push(stream);
      const first = frames.next()!;
      expect(parseGetinfo(first.metadata).args).to.deep.equal(args);
      const bodies: string[] = [];
      for (let message = frames.next(); message !== undefined; message = frames.next()) {
        bodies.push(message.body.toString());
      }
      expect(frames.pending).to.equal(0);

      const sentPieces: Buffer[] = [];
      for (let at = 0; at < stream.length; at += 4093) sentPieces.push(stream.subarray(at, at + 4093));
      const { exit, replies, complaints } = await converse(sentPieces, () => ({
        ...measure,
        open: () => () => ['', ''],
      }));
      expect([exit, complaints, replies.length]).to.deep.equal([0, [], bodies.length + 1]);
      expect(replies.at(-1)!.metadata).to.deep.equal({ finished: true });
      for (const [index, body] of bodies.entries()) {
        const twins = columns.map((column) => `__mv_${column}`);
        const [header, ...rows] = table(body);
        expect(header).to.deep.equal([...columns, ...twins]);
        expect(table(replies[index + 1]!.body)).to.deep.equal([
          [...columns, ...twins, ...OWN_NAMES],
          ...rows.map((row) => [...row, '', '', '', '']),
        ]);
        expect(replies[index + 1]!.body.replaceAll(/,,,,$/gm, '').split('\n').slice(1)).to.deep.equal(
          body.split('\n').slice(1),
        );
      }
    });
  }
});
