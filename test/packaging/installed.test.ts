import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { appId, writePackageWithRuntime } from './built';
import { access, conversation, told } from './conversation';
import { onlyReply, refusal, remedy } from './starting';

/** Someone who may read and start the app, and change nothing of it: root may change everything. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

async function search(app: string, input: Buffer, env: Record<string, string> = {}): Promise<Buffer> {
  const child = spawn(path.join(app, 'bin/crossaccount.sh'), [], { env, cwd: '/', stdio: 'pipe', ...nobody });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [output, complaint] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
  expect(complaint.toString()).to.equal('');
  return output;
}

function everyFile(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

describe('the installed package', function () {
  this.timeout(120_000);
  let splunk = '';

  before(function () {
    const file = process.platform === 'linux' ? writePackageWithRuntime() : undefined;
    if (file === undefined) return this.skip();
    splunk = mkdtempSync(path.join(tmpdir(), 'Splunk with spaces '));
    chmodSync(splunk, 0o755);
    for (const place of ['etc/apps', 'var/run/searchpeers/search-head-1772445600/apps']) {
      mkdirSync(path.join(splunk, place), { recursive: true });
      execFileSync('tar', ['--no-same-owner', '-xpzf', file, '-C', path.join(splunk, place)]);
      execFileSync('chmod', ['-R', 'a-w', path.join(splunk, place)]);
    }
  });

  after(() => {
    if (!existsSync(splunk)) return;
    execFileSync('chmod', ['-R', 'u+w', splunk]);
    rmSync(splunk, { recursive: true });
  });

  const installed = (): string => path.join(splunk, 'etc/apps', appId);
  const onPeer = (): string => path.join(splunk, 'var/run/searchpeers/search-head-1772445600/apps', appId);

  it('answers a search with its own Node.js, from a folder that it may not write and with an empty environment', async () => {
    expect(told(await search(installed(), conversation()))).to.deep.equal(['stateful', ...access]);
  });

  it('extracts on a search peer where the admin lets the runtime travel', async () => {
    const output = await search(onPeer(), conversation(['distributed=true']));
    expect(told(output)).to.deep.equal(['streaming', ...access]);
  });

  it('keeps the runtime, and nothing else, out of the bundle for search peers', () => {
    const conf = readFileSync(path.join(installed(), 'default/distsearch.conf'), 'utf8');
    const denied = [...conf.matchAll(/^\w+ = (.+)$/gm)].map(([, pattern = '']) => pattern);
    const kept = everyFile(installed()).filter((file) => denied.some((pattern) => matches(pattern, file)));
    expect(kept.sort()).to.deep.equal(['bin/linux_aarch64/node', 'bin/linux_x86_64/node']);
  });

  it('is as it was after the searches', () => {
    const changed = everyFile(installed()).filter(
      (file) => statSync(path.join(installed(), file)).mtimeMs !== Date.UTC(1980, 0, 1),
    );
    expect(changed).to.deep.equal([]);
  });

  describe('on a search peer without the runtime', () => {
    before(() => {
      const folder = path.join(onPeer(), 'bin');
      execFileSync('chmod', ['-R', 'u+w', folder]);
      for (const name of ['linux_x86_64', 'linux_aarch64']) rmSync(path.join(folder, name), { recursive: true });
    });

    it('says what is missing', async () => {
      const output = await search(onPeer(), conversation(['distributed=true']), { PATH: '/nowhere' });
      expect(onlyReply(output.toString())).to.deep.equal(
        refusal(
          'crossaccount needs Node.js 20 or newer and found none for this machine, neither in the package nor on the PATH: ' +
            `install it, or ${remedy}`,
        ),
      );
    });

    it('starts with the Node.js that CROSSACCOUNT_NODE names', async () => {
      const env = { PATH: '/nowhere', CROSSACCOUNT_NODE: path.join(installed(), 'bin/linux_x86_64/node') };
      if (process.arch !== 'x64') env.CROSSACCOUNT_NODE = path.join(installed(), 'bin/linux_aarch64/node');
      expect(told(await search(onPeer(), conversation(['distributed=true']), env))).to.deep.equal([
        'streaming',
        ...access,
      ]);
    });
  });
});

/** Splunk's wildcards: three dots cross folders, a star does not. https://docs.splunk.com/Documentation/Splunk/latest/Admin/Distsearchconf */
function matches(pattern: string, file: string): boolean {
  const parts = pattern.split(/(\.\.\.|\*)/).map((part) => {
    if (part === '...') return '.*';
    return part === '*' ? '[^/]*' : part.replace(/[.\\+?^${}()|[\]]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`).test(`apps/${appId}/${file}`);
}
