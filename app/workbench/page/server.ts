import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { admissionAt, isOwnHost, isOwnOrigin, type Admission } from './admission';
import { askedSchema } from './asked';
import { documentOf, policyOf, type Told } from './document';
import type { Searches } from './searches';
import { splunkdAnswer } from './splunkweb';
import type { View } from './views';

export interface PageParts {
  readonly appId: string;
  readonly appLabel: string;
  readonly views: readonly View[];
  readonly range: Told['range'];
  /** Where the bundle lies, and the icons of the app. */
  readonly bundle: string;
  readonly icons: string;
  readonly searches: Searches;
  /** 0 for one that is free. */
  readonly port: number;
}

export interface PageServer {
  /** The address with the token in it. */
  readonly link: string;
  readonly close: () => Promise<void>;
}

const largestBody = 512 * 1024;
const types = new Map([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.png', 'image/png'],
]);

/**
 * Serves the page on 127.0.0.1.
 * @throws an error of node:net when the port is taken
 */
export async function servePage(parts: PageParts): Promise<PageServer> {
  const server = createServer();
  server.listen(parts.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : parts.port;
  const admission = admissionAt(port);

  server.on('request', (request, response) => {
    answer(parts, { port, admission }, request, response).catch((error: unknown) => {
      if (!response.headersSent) refuse(response, 500, `This request failed: ${String(error)}`);
      response.end();
    });
  });
  return {
    link: `http://127.0.0.1:${port}/?token=${admission.token}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  parts: PageParts,
  { port, admission }: { port: number; admission: Admission },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Cache-Control', 'no-store');
  if (!isOwnHost(request, port)) {
    refuse(response, 421, 'This server answers only to the link that was printed where it was started.');
    return;
  }
  const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
  const token = url.searchParams.get('token');
  if (admission.knows(token)) {
    url.searchParams.delete('token');
    response.writeHead(303, { Location: `${url.pathname}${url.search}`, 'Set-Cookie': admission.cookie() }).end();
    return;
  }
  if (!admission.admits(request)) {
    refuse(response, 403, 'Open the link that was printed where this page was started: the token is in it.');
    return;
  }
  if (request.method === 'POST' && url.pathname === '/search') {
    await runSearch(parts, request, response);
    return;
  }
  if (request.method !== 'GET') {
    refuse(response, 405, 'Only GET is answered here.');
    return;
  }
  get(parts, url.pathname, request, response);
}

function get(parts: PageParts, pathname: string, request: IncomingMessage, response: ServerResponse): void {
  const { appId, views } = parts;
  const app = `/app/${appId}`;
  if (pathname === '/' || pathname === app || pathname === `${app}/`) {
    response.writeHead(303, { Location: `${app}/${views[0]?.name ?? 'search'}` }).end();
    return;
  }
  if (pathname.startsWith('/static/')) {
    sendFile(parts, path.posix.basename(pathname), request, response);
    return;
  }
  if (pathname.startsWith('/splunkd/__raw/')) {
    const json = splunkdAnswer(pathname);
    if (json === undefined) refuse(response, 404, 'No splunkd takes part here.');
    else sendJson(response, json);
    return;
  }
  const name = pathname.startsWith(`${app}/`) ? pathname.slice(app.length + 1) : '';
  const view = views.find((one) => one.name === name);
  if (view !== undefined) {
    const definition: unknown = JSON.parse(view.definition);
    sendPage(parts, { kind: 'view', name, label: view.label, definition }, view.label, response);
  } else if (name === 'search') sendPage(parts, { kind: 'search' }, 'Search', response);
  else refuse(response, 404, 'There is no such page; the views are named at the top of each.');
}

function sendPage(parts: PageParts, shown: Told['shown'], title: string, response: ServerResponse): void {
  const { appId, appLabel, range } = parts;
  const views = parts.views.map(({ name, label }) => ({ name, label }));
  const nonce = randomBytes(16).toString('base64');
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policyOf(nonce),
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
  });
  response.end(documentOf({ appId, appLabel, views, range, shown }, `${title} - ${appLabel}`, nonce));
}

/** A file that the browser has already is not sent again, and need not be compiled again: the script is large. */
function sendFile(
  { bundle, icons }: PageParts,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const type = types.get(path.extname(name));
  for (const folder of type === undefined ? [] : [bundle, icons]) {
    const file = path.join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isFile() !== true) continue;
    const tag = `"${found.size}-${found.mtimeMs}"`;
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('ETag', tag);
    if (request.headers['if-none-match'] === tag) {
      response.writeHead(304).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': type });
    createReadStream(file).pipe(response);
    return;
  }
  refuse(response, 404, 'There is no such file.');
}

async function runSearch({ searches }: PageParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isOwnOrigin(request) || !/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    refuse(response, 403, 'Searches are run only for a page of this server.');
    return;
  }
  const asked = askedSchema.safeParse(await bodyOf(request));
  if (!asked.success) {
    sendJson(response, { error: 'The page asked for a search in a form that the server does not know.' });
    return;
  }
  const left = new AbortController();
  response.on('close', () => {
    left.abort();
  });
  const found = await searches.run(asked.data, left.signal);
  if (!left.signal.aborted) sendJson(response, found);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    if (!Buffer.isBuffer(piece)) continue;
    length += piece.length;
    if (length > largestBody) return undefined;
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return undefined;
  }
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
  });
  response.end(`${sentence}\n`);
}
