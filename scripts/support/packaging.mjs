import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { filesBelow } from './inputs.mjs';
import { appFolder, appId, projectVersion, root } from './project.mjs';

/** The one file that splunkd must be able to execute; Splunk's rules allow the x-bit only below bin/. */
const executable = `${appId}/bin/crossaccount.sh`;
/** 1980-01-01, the earliest time that every archiver can show. */
const mtime = new Date(Date.UTC(1980, 0, 1));

/**
 * The built app as the bytes of a .spl: a gzipped tar with sorted names, fixed times, owners and modes, so that the same app
 * gives the same bytes on any machine.
 * @returns {Promise<Buffer>}
 */
export async function packApp() {
  const tar = pack();
  const bytes = collect(tar);
  const files = filesBelow([path.relative(root, appFolder)]).map((file) => file.slice('build/'.length));
  const folders = new Set(files.flatMap(parents));
  for (const name of [...folders, ...files].sort()) {
    const owner = { name, mtime, uid: 0, gid: 0, uname: 'root', gname: 'root' };
    if (folders.has(name)) tar.entry({ ...owner, type: 'directory', mode: 0o755 });
    else
      tar.entry(
        { ...owner, mode: name === executable ? 0o755 : 0o644 },
        readFileSync(path.join(appFolder, '..', name)),
      );
  }
  tar.finalize();
  const packed = gzipSync(await bytes, { level: 9 });
  // The tenth byte of a gzip names the system that wrote it: 3, Unix, everywhere.
  packed[9] = 3;
  return packed;
}

/** Writes the package to dist/. @returns {Promise<string>} its path */
export async function writePackage() {
  const file = path.join(root, 'dist', `${appId}-${projectVersion()}.spl`);
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.partial`;
  try {
    writeFileSync(partial, await packApp());
    renameSync(partial, file);
  } finally {
    rmSync(partial, { force: true });
  }
  return file;
}

function parents(file) {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

async function collect(stream) {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}
