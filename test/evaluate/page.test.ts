import path from 'node:path';
import { expect } from 'chai';
import { runOn } from '../../bench/evaluate/corpus';
import { unexplained } from '../../bench/evaluate/ablation';
import { evidencePage } from '../../bench/evaluate/page';
import { temporaryFolder } from '../workbench/folder';
import { needsBuiltApp, project } from '../workbench/running';

describe('the evidence on a small organisation', function () {
  this.timeout(300_000);
  needsBuiltApp();
  const folder = temporaryFolder();

  it('has a line for every detector, attack and signal, and scores that follow from their reasons', async () => {
    const shape = { accounts: 12, days: 40, volume: 2 };
    const ran = await runOn({ ...shape, seed: 5 }, path.join(project, 'build', 'workbench.js'), folder.path);
    expect(unexplained(ran.ours)).to.deep.equal([]);

    const page = evidencePage({ shape, runs: [ran], without: ['trust_external'], real: undefined });
    const rows = page.split('\n').filter((line) => line.startsWith('|'));
    const beginning = (text: string): string[] => rows.filter((row) => row.startsWith(`| ${text} `));
    for (const detector of ['this app, score >= 50', 'this app, every finding', 'first seen', 'the five originals']) {
      expect(beginning(detector), detector).to.have.length(1);
    }
    for (const { scenario } of ran.labels) expect(beginning(scenario).length, scenario).to.be.within(1, 2);
    expect(beginning('trust_external')).to.have.length(1);
    // An account from outside that a new role lets in is caught, whatever the weights.
    expect(beginning('backdoor_role')[0]).to.match(/\| yes, 2 min +\| yes, 2 min/);
    expect(page).not.to.match(/NaN|undefined|Infinity/);
  });
});
