import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect } from 'chai';

const root = path.join(import.meta.dirname, '../..');

/** A benchmark on a few rows, of the command alone: it throws when a row is lost. */
function bench(name: string, ...options: string[]): string {
  const script = path.join(root, 'scripts', name);
  const args = [script, '--alone', '--repeat', '1', ...options];
  return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('the benchmark', function () {
  this.timeout(120_000);

  it('measures the command on four streams, and sees every row answered', function () {
    if (process.platform !== 'linux') this.skip();
    const rows = bench('bench.mjs', '--events', '300')
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

describe('the benchmark of sessions', function () {
  this.timeout(120_000);

  it('measures the command with and without them, and finds the origins', function () {
    if (process.platform !== 'linux') this.skip();
    const [header, , ...lines] = bench('bench-origin.mjs', '--events', '6000', '--live', '500').trimEnd().split('\n');
    expect(header).to.match(/^\| search +\| events\/s \| CPU s \| CPU us an event \| peak MB \|$/);
    expect(lines.slice(0, 2).map((line) => line.split('|')[1]?.trim())).to.deep.equal([
      'crossaccount origin=true',
      'crossaccount',
    ]);
    // The last row of a chunk may be a copy whose twin comes with the next one.
    expect(lines.at(-1)).to.match(
      /^First principal and hops were told in (?:4,999|5,000) of 5,000 rows that were compared, and wrongly in 0\.$/,
    );
  });
});

interface Sections {
  sectionOf(page: string, title: string): string;
  withSection(page: string, title: string, text: string): string;
}

describe('a section of a page', () => {
  let sections: Sections;
  before(async () => {
    sections = (await import(path.join(root, 'bench/run/section.mjs'))) as Sections;
  });
  const page = '# Page\n\n## One\n\nold\n\n## Two\n\nkept\n';

  it('takes the place of the one with its heading, or the end', () => {
    expect(sections.withSection(page, 'One', '## One\n\n$& new')).to.equal(
      '# Page\n\n## One\n\n$& new\n\n## Two\n\nkept\n',
    );
    expect(sections.withSection(page, 'Three', '## Three\n\nnew')).to.equal(`${page}\n## Three\n\nnew\n`);
    expect(sections.withSection(page, 'Three', '')).to.equal(page);
  });

  it('is found by its heading', () => {
    expect(sections.sectionOf(page, 'Two')).to.equal('## Two\n\nkept');
    expect(sections.sectionOf(page, 'Tw')).to.equal('');
  });
});
