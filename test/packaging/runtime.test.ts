import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { appFolder, runScript } from './built';
import { onlyReply, refusal, remedy, start } from './starting';

/** A launcher with pretended runtimes, on a machine that pretends to be another. */
describe('the launcher of a package with a runtime', () => {
  let folder: string;
  let launcher: string;

  before(function () {
    this.timeout(120_000);
    runScript('build.mjs');
    folder = mkdtempSync(path.join(tmpdir(), 'crossaccount runtime '));
    mkdirSync(path.join(folder, 'bin'));
    launcher = path.join(folder, 'bin/crossaccount.sh');
  });

  beforeEach(() => {
    cpSync(path.join(appFolder, 'bin/crossaccount.sh'), launcher);
    for (const machine of ['linux_x86_64', 'linux_aarch64']) program(`bin/${machine}/node`, `echo the ${machine} one`);
    program('tools/getconf', 'echo glibc 2.36');
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function program(name: string, text: string): string {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    return file;
  }
