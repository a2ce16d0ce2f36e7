import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { readApp } from '../../app/spl';
import { openFolders, removeScratch } from '../../app/workbench/folders';
import { openPage } from '../../app/workbench/page';
import { startChromium } from '../../scripts/browser/chromium';
import { project } from '../../scripts/browser/opened';
import { visitsOf, type Site } from './visit';

/**
 * The views where no event is, and nothing learned or recorded but in these tables: as on a Splunk on the day that the app is installed.
 * @param tables CSV by name
 */
export async function siteOnNothing(tables: ReadonlyMap<string, string> = new Map()): Promise<Site> {
  const folders = openFolders(undefined);
  const app = readApp(path.join(project, 'build', 'aws_cross_account_activity'));
  const shell = {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    project,
    thread: (workerData: unknown) => new Worker(path.join(project, 'build', 'workbench.js'), { workerData }),
    atExit: () => undefined,
  };
  const hunted = { app, folders, tables, files: [], earliest: 0, latest: Infinity, first: NaN, last: NaN };
  const server = await openPage(hunted, 0, shell, (line) => {
    throw new Error(line);
  });
  const browser = await startChromium();
  return {
    link: server!.link,
    visit: visitsOf(browser, server!.link),
    async end() {
      await browser.close();
      await server!.close();
      removeScratch(folders);
    },
  };
}
