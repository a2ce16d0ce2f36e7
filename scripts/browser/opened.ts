import path from 'node:path';
import { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { main } from '../../app/workbench';
import type { Page } from './playwright';

export const project = path.resolve(import.meta.dirname, '../..');

/** A page that is served over what a run left. */
export interface Opened {
  /** The address with the token in it. */
  readonly link: string;
  /** What the run printed: findings, and all the rest. */
  readonly stdout: string;
  readonly stderr: string;
  /** Ends it, as Ctrl-C does; gives the run's exit code. */
  close(): Promise<number>;
}

class Terminal extends Writable {
  public text = '';
  public readonly isTTY = true;
  public readonly columns = 120;
  public onText: (text: string) => void = () => undefined;

  public override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    this.onText(this.text);
    done();
  }
}

/**
 * Runs `npm start -- WORDS` up to its page, as on a terminal.
 * @throws Error with what the run printed when no page comes of it
 */
export async function openOn(words: readonly string[]): Promise<Opened> {
  const [stdout, stderr] = [new Terminal(), new Terminal()];
  const undone: (() => void)[] = [];
  let stop = (): void => undefined;
  const program = path.join(project, 'build', 'workbench.js');
  const ended = main(words, {
    stdout,
    stderr,
    environment: { ...process.env, NO_COLOR: '1' },
    project,
    thread: (work) => new Worker(program, { workerData: work }),
    enough: () =>
      new Promise((resolve) => {
        stop = resolve;
      }),
    atExit: (undo) => undone.push(undo),
  });
  const link = await Promise.race([
    new Promise<string>((resolve) => {
      stderr.onText = (text) => {
        const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=[0-9a-f]+/.exec(text)?.[0];
        if (found !== undefined) resolve(found);
      };
    }),
    ended.then((code) => {
      throw new Error(`The run ended with ${code} and without a page:\n${stderr.text}`);
    }),
  ]);
  return {
    link,
    get stdout() {
      return stdout.text;
    },
    get stderr() {
      return stderr.text;
    },
    close: async () => {
      stop();
      const code = await ended;
      for (const undo of undone) undo();
      return code;
    },
  };
}

/** Tells when a page has nothing more to draw: each of its searches has been answered, for a while. */
export function watchSearches(page: Page): { settled(most?: number): Promise<void>; asked(): readonly string[] } {
  const asked: string[] = [];
  let open = 0;
  let changed = Date.now();
  const isSearch = (url: string): boolean => new URL(url).pathname === '/search';
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !isSearch(request.url())) return;
    asked.push(request.postData() ?? '');
    open += 1;
    changed = Date.now();
  });
  const close = (request: { method(): string; url(): string }): void => {
    if (request.method() !== 'POST' || !isSearch(request.url())) return;
    open -= 1;
    changed = Date.now();
  };
  page.on('requestfinished', close);
  page.on('requestfailed', close);
  return {
    asked: () => asked,
    async settled(most = 60_000) {
      const until = Date.now() + most;
      changed = Date.now();
      while (open > 0 || Date.now() - changed < quiet) {
        if (Date.now() > until) throw new Error(`${open} searches of ${page.url()} were not answered in ${most} ms.`);
        await page.waitForTimeout(50);
      }
    },
  };
}

/** Milliseconds without a search after which a view has drawn what it has. */
const quiet = 1500;
