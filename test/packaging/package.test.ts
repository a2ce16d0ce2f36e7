import { createReadStream, readFileSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { expect } from 'chai';
import type { Header } from 'tar-stream';
import { extract } from 'tar-stream';
import { appFolder, root, runScript, version } from './built';

const file = path.join(root, `dist/aws_cross_account_activity-${version}.spl`);

async function headers(): Promise<Header[]> {
  const entries: Header[] = [];
  const tar = extract();
  createReadStream(file).pipe(createGunzip()).pipe(tar);
  for await (const entry of tar) {
    entries.push(entry.header);
    entry.resume();
  }
  return entries;
}

describe('the package', () => {
  before(function () {
    this.timeout(120_000);
    runScript('package.mjs');
  });

  it('is the same bytes however old its files are', () => {
    const before = readFileSync(file);
    utimesSync(path.join(appFolder, 'LICENSE'), new Date(0), new Date(0));
    runScript('package.mjs');
    expect(readFileSync(file).equals(before)).to.equal(true);
  });

  it('carries no time and no name in its gzip header', () => {
    expect([...readFileSync(file).subarray(0, 10)]).to.deep.equal([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3]);
  });

  it('holds what Splunk looks for, and nothing else', async () => {
    const names = (await headers()).filter(({ type }) => type === 'file').map(({ name }) => name);
    expect(names.map((name) => name.replace('aws_cross_account_activity/', ''))).to.deep.equal([
      'LICENSE',
      'README/analyticstories.conf.spec',
      'app.manifest',
      'bin/crossaccount.bundle.js',
      'bin/crossaccount.js',
      'bin/crossaccount.sh',
      'default/analyticstories.conf',
      'default/app.conf',
      'default/collections.conf',
      'default/commands.conf',
      'default/data/ui/nav/default.xml',
      'default/macros.conf',
      'default/savedsearches.conf',
      'default/searchbnf.conf',
      'default/server.conf',
      'default/transforms.conf',
      'lookups/crossaccount_vendors_seed.csv',
      'metadata/default.meta',
      'static/appIcon.png',
      'static/appIconAlt.png',
      'static/appIconAlt_2x.png',
      'static/appIcon_2x.png',
    ]);
  });

  it('lets nothing be executed but the launcher, and belongs to root at a fixed time', async () => {
    const entries = await headers();
    const executable = entries.filter(({ type, mode }) => type === 'file' && (mode & 0o111) !== 0);
    expect(executable.map(({ name, mode }) => [name, mode])).to.deep.equal([
      ['aws_cross_account_activity/bin/crossaccount.sh', 0o755],
    ]);
    const odd = entries.filter(
      ({ uid, gid, mtime }) => uid !== 0 || gid !== 0 || mtime.getTime() !== Date.UTC(1980, 0, 1),
    );
    expect(odd).to.deep.equal([]);
  });

  it('names no folder of the machine that built it', () => {
    const bundle = readFileSync(path.join(appFolder, 'bin/crossaccount.bundle.js'), 'utf8');
    expect(bundle).to.not.contain(root);
  });
});
