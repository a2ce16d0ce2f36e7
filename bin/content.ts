import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  checkContent,
  compileContent,
  describeProblem,
  dryRun,
  filterPermissions,
  readContent,
  readSearchFiles,
  readShippedTables,
} from '../app/content';

const usage = 'Usage: content.ts check | compile APP';

/** Checks `searches/`, by running every search over nothing too, or writes its conf files and permissions into the folder of an app that is put together; nothing while anything is wrong. */
async function main([action, folder, ...rest]: readonly string[]): Promise<number> {
  const known = (action === 'check' && folder === undefined) || (action === 'compile' && folder !== undefined);
  if (!known || rest.length > 0) {
    console.error(usage);
    return 2;
  }
  const root = fileURLToPath(new URL('..', import.meta.url));
  const read = readContent(await readSearchFiles(root));
  const problems = [...read.problems, ...checkContent(read.content, await readShippedTables(root))];
  // The slow check is left to `check`; what cannot be read would only come up a second time.
  if (folder === undefined && problems.length === 0) problems.push(...(await dryRun(read.content, root)));
  for (const problem of problems) console.error(describeProblem(problem));
  if (problems.length > 0) return 1;
  if (folder === undefined) return 0;
  const files = compileContent(read.content);
  for (const inside of ['default/data/ui/views', 'metadata'])
    await mkdir(path.join(folder, inside), { recursive: true });
  for (const [name, text] of files) await writeFile(path.join(folder, 'default', name), text);
  await appendFile(path.join(folder, 'metadata/default.meta'), filterPermissions(read.content));
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
