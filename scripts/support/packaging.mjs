import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeArchive } from './archive.mjs';
import { unlessFresh } from './building.mjs';
import { filesBelow } from './inputs.mjs';
import { appId, buildFolder, packageFile, projectVersion, root } from './project.mjs';
import { ensureRuntimes } from './runtime.mjs';
import { sbomOf } from './sbom.mjs';
import { noticeOf, thirdParties } from './thirdparty.mjs';

const builtApp = `build/${appId}`;

/** Splunk's rules allow the x-bit only below bin/. */
const executable = /^bin\/(?:crossaccount\.sh|linux_[^/]+\/node)$/;

/**
 * Writes the built app as a .spl to dist/, with Node.js for both machines or without, unless that is there already.
 * @param {boolean} withRuntime
 * @returns {Promise<{ written: boolean, file: string, bytes: number, sha256: string }>}
 * @throws {SetupError} when a runtime cannot be had, or a bundled package has no licence that may be passed on
 */
export async function ensurePackage(withRuntime) {
  const file = packageFile(withRuntime);
  const inputs = [builtApp, 'scripts/support', 'package-lock.json'];
  const written = await unlessFresh(path.basename(file), inputs, [path.relative(buildFolder, file)], async () => {
    mkdirSync(path.dirname(file), { recursive: true });
    const partial = `${file}.${process.pid}.partial`;
    try {
      await writeArchive(partial, await appContents(withRuntime));
      renameSync(partial, file);
    } finally {
      rmSync(partial, { force: true });
    }
  });
  const packed = readFileSync(file);
  return { written, file, bytes: packed.length, sha256: createHash('sha256').update(packed).digest('hex') };
}

async function appContents(withRuntime) {
  const contents = new Map();
  const add = (name, bytes) => contents.set(name, { bytes, executable: executable.test(name) });

  for (const file of filesBelow([builtApp])) add(file.slice(builtApp.length + 1), readFileSync(path.join(root, file)));
  const runtimes = withRuntime ? await ensureRuntimes() : [];
  for (const { folder, program } of runtimes) add(`bin/${folder}/node`, program);
  const parties = thirdParties(runtimes);
  add('THIRD-PARTY.txt', Buffer.from(noticeOf(parties)));
  add('sbom.cdx.json', Buffer.from(sbomOf({ version: projectVersion(), contents, thirdParties: parties })));

  return new Map([...contents].map(([name, content]) => [`${appId}/${name}`, content]));
}
