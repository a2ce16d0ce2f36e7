import { expect } from 'chai';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { discover } from '../../app/workbench/files';
import { ingest } from '../../app/workbench/ingest';
import { Spool } from '../../app/workbench/spool';
import { tallyText } from '../../app/workbench/tally';

const megabyte = 1024 * 1024;

describe('The local run', function () {
  this.timeout(30 * 60_000);
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'crossaccount-heavy-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function read(): Promise<{ tally: string; problems: string[]; megabytes: number }> {
    const data = path.join(folder, 'data');
    const { files } = discover([data]);
    const problems: string[] = [];
    const spool = new Spool(path.join(folder, 'spool'));
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 100);
    const problem = (line: string): unknown => problems.push(line.replaceAll(`${data}/`, ''));
    const parts = { spool, earliest: 0, latest: Infinity, problem, progress: () => undefined };
    const { tally } = await ingest(files, parts);
    clearInterval(watch);
    return { tally: tallyText(tally), problems, megabytes: most / megabyte };
  }

  it('reads a million tiny files', async () => {
    for (let part = 0; part < 1000; part += 1) {
      const inside = path.join(folder, 'data', String(part));
      mkdirSync(inside, { recursive: true });
      for (let at = 0; at < 1000; at += 1) {
        const time = `2026-03-${String(1 + (part % 28)).padStart(2, '0')}T10:00:00Z`;
        writeFileSync(path.join(inside, `${at}.json`), `{"eventTime":"${time}","eventName":"ListBuckets"}`);
      }
    }
    const { tally, problems, megabytes } = await read();
    expect([tally, problems]).to.deep.equal(['1,000,000 records in 1,000,000 files: 1,000,000 judged', []]);
    expect(megabytes).to.be.lessThan(1500);
  });

  for (const [name, body] of [
    ['one endless string', 'x'],
    ['blanks', ' '],
    ['brackets', '['],
    ['lines that are no records', 'x\n'],
  ] as const) {
    it(`leaves a gzip bomb of 10 GB of ${name} after a few hundred MB`, async () => {
      mkdirSync(path.join(folder, 'data'));
      const block = Buffer.alloc(megabyte, body);
      function* bomb(): Generator<Buffer> {
        yield Buffer.from('{"eventTime":"2026-03-01T10:00:00Z"}\n{"a":"');
        for (let at = 0; at < 10_240; at += 1) yield block;
        yield Buffer.from('"}\n');
      }
      await pipeline(bomb, createGzip({ level: 1 }), createWriteStream(path.join(folder, 'data', 'bomb.json.gz')));
      const started = Date.now();
      const { tally, problems, megabytes } = await read();
      expect(Date.now() - started).to.be.lessThan(120_000);
      expect(megabytes).to.be.lessThan(900);
      expect(tally).to.match(/^\d records in 1 file: 1 judged, 1 skipped \(broken off or too large\)$/);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(/the gzip data unzips to more than 200 times its size, which no CloudTrail does/);
    });
  }
});
