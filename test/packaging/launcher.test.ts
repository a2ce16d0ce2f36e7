import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { appFolder, runScript } from './built';
import type { Ended } from './starting';
import { onlyReply, refusal, remedy, request, start } from './starting';

describe('the launcher', () => {
  let folder: string;
  let bin: string;
  let launcher: string;

  before(function () {
    this.timeout(120_000);
    runScript('build.mjs');
    folder = mkdtempSync(path.join(tmpdir(), 'a folder with spaces '));
    bin = path.join(folder, 'bin');
    cpSync(path.join(appFolder, 'bin'), bin, { recursive: true });
    launcher = path.join(bin, 'crossaccount.sh');
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Puts a program of ours in the place of the command's. */
  const withProgram = async (text: string, run: () => Promise<Ended>): Promise<Ended> => {
    writeFileSync(path.join(bin, 'crossaccount.js'), text);
    try {
      return await run();
    } finally {
      cpSync(path.join(appFolder, 'bin/crossaccount.js'), path.join(bin, 'crossaccount.js'));
    }
  };

  it('starts the command, from a path with spaces and with nothing in the environment but where Node.js is', async () => {
    const { code, output, complaint } = await start(
      launcher,
      [],
      { CROSSACCOUNT_NODE: process.execPath },
      '/',
      request,
    );
    expect({ code, complaint }).to.deep.equal({ code: 0, complaint: '' });
    expect(output).to.match(/^chunked 1\.0,\d+,0\n\{.*"required_fields"/);
  });

  it('finds the node on the PATH', async () => {
    const env = { PATH: path.dirname(process.execPath) };
    const { code, complaint } = await start('/bin/sh', [launcher], env, '/', request);
    expect({ code, complaint }).to.deep.equal({ code: 0, complaint: '' });
  });

  it('can be started from its own folder', async () => {
    const env = { CROSSACCOUNT_NODE: process.execPath };
    const { code, complaint } = await start('/bin/sh', ['crossaccount.sh'], env, bin, request);
    expect({ code, complaint }).to.deep.equal({ code: 0, complaint: '' });
  });

  it('becomes the command, so that a signal to one is a signal to the other', async () => {
    const env = { CROSSACCOUNT_NODE: process.execPath };
    const { output, pid } = await withProgram('process.stdout.write(String(process.pid))', () =>
      start(launcher, [], env, '/'),
    );
    expect(output).to.equal(String(pid));
  });

  it("hides Splunk's libraries and anybody's Node.js options from the command", async () => {
    const env = { CROSSACCOUNT_NODE: process.execPath, NODE_OPTIONS: '--no-such-option', LD_LIBRARY_PATH: '/nowhere' };
    const print = 'process.stdout.write(JSON.stringify([process.env.NODE_OPTIONS, process.env.LD_LIBRARY_PATH]))';
    const { output } = await withProgram(print, () => start(launcher, [], env, '/'));
    expect(output).to.equal('[null,null]');
  });

  it('refuses with one message in the search bar where there is no Node.js', async () => {
    const { code, output, complaint } = await start('/bin/sh', [launcher], { PATH: '/nowhere' }, '/', request);
    expect({ code, complaint }).to.deep.equal({ code: 1, complaint: '' });
    expect(onlyReply(output)).to.deep.equal(
      refusal(
        'crossaccount needs Node.js 20 or newer and found none for this machine, neither in the package nor on the PATH: ' +
          `install it, or ${remedy}`,
      ),
    );
  });

  it('refuses a CROSSACCOUNT_NODE that cannot be run, rather than take another', async () => {
    const env = { PATH: path.dirname(process.execPath), CROSSACCOUNT_NODE: '/no such/node' };
    const { code, output, complaint } = await start('/bin/sh', [launcher], env, '/', request);
    expect({ code, complaint }).to.deep.equal({ code: 1, complaint: '' });
    expect(onlyReply(output)).to.deep.equal(
      refusal(`crossaccount cannot run the program that CROSSACCOUNT_NODE names: ${remedy}`),
    );
  });

  it('refuses a Node.js that is too old, and says which it found', async () => {
    const old =
      "Object.defineProperty(process, 'versions', { value: { node: '18.19.0' } }); require('./crossaccount.js');";
    const { code, output, complaint } = await start(process.execPath, ['-e', old], {}, bin, request);
    expect({ code, complaint }).to.deep.equal({ code: 1, complaint: '' });
    expect(onlyReply(output)).to.deep.equal(
      refusal(
        'crossaccount needs Node.js 20 or newer and found 18.19.0: set CROSSACCOUNT_NODE in splunk-launch.conf to the path ' +
          'of a newer one and restart Splunk.',
      ),
    );
  });
});
