import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { root, runScript, version } from './built';

function npmStart(...args: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  const { status, stdout } = spawnSync('npm', ['start', '--', ...args], { cwd: root, encoding: 'utf8' });
  return { status, stdout };
}

describe('npm start', function () {
  this.timeout(120_000);

  before(() => {
    runScript('build.mjs');
  });

  it('prints what the workbench prints and nothing of npm or of the set-up', () => {
    expect(npmStart('--version')).to.deep.equal({ status: 0, stdout: `${version}\n` });
  });

  it("ends with the workbench's exit code", () => {
    expect(npmStart('--no-such-option')).to.deep.equal({ status: 2, stdout: '' });
  });
});
