import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { detectionPages, readContent, readSearchFiles } from '../../app/content';
import { goodFiles, withChange } from './examples';

const root = path.join(import.meta.dirname, '../..');
const file = 'searches/detections/aws_detect_something.yml';

function page(files: ReadonlyMap<string, string> = goodFiles()): string {
  return detectionPages(readContent(files).content).get('aws_detect_something.md') ?? '';
}

/** What stands below a heading. */
function below(heading: string, text = page()): string {
  return text.split(`\n## ${heading}\n\n`)[1]?.split('\n## ')[0]?.trim() ?? '';
}

describe('the page of a detection', () => {
  it('says what the search finds, misses and needs, and what to do', () => {
    expect(page().split('\n').slice(0, 3)).to.deep.equal(['# aws detect something', '', 'What it is, on two lines.']);
    expect(below('What it misses')).to.equal('- what it misses');
    expect(below('False positives')).to.equal('None.');
    expect(below('How to look into a finding')).to.equal('1. look\n2. then look again\n\nDrilldowns: *Everything*.');
    expect(below('What it needs')).to.equal('Switch it on.');
    expect(below('References')).to.equal('- <https://example.com/b>');
  });

  it('shows the search as it stands in the file', () => {
    expect(below('The search')).to.equal(
      '```\n`crossaccount_index` TERM(Something)\n| crossaccount\n' +
        '| lookup local=true crossaccount_seen _key as xa_caller OUTPUT seen\n| `aws_detect_something_filter`\n```',
    );
  });

  it('says when it is recorded and over what', () => {
    expect(page()).to.contain('| recorded | `17 * * * *`, over what was indexed from `-70m@m` to `-10m@m` |');
  });

  it('names the numbers that can be tuned', () => {
    const files = withChange(file, 'TERM(Something)', 'x=`crossaccount_many`').set(
      'searches/macros/crossaccount_many.yml',
      "name: crossaccount_many\ndescription: How many.\ndefinition: '7'\n",
    );
    expect(below('What can be tuned', page(files))).to.contain('| `crossaccount_many` | 7 | How many. |');
  });

  it('says what Enterprise Security is told, and of Hunting that it is nothing', () => {
    expect(page()).to.not.contain('## What Enterprise Security is told');
    const files = withChange(file, 'type: Hunting', 'type: Anomaly');
    const risk =
      'intermediate_findings:\n  entities:\n    - {field: user, type: user, score: 40, message: $user$ did | it}\n';
    files.set(file, (files.get(file) ?? '') + risk);
    expect(below('What Enterprise Security is told', page(files))).to.contain(
      '| risk | `user` (user) | 40 | `$user$ did \\| it` |',
    );
  });
});

describe('docs/detections', () => {
  it('is what npm run docs makes of the searches', async () => {
    const folder = path.join(root, 'docs/detections');
    const { content } = readContent(await readSearchFiles(root));
    const committed = readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]);
    expect(Object.fromEntries(committed)).to.deep.equal(Object.fromEntries(detectionPages(content)));
  });
});
