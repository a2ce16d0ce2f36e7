import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import {
  describeProblem,
  readContent,
  readSearchFiles,
  releaseOf,
  releaseSchema,
  versionProblems,
} from '../../app/content';
import type { Release } from '../../app/content';
import { goodFiles, withChange } from './examples';

const root = path.join(import.meta.dirname, '../..');
const file = 'searches/detections/aws_detect_something.yml';
const rule = 'CrossAccount - aws detect something - Rule';

function release(files: ReadonlyMap<string, string> = goodFiles()): Release {
  return releaseOf(readContent(files).content, '1.2.3');
}

function complaints(files: ReadonlyMap<string, string>, last = release()): string[] {
  return versionProblems(readContent(files).content, last).map(describeProblem);
}

describe('the version of a detection', () => {
  it('is kept with what was compiled of it', () => {
    expect(Object.entries(release().rules).map(([name, { version }]) => [name, version])).to.deep.equal([[rule, 2]]);
  });

  it('stays while the compiled stanza stays, whatever else changes', () => {
    expect(complaints(withChange('searches/detections/aws_detect_something.guide.yml', 'look', 'see'))).to.deep.equal(
      [],
    );
  });

  it('must rise when the stanza changes, and the complaint says to what', () => {
    const text =
      `${file}: version: is 2, as in release 1.2.3 or below, but what is compiled of it changed since: make it 3, and ` +
      'modification_date today';
    expect(complaints(withChange(file, 'TERM(Something)', 'TERM(Other)'))).to.deep.equal([text]);
    expect(complaints(withChange(file, 'on two lines', 'on one line'))).to.deep.equal([text]);
    expect(complaints(withChange(file, 'T1199', 'T1528'))).to.deep.equal([text]);
  });

  it('may not fall', () => {
    expect(complaints(withChange(file, 'version: 2', 'version: 1'))).to.deep.equal([
      `${file}: version: is 1, as in release 1.2.3 or below, but what is compiled of it changed since: make it 3, and modification_date today`,
    ]);
  });

  it('once risen allows any change until the next release', () => {
    const risen = withChange(file, 'version: 2', 'version: 3');
    expect(complaints(risen)).to.deep.equal([]);
    expect(
      complaints(risen.set(file, (risen.get(file) ?? '').replace('TERM(Something)', 'TERM(Other)'))),
    ).to.deep.equal([]);
  });

  it('is anything of a detection that the release did not have', () => {
    expect(complaints(goodFiles(), { release: '1.2.3', rules: {} })).to.deep.equal([]);
  });
});

describe('the detections of this app', () => {
  it('rose in version where they changed since the last release (npm run versions keeps them with the next one)', async () => {
    const last = releaseSchema.parse(JSON.parse(readFileSync(path.join(root, 'test/content/released.json'), 'utf8')));
    const { content } = readContent(await readSearchFiles(root));
    expect(versionProblems(content, last).map(describeProblem)).to.deep.equal([]);
    expect(Object.keys(last.rules)).to.not.be.empty;
  });
});
