import path from 'node:path';
import { expect } from 'chai';
import {
  checkContent,
  describeProblem,
  dryRun,
  filterMacro,
  filterPermissions,
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
    const meta = parseConf(filterPermissions(content), 'default.meta');
    expect([...meta.keys()]).to.deep.equal(content.detections.map(({ value }) => `macros/${filterMacro(value.name)}`));
    expect([...meta.values()].map((stanza) => stanza.get('export'))).to.deep.equal(
      content.detections.map(() => 'none'),
    );
  });
});
