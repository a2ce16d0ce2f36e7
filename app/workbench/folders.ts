import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writePieces } from './pieces';
import { reasonOf } from './reason';
import { UsageError } from './shell';
import type { CsvPieces } from './tables';

/**
 * The folders of a run: the user's work folder, in which no table is written before `publish`, and a scratch folder that goes when
 * the run ends, however it ends.
 */
export interface Folders {
  readonly work: string | undefined;
  readonly scratch: string;
  /** Where the engine finds its collections. */
  readonly collections: string;
  /** What the searches change, as they change it; of use only when the run does not come to its end. */
  readonly log: string;
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
    const scratch = mkdtempSync(path.join(parent, `.crossaccount-${process.pid}-`));
    const inside = (name: string): string => path.join(scratch, name);
    const folders = {
      work,
      scratch,
      collections: inside('collections'),
      log: inside(logName),
      days: inside('days'),
      witnesses: inside('witnesses'),
    };
    for (const folder of [folders.collections, folders.days]) mkdirSync(folder);
    return folders;
  } catch (error) {
    throw new UsageError(`Nothing can be written in ${parent}: ${reasonOf(error)}; name another folder with --work.`);
  }
}

const logName = 'changes.log';

/** The scratch folders that runs left in a work folder which did not come to their end, and the logs in them. */
export function leftBehind(work: string): { readonly scratch: string; readonly log: string | undefined }[] {
  return readdirSync(work)
    .filter((name) => {
      const pid = /^\.crossaccount-(\d+)-/.exec(name)?.[1];
      return pid !== undefined && !isRunning(Number(pid));
    })
    .sort()
    .map((name) => {
      const scratch = path.join(work, name);
      const log = path.join(scratch, logName);
      return { scratch, log: existsSync(log) ? log : undefined };
    });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // There, but not ours.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Removes what a run keeps for itself; the work folder stays. */
export function removeScratch(folders: Folders): void {
  rmSync(folders.scratch, { recursive: true, force: true });
}

/**
 * Replaces tables of the work folder, each whole: all are written beside before the first is renamed.
 * @param tables by name
 * @throws UsageError when one cannot be written
 */
export function publish(folders: Folders, tables: ReadonlyMap<string, CsvPieces>): void {
  const { work, scratch } = folders;
  if (work === undefined) return;
  try {
    for (const [name, csv] of tables) writePieces(path.join(scratch, `${name}.csv`), csv());
    for (const name of tables.keys()) renameSync(path.join(scratch, `${name}.csv`), path.join(work, `${name}.csv`));
  } catch (error) {
    throw new UsageError(`The tables cannot be written to ${work}: ${reasonOf(error)}.`);
  }
}
