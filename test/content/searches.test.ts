import path from 'node:path';
import { expect } from 'chai';
import { SEARCH_SIGNALS } from '../../app/baseline';
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

  it('take every weight that they add to a score from the one table', async () => {
    const { content } = readContent(await readSearchFiles(root));
    const texts = content.detections.map(({ value }) => value.search).join('\n');
    for (const name of Object.keys(SEARCH_SIGNALS)) {
      expect(texts, name)
        .to.contain(`\`crossaccount_weight_${name}\``)
        .and.to.contain(`\`crossaccount_sentence_${name}\``);
    }
    const sums = texts.match(/xa_score=min\(.*$/gm) ?? [];
    const numbers = sums.flatMap((sum) => sum.match(/(?<![\w.])\d+(?![\w.])/g) ?? []);
    expect(sums).to.not.be.empty;
    expect(new Set(numbers)).to.deep.equal(new Set(['100', '0', '1']));
  });

  it('keep their filters inside the app, since others may use the same names', async () => {
    const { content } = readContent(await readSearchFiles(root));
    const meta = parseConf(filterPermissions(content), 'default.meta');
    const rules = [...content.detections, ...content.risk];
    expect([...meta.keys()].sort()).to.deep.equal(rules.map(({ value }) => `macros/${filterMacro(value.name)}`).sort());
    expect([...meta.values()].map((stanza) => stanza.get('export'))).to.deep.equal(rules.map(() => 'none'));
  });
});
