import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import {
  builtProblems,
  checkContent,
  compileContent,
  contentctlLayout,
  describeProblem,
  dryRun,
  filterPermissions,
  readBuiltConf,
  readContent,
  readSearchFiles,
  readShippedTables,
  releaseOf,
  releaseSchema,
  versionProblems,
} from '../app/content';
import type { Content, Problem } from '../app/content';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What can be done with the content, once `searches/` is read without a problem; each gives the problems that it found. */
const actions = new Map<string, (content: Content, folder: string) => Promise<readonly Problem[]>>([
  ['check', (content) => dryRun(content, root)],
  ['compile', compile],
  ['versions', keepVersions],
  ['contentctl', writeContentctl],
]);
const withFolder = ['compile', 'contentctl'];

/** Writes the conf files and permissions of the content into the folder of an app that is put together, and checks what came of it. */
async function compile(content: Content, folder: string): Promise<readonly Problem[]> {
  for (const inside of ['default/data/ui/views', 'metadata'])
    await mkdir(path.join(folder, inside), { recursive: true });
  for (const [name, text] of compileContent(content)) await writeFile(path.join(folder, 'default', name), text);
  await appendFile(path.join(folder, 'metadata/default.meta'), filterPermissions(content));
  return builtProblems(readBuiltConf(folder));
}

/** Keeps the rules as they are with the version of this release; not while one changed since the last and kept its version. */
async function keepVersions(content: Content): Promise<readonly Problem[]> {
  const file = path.join(root, 'test/content/released.json');
  const last = releaseSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const changelog = await readFile(path.join(root, 'CHANGELOG.md'), 'utf8');
  const [, version = '', rest = ''] = /^## (\d+\.\d+\.\d+)(.*)$/m.exec(changelog) ?? [];
  // What nobody has installed yet may change as often as it likes.
  const preparing = last.release === version && rest.includes('unreleased');
  const problems = preparing ? [] : versionProblems(content, last);
  if (problems.length === 0) await writeFile(file, `${JSON.stringify(releaseOf(content, version), null, 2)}\n`);
  return problems;
}

/** Writes the content in the vendor's older layout into an empty folder. */
async function writeContentctl(content: Content, folder: string): Promise<readonly Problem[]> {
  const names = await readShippedTables(root);
  const tables = await Promise.all(
    [...names].map(async (name) => [name, await readFile(path.join(root, 'lookups', name), 'utf8')] as const),
  );
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
  for (const [name, text] of contentctlLayout(content, new Map(tables), version)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return [];
}

async function main([name = '', folder, ...rest]: readonly string[]): Promise<number> {
  const action = actions.get(name);
  if (action === undefined || (folder !== undefined) !== withFolder.includes(name) || rest.length > 0) {
    const usages = [...actions.keys()].map((each) => (withFolder.includes(each) ? `${each} FOLDER` : each));
    console.error(`Usage: content.ts ${usages.join(' | ')}`);
    return 2;
  }
  const { content, problems } = readContent(await readSearchFiles(root));
  const wrong = [...problems, ...checkContent(content, await readShippedTables(root))];
  // What cannot be read would only come up a second time, and nothing is written of it.
  if (wrong.length === 0) wrong.push(...(await action(content, folder ?? '')));
  for (const problem of wrong) console.error(describeProblem(problem));
  return wrong.length > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
