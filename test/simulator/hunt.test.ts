import path from 'node:path';
import { expect } from 'chai';
import { scenariosNamed, simulate, writeSimulation, type Label } from '../../app/simulator';
import { temporaryFolder } from '../workbench/folder';
import { findingsIn, needsBuiltApp, workbench } from '../workbench/running';
import { SMALL } from './world';

describe('a small organisation, hunted', function () {
  this.timeout(120_000);
  needsBuiltApp();
  const folder = temporaryFolder();

  it('is read without a complaint, and its attackers are among the findings', async () => {
    const simulation = simulate({ ...SMALL, days: 16, volume: 2 }, scenariosNamed('backdoor_trust'));
    const { labels } = simulation;
    writeSimulation(folder.path, simulation);
    const ran = await workbench(
      path.join(folder.path, 'AWSLogs'),
      '--work',
      path.join(folder.path, 'tables'),
      '--format',
      'json',
    );
    expect(ran.code).to.equal(0);
    expect(ran.stderr).not.to.match(/could not be read|skipped/);
    const found = new Set(findingsIn(ran).flatMap((finding) => finding.xa_event as string[]));
    for (const label of attacksOf(labels)) {
      for (const { event, call } of label.expected)
        expect(found.has(event), `${label.scenario}: ${call}`).to.equal(true);
    }
  });
});

function attacksOf(labels: readonly Label[]): Label[] {
  return labels.filter(({ kind }) => kind === 'attack');
}
