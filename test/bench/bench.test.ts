import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect } from 'chai';

const root = path.join(import.meta.dirname, '../..');

/** The benchmark on a few rows, of the command alone: it throws when a row is lost. */
function bench(): string {
  const script = path.join(root, 'scripts/bench.mjs');
  const args = [script, '--alone', '--events', '300', '--repeat', '1'];
  return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('the benchmark', function () {
  this.timeout(120_000);

  it('measures the command on four streams, and sees every row answered', function () {
    if (process.platform !== 'linux') this.skip();
    const rows = bench()
      .trimEnd()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));
    expect(rows.map((row) => row.slice(1, 3))).to.deep.equal([
      ['stream', 'program'],
      [rows[1]![1], rows[1]![2]],
      ['selected fields, 10% STS', 'crossaccount'],
      ['selected fields, 100% STS', 'crossaccount'],
      ['all fields, 10% STS', 'crossaccount'],
      ['50,000-row chunks, 10% STS', 'crossaccount'],
    ]);
    for (const row of rows.slice(2)) {
      const figures = [row[3], row[4], row[5], row[7], row[8]].map((cell) => Number(cell?.replaceAll(',', '')));
      expect(
        figures.every((figure) => figure > 0),
        row.join(' | '),
      ).to.equal(true);
    }
  });
});
