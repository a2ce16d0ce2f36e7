import { expect } from 'chai';
import { encodeField } from '../../app/protocol';
import { assumption } from '../command/records';
import { executeHead, needsBuiltApp, program } from '../faults/program';
import type { Program } from '../faults/program';
import { getinfo } from '../faults/talk';

const megabyte = 1024 * 1024;
const quiet = { exit: 0, signal: null, errors: '' };

function requestOf(body: Buffer, finished = false): Buffer[] {
  return [executeHead(body.length, finished), body];
}

async function introduce({ send, reply }: Program): Promise<void> {
  await send(getinfo());
  expect(await reply()).not.to.equal(undefined);
}

/** Memory in MB, where the system tells it. */
function expectPeak({ peak }: Program, most: number): void {
  const megabytes = peak();
  if (!Number.isNaN(megabytes)) expect(megabytes).to.be.lessThan(most);
}

describe('A stream of 1 GB', function () {
  this.timeout(20 * 60_000);
  needsBuiltApp();

  const line = `${encodeField(assumption())},1772442000,`;
  const rows = 5000;
  const body = Buffer.from(
    `"_raw","_time","_chunked_idx"\n${Array.from({ length: rows }, (_, at) => `${line}${at}\n`).join('')}`,
  );
  const chunks = Math.ceil((1024 * megabyte) / body.length);

  it('is answered row for row in the memory of one chunk', async () => {
    const command = program();
    await introduce(command);
    for (let at = 0; at < chunks; at += 1) {
      for (const bytes of requestOf(body, at === chunks - 1)) await command.send(bytes);
      const reply = await command.reply();
      expect(reply!.metadata.toString()).to.equal(`{"finished":${at === chunks - 1}}`);
      const lines = reply!.body.toString('latin1').split('\n');
      expect(lines.length).to.equal(rows + 2);
      expect(lines[1]!.startsWith(`${line}0,`) && lines[rows]!.startsWith(`${line}${rows - 1},`)).to.equal(true);
    }
    expectPeak(command, 200);
    command.child.stdin.end();
    expect(await command.reply()).to.equal(undefined);
    expect(await command.end()).to.deep.equal(quiet);
  });

  it('sent without waiting, to a reader who takes its time, needs no more', async () => {
    const command = program();
    await introduce(command);
    const sent = (async () => {
      for (let at = 0; at < chunks; at += 1) for (const bytes of requestOf(body)) await command.send(bytes);
      command.child.stdin.end();
    })();
    await new Promise((resolve) => setTimeout(resolve, 5000));
    for (let at = 0; at < chunks; at += 1) {
      const reply = await command.reply();
      expect(reply!.body.length).to.be.greaterThan(body.length);
      if (at % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 100));
      if (at === chunks - 2) expectPeak(command, 200);
    }
    await sent;
    expect(await command.end()).to.deep.equal(quiet);
  });
});

describe('A field of 64 MB', function () {
  this.timeout(10 * 60_000);
  needsBuiltApp();

  const long = 64 * megabyte;
  const fields: Record<string, string> = {
    'in a record': encodeField(assumption({ pad: 'x'.repeat(long) })),
    'that is the caller': encodeField(assumption({ userAgent: 'y'.repeat(long) })),
    'of quotes': `"${'""'.repeat(long / 2)}"`,
    'of newlines and commas': `"${',\n'.repeat(long / 2)}"`,
    'of escapes': encodeField(`{"a":"${'\\u0041'.repeat(long / 6)}"}`),
  };
  for (const [name, field] of Object.entries(fields)) {
    it(`${name} comes back byte for byte, and so do its neighbours`, async () => {
      const command = program();
      await introduce(command);
      const row = Buffer.from(`${field},1772442000`);
      const small = Buffer.from(`${encodeField(assumption())},1772442000`);
      const lines = [Buffer.from('"_raw","_time"'), small, row, small].flatMap((one) => [one, Buffer.from('\n')]);
      for (const bytes of requestOf(Buffer.concat(lines), true)) await command.send(bytes);
      const { body } = (await command.reply())!;
      let at = body.indexOf('\n') + 1;
      for (const one of [small, row, small]) {
        expect(body.subarray(at, at + one.length).equals(one)).to.equal(true);
        expect(body[at + one.length]).to.equal(','.charCodeAt(0));
        // Own values hold no newline here, but the long one may.
        at = body.indexOf('\n', at + one.length) + 1;
      }
      expect(at).to.equal(body.length);
      expectPeak(command, 900);
      command.child.stdin.end();
      await command.reply();
      expect(await command.end()).to.deep.equal(quiet);
    });
  }

  it('of brackets, which no CloudTrail sends, costs its row the enrichment and no more', async () => {
    const command = program();
    await introduce(command);
    const row = Buffer.from(`"_raw","_time"\n"${'['.repeat(long)}",1\n${encodeField(assumption())},1772442000\n`);
    for (const bytes of requestOf(row, true)) await command.send(bytes);
    const { body } = (await command.reply())!;
    expect(body.subarray(-4000).toString()).to.contain('assume_role');
    command.child.stdin.end();
    await command.reply();
    expect(await command.end()).to.deep.equal(quiet);
  });
});

describe('Rows of 100,000 columns', function () {
  this.timeout(10 * 60_000);
  needsBuiltApp();

  it('a thousand in a chunk, are answered like any other', async () => {
    const names = Array.from({ length: 100_000 }, (_, at) => `c${at}`).join(',');
    const values = Array.from({ length: 100_000 }, (_, at) => String(at % 10)).join(',');
    const line = `${values},${encodeField(assumption())},1772442000`;
    const command = program();
    await introduce(command);
    for (const bytes of requestOf(Buffer.from(`${names},"_raw","_time"\n${`${line}\n`.repeat(1000)}`), true)) {
      await command.send(bytes);
    }
    const lines = (await command.reply())!.body.toString().split('\n');
    expect(lines.length).to.equal(1002);
    for (const one of lines.slice(1, -1))
      expect(one.startsWith(`${line},assume_role,`) || one.startsWith(`${line},"assume_role",`)).to.equal(true);
    command.child.stdin.end();
    await command.reply();
    expect(await command.end()).to.deep.equal(quiet);
  });
});
