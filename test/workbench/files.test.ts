import { expect } from 'chai';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { discover } from '../../app/workbench/files';
import { temporaryFolder } from './folder';

describe('Looking for files', () => {
  const folder = temporaryFolder();
  const named = (found: ReturnType<typeof discover>): string[] =>
    found.files.map((file) => path.relative(folder.path, file.path));

  it('walks folders in the order of names and counts what it passes over', () => {
    folder.write('b/2.json', '{}');
    folder.write('b/1.json.gz', '{}');
    folder.write('a.JSONL', '{}');
    folder.write('c.ndjson', '{}');
    folder.write('z.log', '{}');
    folder.write('notes.md', '');
    folder.write('b/picture.png', '');
    folder.write('AWSLogs/111122223333/CloudTrail-Digest/us-east-1/x.json.gz', '');
    folder.write('111122223333_CloudTrail-Digest_us-east-1_1.json.gz', '');
    const found = discover([folder.path]);
    expect(named(found)).to.deep.equal(['a.JSONL', 'b/1.json.gz', 'b/2.json', 'c.ndjson', 'z.log']);
    expect([...found.passedOver]).to.deep.equal([
      ['digest files, which hold no events', 2],
      ['not .json, .jsonl, .ndjson, .log or .gz', 2],
    ]);
    expect(found.problems).to.deep.equal([]);
  });

  it('takes a file that is named itself, whatever it is called, and each file once', () => {
    const file = folder.write('events.txt', '{}');
    folder.write('a.json', '{}');
    symlinkSync(path.join(folder.path, 'a.json'), path.join(folder.path, 'b.json'));
    const found = discover([file, folder.path, file]);
    expect(named(found)).to.deep.equal(['events.txt', 'a.json']);
    expect(found.passedOver.get('named or linked twice')).to.equal(2);
  });

  it('is not caught by links that lead in a circle or nowhere', () => {
    folder.write('a/a.json', '{}');
    symlinkSync(folder.path, path.join(folder.path, 'a', 'up'));
    symlinkSync(path.join(folder.path, 'self'), path.join(folder.path, 'self'));
    symlinkSync(path.join(folder.path, 'gone'), path.join(folder.path, 'dangling.json'));
    const found = discover([folder.path, path.join(folder.path, 'missing')]);
    expect(named(found)).to.deep.equal(['a/a.json']);
    expect(found.problems.map((line) => path.relative(folder.path, line))).to.deep.equal([
      'dangling.json: there is no such file or folder',
      'self: the link leads in a circle',
      'missing: there is no such file or folder',
    ]);
  });
});
