import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { reasonOf } from './reason';
import { UsageError } from './shell';

/**
 * The folders of a run: the user's work folder, in which no table is written before `publish`, and a scratch folder that goes when
 * the run ends, however it ends.
 */
export interface Folders {
  readonly work: string | undefined;
  readonly scratch: string;
  /** Where the command finds its tables. */
  readonly lookups: string;
  /** Where the engine finds its collections. */
  readonly collections: string;
  /** Where events wait, sorted by day. */
  readonly days: string;
  /** Where witnesses wait of events that no search needs by themselves. */
  readonly witnesses: string;
}

/**
 * Makes the folders. The scratch folder lies in the work folder where there is one, else among the system's temporary files.
 * @throws UsageError when a folder cannot be made
 */
export function openFolders(work: string | undefined): Folders {
  const parent = work ?? tmpdir();
  try {
    mkdirSync(parent, { recursive: true });
    const scratch = mkdtempSync(path.join(parent, '.crossaccount-'));
    const inside = (name: string): string => path.join(scratch, name);
    const folders = {
      work,
      scratch,
      lookups: inside('lookups'),
      collections: inside('collections'),
      days: inside('days'),
      witnesses: inside('witnesses'),
    };
    for (const folder of [folders.lookups, folders.collections, folders.days]) mkdirSync(folder);
    return folders;
  } catch (error) {
    throw new UsageError(`Nothing can be written in ${parent}: ${reasonOf(error)}; name another folder with --work.`);
  }
}

export function removeScratch(folders: Folders): void {
  rmSync(folders.scratch, { recursive: true, force: true });
}

/**
 * Replaces tables of the work folder, each whole: all are written beside before the first is renamed.
 * @param tables CSV by table name
 * @throws UsageError when one cannot be written
 */
export function publish(folders: Folders, tables: ReadonlyMap<string, string>): void {
  const { work, scratch } = folders;
  if (work === undefined) return;
  try {
    for (const [name, csv] of tables) writeFileSync(path.join(scratch, `${name}.csv`), csv);
    for (const name of tables.keys()) renameSync(path.join(scratch, `${name}.csv`), path.join(work, `${name}.csv`));
  } catch (error) {
    throw new UsageError(`The tables cannot be written to ${work}: ${reasonOf(error)}.`);
  }
}
