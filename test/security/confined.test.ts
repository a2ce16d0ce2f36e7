import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { expect } from 'chai';
import { collectionsIn, readApp } from '../../app/spl';
import { appFolder, runScript } from '../packaging/built';
import { access, conversation, told } from '../packaging/conversation';
import { servedOver } from '../workbench/kvstore/serving';

/** Node.js itself then keeps the program from every file that is not named, from writing, and from starting anything. */
const confinement = Number(process.versions.node.split('.')[0]) < 24 ? '--experimental-permission' : '--permission';

interface Ended {
  readonly code: number | null;
  readonly output: Buffer;
  readonly complaints: string[];
}

describe('the command, confined', function () {
  this.timeout(60_000);
  let folder: string;
  const inFolder = (name: string): string => path.join(folder, name);

  before(() => {
    runScript('build.mjs');
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'crossaccount-confined-')));
    cpSync(path.join(appFolder, 'bin'), inFolder('app/bin'), { recursive: true });
    mkdirSync(inFolder('app/lookups'));
    writeFileSync(
      inFolder('app/lookups/crossaccount_accounts.csv'),
      'account_id,name,class,owner,note\n444455556666,,own,,\n',
    );
    cpSync(path.join(import.meta.dirname, 'watch.cjs'), inFolder('watch.cjs'));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function node(args: readonly string[], input: Buffer): Promise<Ended> {
    const child = spawn(process.execPath, args, { cwd: '/', env: {}, stdio: 'pipe' });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [code, output, complaint] = await Promise.all([ended, buffer(child.stdout), text(child.stderr)]);
    const complaints = complaint
      .split('\n')
      .filter((line) => line !== '' && !/ExperimentalWarning|--trace-warnings/.test(line));
    return { code, output, complaints };
  }

  const search = (readable: readonly string[], input: Buffer): Promise<Ended> =>
    node(
      [
        confinement,
        ...['watch.cjs', ...readable].map((name) => `--allow-fs-read=${inFolder(name)}`),
        '--require',
        inFolder('watch.cjs'),
        inFolder('app/bin/crossaccount.js'),
      ],
      input,
    );

  it('needs to read nothing but its own folder of programs, writes nothing, starts nothing and connects to nothing', async () => {
    const { code, output, complaints } = await search(['app/bin/*'], conversation());
    expect([code, complaints, told(output)]).to.deep.equal([0, [], ['stateful', ...access]]);
  });

  it('reads the tables of its app besides, with baseline=csv', async () => {
    const { code, output, complaints } = await search(['app/bin/*', 'app/lookups/*'], conversation(['baseline=csv']));
    expect([code, complaints, told(output)]).to.deep.equal([0, [], ['stateful', ...access]]);
  });

  it('connects to splunkd besides, and to nothing else, with baseline=kvstore', async () => {
    const splunkd = await servedOver(readApp(appFolder), collectionsIn('nowhere'));
    try {
      const input = conversation(['baseline=kvstore'], { splunkd_uri: splunkd.uri, session_key: splunkd.sessionKey });
      const { code, output, complaints } = await search(['app/bin/*'], input);
      expect([code, told(output)]).to.deep.equal([0, ['stateful', ...access]]);
      expect([...new Set(complaints)]).to.deep.equal([`connects to 127.0.0.1:${new URL(splunkd.uri).port}`]);
      expect(output.includes(splunkd.sessionKey)).to.equal(false);
    } finally {
      await splunkd.close();
    }
  });

  it('says nothing of the session key when splunkd refuses it', async () => {
    const splunkd = await servedOver(readApp(appFolder), collectionsIn('nowhere'));
    try {
      const input = conversation(['baseline=kvstore'], { splunkd_uri: splunkd.uri, session_key: 'a-key-of-another' });
      const { code, output, complaints } = await search(['app/bin/*'], input);
      expect([code, output.includes('ERROR')]).to.deep.equal([1, true]);
      expect(`${output.toString()}${complaints.join()}`).to.not.contain('a-key-of-another');
    } finally {
      await splunkd.close();
    }
  });

  it('would be caught if it read, connected or started something', async () => {
    const forbidden = [
      `require('node:fs').readFileSync('/etc/hostname')`,
      `require('node:fs').writeFileSync(${JSON.stringify(inFolder('written'))}, '')`,
      `require('node:child_process').execFileSync('/bin/true')`,
    ];
    for (const [index, what] of forbidden.entries()) {
      const name = `app/bin/forbidden${String(index)}.js`;
      writeFileSync(inFolder(name), what);
      const args = [confinement, `--allow-fs-read=${inFolder('app/bin/*')}`, inFolder(name)];
      expect((await node(args, Buffer.alloc(0))).complaints.join()).to.contain('ERR_ACCESS_DENIED');
    }
    writeFileSync(inFolder('app/bin/calling.js'), `require('node:net').connect(9, '127.0.0.1').on('error', () => {})`);
    const { complaints } = await node(
      ['--require', inFolder('watch.cjs'), inFolder('app/bin/calling.js')],
      Buffer.alloc(0),
    );
    expect(complaints).to.deep.equal(['connects to 127.0.0.1:9']);
  });
});
