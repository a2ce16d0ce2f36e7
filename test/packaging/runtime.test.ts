import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { root } from './built';
import { onlyReply, refusal, remedy, start } from './starting';

describe('the launcher of a package that brings Node.js', () => {
  let folder: string;
  const inFolder = (name: string): string => path.join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'crossaccount runtime '));
    const launcher = readFileSync(path.join(root, 'bin/crossaccount.sh'), 'utf8');
    program('bin/crossaccount.sh', launcher.replaceAll(/loader=\S+/g, 'loader=$here/loader'));
    writeFileSync(inFolder('bin/loader'), '');
    for (const machine of ['linux_x86_64', 'linux_aarch64']) says(`bin/${machine}/node`, `the one for ${machine}`);
    says('other/node', 'the one on the PATH');
    machine('Linux x86_64', 'glibc 2.36');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function program(name: string, text: string): void {
    mkdirSync(path.dirname(inFolder(name)), { recursive: true });
    writeFileSync(inFolder(name), text);
    chmodSync(inFolder(name), 0o755);
  }

  const says = (name: string, text: string): void => {
    program(name, `#!/bin/sh\necho ${text}\n`);
  };

  /** Programs that tell the launcher on which machine it is. */
  function machine(kind: string, libc: string): void {
    says('tools/uname', kind);
    says('tools/getconf', libc);
  }

  const launch = async (env: Record<string, string> = {}): Promise<string> => {
    const tools = `${inFolder('tools')}:${inFolder('other')}`;
    return (await start('/bin/sh', [inFolder('bin/crossaccount.sh')], { PATH: tools, ...env }, '/')).output;
  };

  it('takes the one for the machine, whatever is on the PATH', async () => {
    expect(await launch()).to.equal('the one for linux_x86_64\n');
    machine('Linux aarch64', 'glibc 2.28');
    expect(await launch()).to.equal('the one for linux_aarch64\n');
  });

  it('takes what CROSSACCOUNT_NODE names before its own, on a system for which its own is not made too', async () => {
    machine('Linux x86_64', 'glibc 2.17');
    expect(await launch({ CROSSACCOUNT_NODE: inFolder('other/node') })).to.equal('the one on the PATH\n');
  });

  it('takes the one on the PATH on a machine for which the package brings none', async () => {
    for (const kind of ['Darwin arm64', 'Darwin x86_64', 'Linux riscv64']) {
      machine(kind, 'glibc 2.36');
      expect(await launch()).to.equal('the one on the PATH\n');
    }
  });

  it('takes the one on the PATH where the runtime was kept out of the bundle for search peers', async () => {
    rmSync(inFolder('bin/linux_x86_64'), { recursive: true });
    expect(await launch()).to.equal('the one on the PATH\n');
  });

  for (const libc of ['glibc 2.5', 'glibc 2.17', 'glibc 2.27']) {
    it(`refuses on ${libc}, and says which is needed`, async () => {
      machine('Linux x86_64', libc);
      expect(onlyReply(await launch())).to.deep.equal(
        refusal(`crossaccount brings a Node.js that needs glibc 2.28 or newer and this system has ${libc}: ${remedy}`),
      );
    });
  }

  for (const libc of ['glibc 2.28', 'glibc 2.40', 'glibc 3.0', '']) {
    it(`starts on ${libc || 'a system that does not tell its glibc'}`, async () => {
      machine('Linux x86_64', libc);
      expect(await launch()).to.equal('the one for linux_x86_64\n');
    });
  }

  it('refuses on a system without glibc, such as one with musl', async () => {
    rmSync(inFolder('bin/loader'));
    expect(onlyReply(await launch())).to.deep.equal(
      refusal(
        `crossaccount brings a Node.js that needs glibc 2.28 or newer and this system has none, musl perhaps: ${remedy}`,
      ),
    );
  });

  it('refuses when its own lost the x-bit, and says which file', async () => {
    chmodSync(inFolder('bin/linux_x86_64/node'), 0o644);
    expect(onlyReply(await launch())).to.deep.equal(
      refusal(
        'crossaccount may not execute bin/linux_x86_64/node in its app folder: give the file its x-bit back, or install the package anew.',
      ),
    );
  });
});
