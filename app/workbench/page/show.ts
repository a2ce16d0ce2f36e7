import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { AppConf } from '../../spl';
import type { EventFile } from '../files';
import type { Folders } from '../folders';
import { writePieces } from '../pieces';
import { commandEnvironment } from '../program';
import { reasonOf } from '../reason';
import type { Shell } from '../shell';
import type { CsvPieces } from '../tables';
import { bundleFolder, ensureBundle } from './bundle';
import { searchesIn } from './searches';
import type { Searching } from './searching';
import { servePage, type PageServer } from './server';
import { viewsIn } from './views';

/** What a hunt leaves to look at. Times in epoch seconds. */
export interface Hunted {
  readonly app: AppConf;
  readonly folders: Folders;
  /** By name. */
  readonly tables: ReadonlyMap<string, CsvPieces>;
  readonly files: readonly EventFile[];
  /** Which events count; `latest` is exclusive. */
  readonly earliest: number;
  readonly latest: number;
  /** The first and the last event; NaN when there is none. */
  readonly first: number;
  readonly last: number;
}

/**
 * Shows the views over what was hunted, until the process is told to end. A page that cannot be shown is a sentence and nothing
 * more: the hunt is done.
 */
export async function showPage(hunted: Hunted, port: number, shell: Shell, say: (line: string) => void): Promise<void> {
  if (shell.enough === undefined || !(await ensureBundle(shell))) return;
  const enough = shell.enough();
  const server = await openPage(hunted, port, shell, say);
  if (server === undefined) return;
  say(`The same as dashboards: ${server.link}`);
  say('Ctrl-C ends the page.');
  await enough;
  await server.close();
}

/** Starts the page's server; undefined, and a sentence, when it cannot be. */
export async function openPage(
  hunted: Hunted,
  port: number,
  shell: Shell,
  say: (line: string) => void,
): Promise<PageServer | undefined> {
  if (shell.thread === undefined) return undefined;
  const { app, first, last } = hunted;
  const worker = shell.thread({ kind: 'search', searching: searchingOf(hunted, shell) });
  const searches = searchesIn(worker);
  try {
    const server = await servePage({
      appId: app.id,
      appLabel: labelOf(app),
      views: viewsIn(app.folder),
      range: Number.isNaN(first) ? null : { earliest: first, latest: last },
      bundle: bundleFolder(shell),
      icons: path.join(app.folder, 'static'),
      searches,
      port,
    });
    return {
      link: server.link,
      close: async () => {
        await searches.end();
        await server.close();
      },
    };
  } catch (error) {
    await searches.end();
    say(
      `The page cannot be served on port ${port} of 127.0.0.1: ${reasonOf(error)}; name another with --port, or none.`,
    );
    return undefined;
  }
}

/** Lays the tables where the page's searches find and change them, apart from the user's own until one is written. */
function searchingOf(hunted: Hunted, shell: Shell): Searching {
  const { app, folders, files, earliest, latest, last } = hunted;
  const tables = path.join(folders.scratch, 'page');
  mkdirSync(tables);
  cpSync(folders.collections, tables, { recursive: true });
  for (const [name, csv] of hunted.tables) writePieces(path.join(tables, `${name}.csv`), csv());
  return {
    app,
    tables,
    work: folders.work,
    events: path.join(folders.scratch, 'events'),
    files,
    earliest,
    latest,
    now: Number.isNaN(last) ? 0 : last,
    environment: commandEnvironment(shell),
    modules: path.join(shell.project, 'dashboards', 'node_modules'),
  };
}

function labelOf(app: AppConf): string {
  const conf = readFileSync(path.join(app.folder, 'default', 'app.conf'), 'utf8');
  return /^label\s*=\s*(.+)$/m.exec(conf)?.[1]?.trim() ?? app.id;
}
