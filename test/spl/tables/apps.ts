import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../commands/running';

/** An unpacked app with these files (path in the app to text); files in `bin/` can be run. */
export function appWith(files: Readonly<Record<string, string>>): string {
  const folder = path.join(temporaryFolder(), 'test_app');
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (name.startsWith('bin/')) chmodSync(file, 0o755);
  }
  return folder;
}

/** An app whose command `peer` is the test's own program. */
export function appWithPeer(files: Readonly<Record<string, string>> = {}): string {
  const folder = appWith({
    'bin/peer.sh': '#!/bin/sh\nexec node "${0%/*}/peer.mjs"\n',
    'default/commands.conf': '[peer]\nfilename = peer.sh\nchunked = true\n',
    ...files,
  });
  cpSync(new URL('../process/peer.mjs', import.meta.url), path.join(folder, 'bin/peer.mjs'));
  return folder;
}
