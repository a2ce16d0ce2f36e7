import path from 'node:path';
import { expect } from 'chai';
import { dryRun, readContent } from '../../app/content';
import { goodFiles, withChange } from './examples';

const root = path.join(import.meta.dirname, '../..');
const detection = 'searches/detections/aws_detect_something.yml';
const recorder = 'searches/recorders/record_aws_detect_something.yml';

/** Where a dry run finds something wrong, and the beginning of what it says. */
async function wrongIn(files: ReadonlyMap<string, string>): Promise<readonly [string, string, string][]> {
  const problems = await dryRun(readContent(files).content, root);
  return problems.map(({ file, key, text }) => [file, key, text]);
}

describe('running every search over nothing', () => {
  it('finds nothing wrong with searches that are all right', async () => {
    expect(await wrongIn(goodFiles())).to.deep.equal([]);
  });

  it('names an unknown command, in the detection and in the recorder that runs it', async () => {
    const found = await wrongIn(withChange(detection, '\n  | crossaccount\n', '\n  | crosaccount\n'));
    expect(found.map(([file, key]) => [file, key])).to.deep.equal([
      [detection, 'search'],
      [recorder, 'search'],
    ]);
    expect(found[0]![2]).to.contain('crosaccount').and.to.contain('aws detect something - Rule');
  });

  it('names what an investigation does not have', async () => {
    const file = 'searches/investigations/look_at_something.yml';
    const found = await wrongIn(withChange(file, 'inputlookup crossaccount_seen', 'inputlookup crossaccount_sen'));
    expect(found.map(([name, key]) => [name, key])).to.deep.equal([[file, 'search']]);
    expect(found[0]![2]).to.contain('crossaccount_sen');
  });

  it('names an unknown macro of a drilldown', async () => {
    const found = await wrongIn(withChange(detection, "'`crossaccount_index`", "'`crossaccount_idx`"));
    expect(found.map(([file, key]) => [file, key])).to.deep.equal([[detection, 'drilldown_searches.0.search']]);
    expect(found[0]![2]).to.contain('crossaccount_idx');
  });

  it('names a table that is not there', async () => {
    const found = await wrongIn(
      withChange(recorder, 'key_field=_key crossaccount_seen', 'key_field=_key crossaccount_sen'),
    );
    expect(found.map(([file, key]) => [file, key])).to.deep.equal([[recorder, 'search']]);
    expect(found[0]![2]).to.contain('crossaccount_sen');
  });
});
