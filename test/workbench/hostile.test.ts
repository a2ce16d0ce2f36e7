import { expect } from 'chai';
import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createGzip, gzipSync } from 'node:zlib';
import { once } from 'node:events';
import { ingest } from '../../app/workbench/ingest';
import type { EventFile } from '../../app/workbench/files';
import { discover } from '../../app/workbench/files';
import { Spool } from '../../app/workbench/spool';
import { tallyText } from '../../app/workbench/tally';
import { temporaryFolder } from './folder';
import { needsBuiltApp, project, workbench } from './running';

const megabyte = 1024 * 1024;
const record = '{"eventTime":"2026-03-01T10:00:00Z","eventName":"ListBuckets"}';

/** Gzip data of `head`, `count` times `body`, and `tail`. */
async function packed(head: string, body: Buffer, count: number, tail: string): Promise<Buffer> {
  const zip = createGzip({ level: 9 });
  const pieces: Buffer[] = [];
  zip.on('data', (piece: Buffer) => pieces.push(piece));
  zip.write(head);
  for (let at = 0; at < count; at += 1) if (!zip.write(body)) await once(zip, 'drain');
  zip.end(tail);
  await once(zip, 'end');
  return Buffer.concat(pieces);
}

describe('Among files that would harm', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();

  async function read(
    files: readonly EventFile[],
    progress: (bytes: number) => void = () => undefined,
  ): Promise<{ tally: string; problems: string[] }> {
    const problems: string[] = [];
    const spool = new Spool(path.join(folder.path, 'spool'));
    const problem = (line: string): unknown => problems.push(line.replaceAll(`${folder.path}/`, ''));
    const { tally } = await ingest(files, { spool, earliest: 0, latest: Infinity, problem, progress });
    return { tally: tallyText(tally), problems };
  }

  const named = (file: string): EventFile[] => [{ path: file, bytes: 0 }];

  describe('a gzip bomb', () => {
    it('is read up to 200 times its size and 256 MB; the next file is read as ever', async () => {
      const bomb = await packed(`${record}\n`, Buffer.alloc(megabyte, ' '), 1024, `${record}\n`);
      expect(bomb.length).to.be.lessThan(1.1 * megabyte);
      const files = [folder.write('a.json.gz', bomb), folder.write('b.json.gz', gzipSync(record))];
      const before = process.memoryUsage().rss;
      const { tally, problems } = await read(files.flatMap(named));
      expect(process.memoryUsage().rss - before).to.be.lessThan(100 * megabyte);
      expect(tally).to.equal('2 records in 2 files: 2 judged');
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(
        /^a\.json\.gz: line 2, byte 2\d{8}: the gzip data unzips to more than 200 times its size, which no CloudTrail does; what came before was read$/,
      );
    });

    it('costs no more when its data is damaged, too', async () => {
      const bomb = await packed(`${record}\n`, Buffer.alloc(megabyte, ' '), 200, `${record}\n`);
      const file = folder.write('a.json.gz', Buffer.concat([bomb.subarray(0, -8), Buffer.alloc(8)]));
      const started = Date.now();
      const { tally, problems } = await read(named(file));
      expect(Date.now() - started).to.be.lessThan(20_000);
      expect(tally).to.equal('2 records in 1 file: 2 judged');
      expect(problems[0]).to.match(/: the gzip data is damaged \(incorrect data check\); what came before was read$/);
    });

    it('of one endless record is passed over as too large', async () => {
      const noise = Buffer.from(
        Array.from({ length: megabyte / 4 }, (_, at) => ((at * 7919) % 90) + 35).filter((byte) => byte !== 92),
      );
      const bomb = await packed(
        `${record}\n{"a":"`,
        noise,
        Math.ceil((300 * megabyte) / noise.length),
        `"}\n${record}\n`,
      );
      const file = folder.write('a.json.gz', bomb);
      const { tally, problems } = await read(named(file));
      expect(tally).to.match(/1 skipped \(broken off or too large\)$/);
      expect(problems).to.have.length(1);
    });
  });

  it('one of very many broken records costs a moment and one line', async () => {
    const file = folder.write('a.json', `${record}\n${'{\n'.repeat(300_000)}\n${record}\n`);
    const started = Date.now();
    const { tally, problems } = await read(named(file));
    expect(Date.now() - started).to.be.lessThan(20_000);
    expect(tally).to.equal('300,002 records in 1 file: 2 judged, 300,000 skipped (broken off or too large)');
    expect(problems).to.deep.equal([
      'a.json: line 2, byte 63: a "{" stands where JSON allows none (and 299,999 more places in this file)',
    ]);
  });

  it('one that grows while it is read is read as far as it went at first, not without end', async () => {
    const lines = `${record}\n`.repeat(30_000);
    const file = folder.write('a.json', lines);
    let appended = 0;
    const { tally, problems } = await read(named(file), () => {
      appendFileSync(file, lines);
      appended += 1;
    });
    expect(appended).to.be.greaterThan(1);
    expect([tally, problems]).to.deep.equal(['30,000 records in 1 file: 30,000 judged', []]);
  });

  it('one that is still being written has its last record told and counted, and read by the next run', async () => {
    const half = record.slice(0, 30);
    const file = folder.write('a.json', `${record}\n${half}`);
    expect(await read(named(file))).to.deep.equal({
      tally: '2 records in 1 file: 1 judged, 1 skipped (broken off or too large)',
      problems: ['a.json: line 2, byte 63: the record that begins here is cut off by the end of the file'],
    });
    appendFileSync(file, `${record.slice(30)}\n`);
    rmSync(path.join(folder.path, 'spool'), { recursive: true });
    expect(await read(named(file))).to.deep.equal({ tally: '2 records in 1 file: 2 judged', problems: [] });
  });

  it('one that shrinks after it was found is read as it is, one that goes is told', async () => {
    const files = ['a.json', 'b.json', 'c.json'].map((name) => folder.write(name, `${record}\n${record}\n`));
    const { files: found } = discover([folder.path]);
    writeFileSync(files[0]!, record);
    rmSync(files[1]!);
    const { tally, problems } = await read(found);
    expect(tally).to.equal('3 records in 3 files: 3 judged');
    expect(problems).to.deep.equal(['b.json: there is no such file or folder']);
  });

  it('very many tiny ones are read, and empty ones told apart', async () => {
    for (let at = 0; at < 2000; at += 1) folder.write(`${at % 7}/${at}.json`, at % 2 === 0 ? record : '');
    const { files, passedOver, problems } = discover([folder.path]);
    expect([files.length, passedOver.size, problems.length]).to.deep.equal([2000, 0, 0]);
    expect(await read(files)).to.deep.equal({ tally: '1,000 records in 2,000 files: 1,000 judged', problems: [] });
  });

  it('one below a thousand folders is found, as are links that lead up again', () => {
    let place = folder.path;
    for (let depth = 0; depth < 1000; depth += 1) place = path.join(place, 'd');
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, 'a.json'), record);
    symlinkSync(folder.path, path.join(place, 'up'));
    const { files, problems } = discover([folder.path]);
    expect([files.length, problems]).to.deep.equal([1, []]);
  });
});

describe('Time filters', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();

  it('take the first moment and leave out the last, to the millisecond', async () => {
    const times = ['01T23:59:59.999Z', '02T00:00:00Z', '02T00:00:00.000Z', '02T23:59:59.999Z', '03T00:00:00Z'];
    const lines = times.map((time) => `{"eventTime":"2026-03-${time}"}\n`);
    const file = folder.write('a.json', [...lines, '{"eventTime":"2026-03-02T02:00:00+02:00"}\n'].join(''));
    const kept = async (earliest: number, latest: number): Promise<string> => {
      const spool = new Spool(path.join(folder.path, `spool-${earliest}-${latest}`));
      const unexpected = (line: string): never => {
        throw new Error(line);
      };
      const parts = { spool, earliest, latest, problem: unexpected, progress: () => undefined };
      return tallyText((await ingest([{ path: file, bytes: 0 }], parts)).tally);
    };
    const day = Date.UTC(2026, 2, 2) / 1000;
    expect(await kept(day, day + 86_400)).to.equal('6 records in 1 file: 4 judged, 2 outside the time range');
    expect(await kept(day, Infinity)).to.equal('6 records in 1 file: 5 judged, 1 outside the time range');
    expect(await kept(0, day)).to.equal('6 records in 1 file: 1 judged, 5 outside the time range');
  });

  describe('with the built app', () => {
    needsBuiltApp();

    it('that leave nothing over find nothing, and how many records lie outside is told', async () => {
      const file = folder.write('a.json', `${record}\n`);
      const { code, stdout, stderr } = await workbench(file, '--format', 'json', '--earliest', '2030-01-01');
      expect([code, stdout]).to.deep.equal([0, '']);
      expect(stderr).to.contain('1 outside the time range');
    });

    it('aside, findings come by score and time, whatever the order of files and of records in them', async () => {
      const examples = path.join(project, 'examples', 'AWSLogs');
      const records = discover([examples]).files.flatMap(
        ({ path: file }) => (JSON.parse(readFileSync(file, 'utf8')) as { Records: unknown[] }).Records,
      );
      const lines = records.map((one) => JSON.stringify(one));
      const told: string[] = [];
      for (const ordered of [lines, lines.toReversed()]) {
        const half = Math.ceil(ordered.length / 2);
        folder.write('a.json', ordered.slice(0, half).join('\n'));
        folder.write('b.json', ordered.slice(half).join('\n'));
        const { code, stdout } = await workbench(
          folder.path,
          '--format',
          'json',
          '--learning',
          '0',
          '--earliest',
          '2026-03-01',
        );
        expect(code).to.equal(0);
        told.push(stdout);
      }
      expect(told[1]).to.equal(told[0]);
      const scores = told[0]!
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { xa_score: number; _time: number });
      const inOrder = [...scores].sort((a, b) => b.xa_score - a.xa_score || a._time - b._time);
      expect(scores).to.deep.equal(inOrder);
      expect(scores.length).to.be.greaterThan(5);
    });
  });
});
