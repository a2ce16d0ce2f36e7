import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFieldTable } from '../app/command/fields';
import { describeProblem, detectionPages, readContent, readSearchFiles } from '../app/content';

/** Writes the pages that are made of the content and of the code; nothing while the content cannot be read. */
async function main(): Promise<number> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { content, problems } = readContent(await readSearchFiles(root));
  for (const problem of problems) console.error(describeProblem(problem));
  if (problems.length > 0) return 1;
  const folder = path.join(root, 'docs/detections');
  // A detection that is gone leaves no page.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of detectionPages(content)) await writeFile(path.join(folder, name), text);
  const fields = path.join(root, 'docs/fields.md');
  await writeFile(fields, withFieldTable(await readFile(fields, 'utf8')));
  return 0;
}

process.exitCode = await main();
