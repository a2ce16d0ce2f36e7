import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCsv } from '../../app/protocol';
import { startChromium } from '../../scripts/browser/chromium';
import { openOn, project, watchSearches } from '../../scripts/browser/opened';
import { troublesOf } from '../../scripts/browser/pictures';
import type { Browser, Locator, Page, Response } from '../../scripts/browser/playwright';

export interface Answered {
  readonly spl: string;
  readonly fields: readonly string[];
  readonly columns: readonly (readonly (string | readonly string[] | null)[])[];
  readonly error?: string;
}

/** A page as a person has it before them, and all that a test wants to know of it. */
export interface Visit {
  readonly page: Page;
  readonly troubles: readonly string[];
  /** Hosts that were asked for anything. */
  readonly hosts: ReadonlySet<string>;
  /** What searches answered. */
  readonly answers: readonly Answered[];
  readonly settled: () => Promise<void>;
  /** What the panels say who have nothing to show. */
  readonly empty: () => Promise<string[]>;
  readonly end: () => Promise<void>;
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'dark' | 'light';
}

/** A run with its page, and a browser. */
export interface Site {
  /** The address with the token in it. */
  readonly link: string;
  /** @param address what follows the app, such as `crossaccount_overview?form.class=own` */
  readonly visit: (address: string, look?: Look) => Promise<Visit>;
  end(): Promise<void>;
}

export const app = '/app/aws_cross_account_activity/';
export const views = ['crossaccount_overview', 'crossaccount_investigate', 'crossaccount_review'] as const;

/** A run over the examples, with a work folder that goes when it ends. */
export interface WorkSite extends Site {
  readonly work: string;
}

export async function siteOnExamples(): Promise<WorkSite> {
  const work = mkdtempSync(path.join(tmpdir(), 'crossaccount-browser-'));
  const site = await siteOn([path.join(project, 'examples', 'AWSLogs'), '--work', work]);
  return {
    ...site,
    work,
    async end() {
      await site.end();
      rmSync(work, { recursive: true, force: true });
    },
  };
}

export async function siteOn(words: readonly string[]): Promise<Site> {
  const opened = await openOn(words);
  const browser = await startChromium();
  return {
    link: opened.link,
    visit: visitsOf(browser, opened.link),
    async end() {
      await browser.close();
      await opened.close();
    },
  };
}

/** How a browser visits a page that is served under a link. */
export function visitsOf(browser: Browser, link: string): Site['visit'] {
  return (address, look) => visit(browser, link, address, look);
}

async function visit(
  browser: Browser,
  link: string,
  address: string,
  { width = 1600, height = 1000, theme = 'dark' }: Look = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  const troubles = troublesOf(page);
  const hosts = new Set<string>();
  const answers: Answered[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url())) hosts.add(new URL(request.url()).host);
  });
  page.on('response', (response) => {
    if (new URL(response.url()).pathname === '/search') void keepAnswer(response, answers);
  });
  const searches = watchSearches(page);
  const asked = new URL(app + address, link);
  asked.searchParams.set('theme', theme);
  asked.searchParams.set('token', new URL(link).searchParams.get('token') ?? '');
  await page.goto(asked.href);
  await searches.settled();
  return {
    page,
    troubles,
    hosts,
    answers,
    settled: () => searches.settled(),
    empty: async () =>
      texts(
        await page.evaluate(`[...document.querySelectorAll('[data-test="viz-item"], [data-test="input-item"]')]
          .map((item) => item.innerText)
          .filter((text) => /no search results|no data|set token value|could not|waiting for input/i.test(text))`),
      ),
    end: () => context.close(),
  };
}

async function keepAnswer(response: Response, answers: Answered[]): Promise<void> {
  try {
    const answer = JSON.parse(await response.text()) as Answered;
    const asked = JSON.parse(response.request().postData() ?? '{}') as { spl?: string; then?: string[] };
    answers.push({ ...answer, spl: [asked.spl ?? '', ...(asked.then ?? [])].join('\n') });
  } catch {
    // The page has gone on meanwhile.
  }
}

/** What a script in the page gave, as texts. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** The number that a panel shows under its title. */
export async function numberIn(page: Page, title: string): Promise<string> {
  const found = await page.evaluate(`[...document.querySelectorAll('[data-test="viz-item"]')]
    .filter((item) => item.querySelector('[data-test="viz-title"]')?.innerText === ${JSON.stringify(title)})
    .map((item) => item.querySelector('[data-test="majorValue"]')?.textContent ?? '')`);
  return texts(found).join();
}

/** The panel under a title. */
export function panel(page: Page, title: string): Locator {
  return page.locator(`[data-test="viz-item"]:has([data-test="viz-title"]:text-is(${JSON.stringify(title)}))`);
}

/** The cells of the table under a title, row by row. */
export async function cells(page: Page, title: string): Promise<string[][]> {
  const found = await page.evaluate(`[...document.querySelectorAll('[data-test="viz-item"]')]
    .filter((item) => item.querySelector('[data-test="viz-title"]')?.innerText === ${JSON.stringify(title)})
    .flatMap((item) => [...item.querySelectorAll('tr:has(td[data-test="cell"])')])
    .map((row) => [...row.querySelectorAll('td[data-test="cell"]')].map((cell) => cell.innerText))`);
  return Array.isArray(found) ? found.map(texts) : [];
}

/** Rows of a table that a run kept in its work folder; none before it has any. */
export function rowsOf(work: string, table: string): Map<string, string>[] {
  const file = path.join(work, `${table}.csv`);
  if (!existsSync(file)) return [];
  const { columns, rows } = readCsv(readFileSync(file));
  return Array.from(rows, (row) => new Map(columns.map((column, at) => [column, row[at] ?? ''])));
}

/** The titles of all panels. */
export async function titles(page: Page): Promise<string[]> {
  return texts(
    await page.evaluate(`[...document.querySelectorAll('[data-test="viz-title"]')].map(({ innerText }) => innerText)`),
  );
}
