import { createRequire } from 'node:module';

/** Of Playwright what is used here; its own types lie in the workspace of the dashboards, which not every machine has installed. */
export interface Playwright {
  readonly chromium: {
    launch(options: {
      readonly executablePath: string;
      readonly env?: Readonly<Record<string, string | undefined>>;
      readonly args: readonly string[];
      readonly headless: boolean;
    }): Promise<Browser>;
  };
}

export interface Browser {
  newContext(options: ContextOptions): Promise<Context>;
  close(): Promise<void>;
}

export interface ContextOptions {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly reducedMotion?: 'reduce';
  readonly deviceScaleFactor?: number;
  readonly locale?: string;
  readonly timezoneId?: string;
}

export interface Context {
  newPage(): Promise<Page>;
  addInitScript(script: { readonly content: string }): Promise<void>;
  close(): Promise<void>;
}

export interface Request {
  url(): string;
  method(): string;
  postData(): string | null;
  failure(): { readonly errorText: string } | null;
  response(): Promise<Response | null>;
  /** Milliseconds: `startTime` since the epoch, all others since then. */
  timing(): {
    readonly startTime: number;
    readonly requestStart: number;
    readonly responseStart: number;
    readonly responseEnd: number;
  };
}

export interface Response {
  status(): number;
  url(): string;
  request(): Request;
  headers(): Readonly<Record<string, string>>;
  text(): Promise<string>;
}

export interface Page {
  goto(url: string): Promise<Response | null>;
  goBack(): Promise<Response | null>;
  url(): string;
  title(): Promise<string>;
  evaluate(expression: string): Promise<unknown>;
  addScriptTag(options: { readonly content: string }): Promise<unknown>;
  screenshot(options?: { readonly path?: string; readonly fullPage?: boolean }): Promise<Buffer>;
  locator(selector: string): Locator;
  getByRole(role: string, options?: { readonly name?: string | RegExp; readonly exact?: boolean }): Locator;
  getByText(text: string | RegExp): Locator;
  waitForURL(url: RegExp): Promise<void>;
  waitForTimeout(milliseconds: number): Promise<void>;
  readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  on(event: 'console', hear: (message: { type(): string; text(): string }) => void): void;
  on(event: 'pageerror', hear: (error: Error) => void): void;
  on(event: 'response', hear: (response: Response) => void): void;
  on(event: 'request' | 'requestfinished' | 'requestfailed', hear: (request: Request) => void): void;
  close(): Promise<void>;
}

export interface Locator {
  first(): Locator;
  nth(index: number): Locator;
  locator(selector: string): Locator;
  getByRole(role: string, options?: { readonly name?: string | RegExp; readonly exact?: boolean }): Locator;
  count(): Promise<number>;
  click(options?: { readonly timeout?: number; readonly force?: boolean }): Promise<void>;
  fill(text: string): Promise<void>;
  focus(): Promise<void>;
  textContent(): Promise<string | null>;
  allTextContents(): Promise<string[]>;
  getAttribute(name: string): Promise<string | null>;
  waitFor(options?: { readonly state?: 'visible' | 'attached'; readonly timeout?: number }): Promise<void>;
}

/** Loads packages of the workspace of the dashboards. */
export const requireOfDashboards = createRequire(new URL('../../dashboards/package.json', import.meta.url));

/** @throws Error when it is not installed, with the remedy */
export function playwright(): Playwright {
  const loaded: unknown = requireOfDashboards('playwright-core');
  if (isPlaywright(loaded)) return loaded;
  throw new Error('playwright-core has no chromium: run npm run build:page -- --tests.');
}

function isPlaywright(value: unknown): value is Playwright {
  return typeof value === 'object' && value !== null && 'chromium' in value;
}
