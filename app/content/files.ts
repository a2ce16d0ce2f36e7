import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Reads every file below `searches/` of a repository.
 * @param root the repository's folder
 * @returns text by path relative to the repository, with forward slashes
 */
export async function readSearchFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(path.join(root, 'searches'), { recursive: true });
  const files = names
    .filter((name) => path.extname(name) !== '')
    .map((name) => `searches/${name.split(path.sep).join('/')}`)
    .sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(root, file), 'utf8')));
  return new Map(files.map((file, index) => [file, texts[index] ?? '']));
}

/** Names of the tables that the package ships in `lookups/`. */
export async function readShippedTables(root: string): Promise<ReadonlySet<string>> {
  return new Set(await readdir(path.join(root, 'lookups')));
}
