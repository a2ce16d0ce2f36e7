import type { Context, Page, Request } from '../../scripts/browser/playwright';
import type { Source } from './sources';

/** What it took to open a view; milliseconds since the browser was told to. */
export interface Visit {
  /** First contentful paint. */
  readonly painted: number;
  /** When the last panel was changed for the last time: all have drawn, or said that they have nothing to. */
  readonly drawn: number;
  readonly searches: readonly Searched[];
}

/** One search of a view; milliseconds. */
export interface Searched {
  readonly source: string;
  /** From the request at the server to its answer. */
  readonly server: number;
  /** From asking to having the answer in the page, waiting for a connection included. */
  readonly page: number;
  /** Cells by field of its first row. */
  readonly first: Readonly<Record<string, unknown>>;
}

/** Remembers in the page when a panel was changed last. */
const watching = `globalThis.lastChange = 0;
new MutationObserver((changes) => {
  const isPanel = ({ target }) => (target instanceof Element ? target : target.parentElement)?.closest('[data-test="viz-item"]');
  if (changes.some(isPanel)) globalThis.lastChange = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });`;

/** Has all pages of a browser's context remember that. */
export function watchPanels(context: Context): Promise<void> {
  return context.addInitScript({ content: watching });
}

/** Milliseconds without a search and without a change after which a view is taken to have drawn all. */
const quiet = 1500;
const longest = 180_000;

/**
 * Opens a view and waits until it has drawn all.
 * @param sources those of the view
 * @throws Error when a search fails, is none of these, or is not answered
 */
export async function visit(context: Context, address: string, sources: readonly Source[]): Promise<Visit> {
  const page = await context.newPage();
  try {
    const searches = searchesOf(page);
    await page.goto(address);
    await searches.settled();
    const [painted, drawn] = await paintsOf(page);
    return { painted, drawn, searches: await Promise.all(searches.finished.map((one) => searched(one, sources))) };
  } finally {
    await page.close();
  }
}

async function paintsOf(page: Page): Promise<[number, number]> {
  const first = await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0]?.startTime`);
  const last = await page.evaluate('globalThis.lastChange');
  if (typeof first !== 'number' || typeof last !== 'number') throw new Error(`Nothing was painted on ${page.url()}.`);
  return [first, last];
}

function searchesOf(page: Page): { readonly finished: readonly Request[]; settled(): Promise<void> } {
  const finished: Request[] = [];
  let open = 0;
  const isSearch = (request: Request): boolean => new URL(request.url()).pathname === '/search';
  page.on('request', (request) => {
    if (isSearch(request)) open += 1;
  });
  page.on('requestfailed', (request) => {
    if (isSearch(request)) open -= 1;
  });
  page.on('requestfinished', (request) => {
    if (!isSearch(request)) return;
    open -= 1;
    finished.push(request);
  });
  return {
    finished,
    async settled() {
      const until = Date.now() + longest;
      for (let since = Date.now(), last: unknown; Date.now() - since < quiet;) {
        if (Date.now() > until) throw new Error(`${page.url()} is not done after ${longest / 1000} s.`);
        await page.waitForTimeout(100);
        const change = await page.evaluate('globalThis.lastChange');
        if (open > 0 || finished.length === 0 || change !== last) since = Date.now();
        last = change;
      }
    },
  };
}

async function searched(request: Request, sources: readonly Source[]): Promise<Searched> {
  const asked = objectIn(request.postData() ?? '');
  const links: unknown[] = Array.isArray(asked.then) ? asked.then : [];
  const spl = links.at(-1) ?? asked.spl;
  if (typeof spl !== 'string') throw new Error(`A panel asks for no SPL: ${request.postData() ?? ''}`);
  const source = sources.find(({ isOf }) => isOf(spl));
  if (source === undefined) throw new Error(`This search is of no panel: ${spl}`);
  const answer = objectIn((await (await request.response())?.text()) ?? '');
  if ('error' in answer) throw new Error(`${source.name}: ${String(answer.error)}`);
  const { requestStart, responseStart, responseEnd } = request.timing();
  return { source: source.name, server: responseStart - requestStart, page: responseEnd, first: firstRow(answer) };
}

function firstRow({ fields, columns }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (!Array.isArray(fields) || !Array.isArray(columns)) return {};
  const cells = columns.map((column: unknown): unknown => (Array.isArray(column) ? column[0] : undefined));
  return Object.fromEntries(fields.map((field, at) => [String(field), cells[at]]));
}

function objectIn(json: string): Readonly<Record<string, unknown>> {
  const value: unknown = json === '' ? undefined : JSON.parse(json);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
