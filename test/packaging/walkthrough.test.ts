import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { root, runScript } from './built';

interface Walkthrough {
  withExplanations: (page: string) => string;
}

describe('docs/walkthrough.md', function () {
  this.timeout(120_000);

  it('shows what explain prints of the sample (npm run docs puts it there)', async () => {
    runScript('build.mjs');
    const { withExplanations } = (await import(path.join(root, 'scripts/support/walkthrough.mjs'))) as Walkthrough;
    const page = readFileSync(path.join(root, 'docs/walkthrough.md'), 'utf8');
    expect(withExplanations(page)).to.equal(page);
    expect(page.match(/^# \d+ · NEW/gm)).to.have.length(3);
  });
});
