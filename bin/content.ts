import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  checkContent,
  compileContent,
  describeProblem,
  readContent,
  readSearchFiles,
  readShippedTables,
} from '../app/content';

const usage = 'Usage: content.ts check | compile FOLDER';

/** Checks `searches/` and, on `compile`, writes its conf files into a folder. Nothing is written while anything is wrong. */
async function main([action, folder, ...rest]: readonly string[]): Promise<number> {
  const known = (action === 'check' && folder === undefined) || (action === 'compile' && folder !== undefined);
  if (!known || rest.length > 0) {
    console.error(usage);
    return 2;
  }
  const root = fileURLToPath(new URL('..', import.meta.url));
  const read = readContent(await readSearchFiles(root));
  const problems = [...read.problems, ...checkContent(read.content, await readShippedTables(root))];
  for (const problem of problems) console.error(describeProblem(problem));
  if (problems.length > 0) return 1;
  const files = compileContent(read.content);
  if (folder === undefined) return 0;
  await mkdir(folder, { recursive: true });
  for (const [name, text] of files) await writeFile(path.join(folder, name), text);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
