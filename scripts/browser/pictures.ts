import type { Browser, Page } from './playwright';
import type { watchSearches } from './opened';

export interface Wish {
  /** CSS pixels. */
  readonly width: number;
  readonly theme: string;
  /** One page instead of all views: what follows the app in its address. */
  readonly path?: string | undefined;
}

export interface Drawn {
  readonly name: string;
  readonly png: Buffer;
  /** What the browser complained of. */
  readonly troubles: readonly string[];
}

/** Draws each view of a page, in the order of its navigation. */
export async function* viewsDrawn(
  browser: Browser,
  link: string,
  { width, theme, path }: Wish,
  watch: typeof watchSearches,
): AsyncGenerator<Drawn> {
  const context = await browser.newContext({
    viewport: { width, height: 1000 },
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  try {
    const first = await context.newPage();
    await first.goto(link);
    const addresses = path === undefined ? await telling(first) : [new URL(path, first.url()).href];
    await first.close();
    for (const address of addresses) {
      const page = await context.newPage();
      const troubles = troublesOf(page);
      const searches = watch(page);
      const themed = new URL(address);
      themed.searchParams.set('theme', theme);
      await page.goto(themed.href);
      await searches.settled();
      await page.evaluate('document.fonts.ready.then(() => undefined)');
      yield { name: nameOf(address), png: await page.screenshot({ fullPage: true }), troubles: [...troubles] };
      await page.close();
    }
  } finally {
    await context.close();
  }
}

/** The addresses of all views; of Investigate the one that the worst finding leads to, as it has nothing to show without a question. */
async function telling(page: Page): Promise<string[]> {
  const addresses = await viewsOf(page);
  await page.locator('[data-test="main-table"] td').nth(2).click();
  await page.waitForURL(/crossaccount_investigate\?/);
  const investigation = page.url();
  return addresses.map((address) => (nameOf(address) === nameOf(investigation) ? investigation : address));
}

const nameOf = (address: string): string => new URL(address).pathname.split('/').at(-1) ?? '';

/** The addresses of a page's views, as its navigation links to them; the search page is none. */
export async function viewsOf(page: Page): Promise<string[]> {
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
  const links = page.locator('nav[aria-label="Views"] a');
  const addresses: string[] = [];
  for (let at = 0; at < (await links.count()); at++) {
    const href = (await links.nth(at).getAttribute('href')) ?? '';
    if (!href.endsWith('/search')) addresses.push(new URL(href, page.url()).href);
  }
  return addresses;
}

/** Gathers what the browser complains of on a page: console errors and warnings of its own, uncaught errors, failed requests. */
export function troublesOf(page: Page): readonly string[] {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => {
    troubles.push(`uncaught: ${error.message}`);
  });
  page.on('requestfailed', (request) => {
    // A panel whose time range changes leaves its search.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') troubles.push(`failed: ${request.url()}`);
  });
  return troubles;
}
