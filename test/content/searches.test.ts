import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import {
  checkContent,
  describeProblem,
  dryRun,
  filterMacro,
  readContent,
  readSearchFiles,
  readShippedTables,
} from '../../app/content';
import { parseConf } from '../../app/spl/conf/stanzas';

const root = path.join(import.meta.dirname, '../..');

describe('the searches of this app', () => {
  it('have no problems', async () => {
    const { content, problems } = readContent(await readSearchFiles(root));
    const all = [...problems, ...checkContent(content, await readShippedTables(root))];
    expect(all.map(describeProblem)).to.deep.equal([]);
  });

  it('hold nothing that the strict local engine does not know', async () => {
    const { content } = readContent(await readSearchFiles(root));
    expect((await dryRun(content, root)).map(describeProblem)).to.deep.equal([]);
  });

  it('keep their filters inside the app, since others may use the same names', async () => {
    const { content } = readContent(await readSearchFiles(root));
    const meta = parseConf(await readFile(path.join(root, 'metadata/default.meta'), 'utf8'), 'default.meta');
    const exported = content.detections.map(({ value }) =>
      meta.get(`macros/${filterMacro(value.name)}`)?.get('export'),
    );
    expect(exported).to.deep.equal(content.detections.map(() => 'none'));
  });
});
