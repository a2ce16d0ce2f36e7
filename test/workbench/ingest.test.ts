import { expect } from 'chai';
import { gzipSync } from 'node:zlib';
import { ingest, type Ingested } from '../../app/workbench/ingest';
import { eventsOf } from '../../app/workbench/events';
import { UsageError } from '../../app/workbench/shell';
import { Spool } from '../../app/workbench/spool';
import { tallyText } from '../../app/workbench/tally';
import { temporaryFolder } from './folder';

const at = (time: string, more = ''): string => `{"eventTime":"${time}","eventName":"ListBuckets"${more}}`;

function unexpected(line: string): never {
  throw new Error(line);
}

describe('Reading files', () => {
  const folder = temporaryFolder();

  async function read(
    files: readonly string[],
    earliest = 0,
    latest = Infinity,
  ): Promise<{ read: Ingested; spool: Spool; problems: string[]; bytes: number[] }> {
    const spool = new Spool(`${folder.path}/spool`);
    const problems: string[] = [];
    const bytes: number[] = [];
    const parts = {
      spool,
      earliest,
      latest,
      problem: (line: string) => problems.push(line.replaceAll(`${folder.path}/`, '')),
      progress: (done: number) => bytes.push(done),
    };
    const given = files.map((path) => ({ path, bytes: 0 }));
    return { read: await ingest(given, parts), spool, problems, bytes };
  }

  async function rawOf(spool: Spool, sources: string[], earliest = 0, latest = Infinity): Promise<string[][]> {
    const found: string[][] = [];
    for await (const batch of eventsOf(spool, sources).scan({ earliest, latest })) {
      for (const event of batch) found.push([event.source, event.raw]);
    }
    return found;
  }

  it('counts every record: judged, outside the range, skipped with a reason', async () => {
    const file = folder.write(
      'a.jsonl',
      [
        at('2026-03-01T10:00:00Z'),
        at('2026-03-02T00:00:00Z'),
        at('2026-02-28T23:59:59.999Z'),
        at('1969-12-31T23:59:59Z'),
        '{"eventName":"NoTime"}',
        '{"eventTime":17}',
        '{"eventTime":nope}',
        '{"@timestamp":"2026-03-01T11:00:00.500Z"}',
        '{"eventTime":"2026-03-01 12:00:00',
      ].join('\n'),
    );
    const { read: result, problems } = await read([file], 1772323200, 1772409600);
    expect(tallyText(result.tally)).to.equal(
      '9 records in 1 file: 2 judged, 2 outside the time range, 1 skipped (a time before 1970), ' +
        '1 skipped (broken off or too large), 2 skipped (no usable time), 1 skipped (not valid JSON)',
    );
    expect([result.first, result.last]).to.deep.equal([1772359200, 1772362800.5]);
    expect(problems).to.deep.equal([
      'a.jsonl: line 9, byte 357: the record that begins here is cut off by the end of the file',
    ]);
  });

  it('gives the days back newest first, with the exact text and the file', async () => {
    const a = folder.write('a.json', `{"Records":[${at('2026-03-01T10:00:00Z')},${at('2026-03-03T01:00:00Z')}]}`);
    const b = folder.write('b.json', at('2026-03-01T10:00:00Z', ',"odd": "\\u00e9 é"'));
    const { spool } = await read([a, b]);
    expect(spool.days()).to.deep.equal([20513, 20515]);
    expect([spool.count(20513), spool.count(20514), spool.count(20515)]).to.deep.equal([2, 0, 1]);
    expect(await rawOf(spool, [a, b])).to.deep.equal([
      [a, at('2026-03-03T01:00:00Z')],
      [b, at('2026-03-01T10:00:00Z', ',"odd": "\\u00e9 é"')],
      [a, at('2026-03-01T10:00:00Z')],
    ]);
    expect(await rawOf(spool, [a, b], 1772359201, 1772600000)).to.deep.equal([[a, at('2026-03-03T01:00:00Z')]]);
  });

  it('knows gzip by its first bytes, several members included', async () => {
    const line = `${at('2026-03-01T10:00:00Z')}\n`;
    const zipped = folder.write('zipped.json', Buffer.concat([gzipSync(line), gzipSync(line)]));
    const plain = folder.write('plain.json.gz', line);
    const { read: result, problems } = await read([zipped, plain]);
    expect(result.tally.judged).to.equal(3);
    expect(problems).to.deep.equal([]);
  });

  it('ends when the disk takes no more, be the file gzip or not', async () => {
    const line = at('2026-03-01T10:00:00Z');
    for (const content of [line, gzipSync(line)]) {
      const file = folder.write('a.json', content);
      const full = new (class extends Spool {
        public override addFrames(): void {
          throw new UsageError('No room.');
        }
      })(`${folder.path}/full`);
      const parts = { spool: full, earliest: 0, latest: Infinity, problem: unexpected, progress: () => undefined };
      const ended = await ingest([{ path: file, bytes: 0 }], parts).catch((error: unknown) => error);
      expect(ended).to.be.instanceOf(UsageError);
    }
  });

  describe('that are broken', () => {
    const lines = Array.from(
      { length: 4000 },
      (_, n) => `${at('2026-03-01T10:00:00Z', `,"n":${n},"x":${Math.sin(n)}`)}\n`,
    );
    const whole = gzipSync(lines.join(''));

    it('keeps the records before the end of gzip data that was cut', async () => {
      const file = folder.write('cut.json.gz', whole.subarray(0, whole.length / 2));
      const { read: result, problems } = await read([file]);
      expect(result.tally.judged).to.be.greaterThan(1500);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(
        /^cut.json.gz: line \d+, byte \d+: the gzip data ends too early; what came before was read$/,
      );
    });

    it('keeps all that could be unzipped before damage', async () => {
      const file = folder.write('crc.json.gz', Buffer.concat([whole.subarray(0, -8), Buffer.alloc(8)]));
      const { read: result, problems } = await read([file]);
      expect(result.tally.judged).to.equal(4000);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(
        /^crc.json.gz: line 4001, byte \d+: the gzip data is damaged \(incorrect data check\); what came before was read$/,
      );
    });

    it('says so once a file, with how many places more, and names files without records', async () => {
      const bad = folder.write('bad.log', `oops\n${at('2026-03-01T10:00:00Z')}\nmore\nand more\n`);
      const none = folder.write('none.json', '{"Records":[]}');
      const gone = `${folder.path}/gone.json`;
      const { read: result, problems } = await read([bad, none, gone, folder.path]);
      expect(problems.map((line) => line.replace(folder.path, 'FOLDER'))).to.deep.equal([
        'bad.log: line 1, byte 0: this is no JSON object (and 1 more place in this file)',
        'gone.json: there is no such file or folder',
        'FOLDER: it is a folder',
      ]);
      expect(result.empty).to.deep.equal([none]);
      expect(tallyText(result.tally)).to.equal('1 record in 4 files: 1 judged');
    });
  });

  it('reads a record of 12 MB and notices which calls are there', async () => {
    const large = at('2026-03-01T10:00:00Z', `,"pad":"${'x'.repeat(12 * 1024 * 1024)}"`);
    const call = at('2026-03-01T10:00:00Z').replace('ListBuckets', 'GetSessionToken');
    const file = folder.write('large.json', `{"Records":[${large},${call}]}`);
    const { read: result, spool } = await read([file]);
    expect([result.tally.judged, result.assumeRole, result.sessionToken]).to.deep.equal([2, false, true]);
    expect((await rawOf(spool, [file])).map(([, raw]) => raw?.length)).to.deep.equal([call.length, large.length]);
  });
});
