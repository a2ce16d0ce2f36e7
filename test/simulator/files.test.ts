import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { simulate, writeSimulation } from '../../app/simulator';
import { lived, recordsOf, SMALL } from './world';

describe('a simulation in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'simulation-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const shape = { ...SMALL, days: 3 };
  const write = () => writeSimulation(folder, simulate(shape, []));
  const logs = (): string[] =>
    readdirSync(path.join(folder, 'AWSLogs'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.gz'))
      .sort();

  it('holds every record, in files as S3 has them', () => {
    const written = write();
    const all = logs();
    expect(all[0]).to.match(
      /^(\d{12})\/CloudTrail\/us-east-1\/2026\/01\/05\/\1_CloudTrail_us-east-1_20260105T2355Z_[A-Z2-7]{16}\.json\.gz$/,
    );
    const read = all.flatMap((file) => {
      const { Records } = JSON.parse(gunzipSync(readFileSync(path.join(folder, 'AWSLogs', file))).toString()) as {
        Records: { eventID: string }[];
      };
      return Records.map(({ eventID }) => eventID);
    });
    expect(read.sort()).to.deep.equal(
      recordsOf(lived(shape, []))
        .map(({ eventID }) => eventID)
        .sort(),
    );
    expect(written).to.deep.equal({ files: all.length, records: read.length });
  });

  it('says what the admin knows: accounts of the first day, vendors on the list', () => {
    write();
    const lines = (table: string): string[] => readFileSync(path.join(folder, 'tables', table), 'utf8').split('\n');
    const accounts = lines('crossaccount_accounts.csv');
    expect(accounts[0]).to.equal('account_id,name,class');
    expect(accounts.slice(1, -1)).to.have.length(11);
    const vendors = lines('crossaccount_vendors.csv').join('\n');
    expect(vendors).to.include('Northlight Monitoring').and.not.to.include('Quarry Analytics');
  });

  it('replaces an earlier one, and touches nothing else', () => {
    write();
    const before = logs();
    expect(write().files).to.equal(before.length);
    expect(logs()).to.deep.equal(before);

    rmSync(path.join(folder, 'labels.json'));
    writeFileSync(path.join(folder, 'mine.txt'), 'mine');
    expect(write).to.throw('holds other files: name an empty folder, a new one');
    expect(readFileSync(path.join(folder, 'mine.txt'), 'utf8')).to.equal('mine');
  });
});
