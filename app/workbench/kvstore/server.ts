/** A stand-in for splunkd's KV Store, on 127.0.0.1 only: the paths, the auth header and the answers of its REST. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Documents } from './documents';
import { answer, type Answer } from './endpoints';
import { LIMITS, type Limits } from './find';
import { KvProblem } from './problem';

export interface KvServer {
  /** As `splunkd_uri` and `session_key` of a search. */
  readonly uri: string;
  readonly sessionKey: string;
  /** Ends it, and every connection. */
  close(): Promise<void>;
}

export interface KvServerParts {
  /** The app's id, as in the path. */
  readonly app: string;
  /** The documents of a collection; undefined if the app has none of that name. */
  readonly documents: (collection: string) => Documents | undefined;
  readonly limits?: Limits;
}

/** limits.conf, max_size_per_batch_save_mb; bytes. */
const LARGEST_BODY = 50 * 1024 * 1024;

/** Starts to listen, on a port that is free, for those who know the random key. */
export async function serveKvStore({ app, documents, limits = LIMITS }: KvServerParts): Promise<KvServer> {
  const sessionKey = randomBytes(32).toString('hex');
  const expected = Buffer.from(`Splunk ${sessionKey}`);
  const root = `/servicesNS/nobody/${app}/storage/collections/data/`;

  const reply = async (request: IncomingMessage): Promise<Answer> => {
    const given = Buffer.from(request.headers.authorization ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new KvProblem(401, 'call not properly authenticated');
    }
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const [collection = '', item = '', ...more] = pathname.startsWith(root)
      ? pathname.slice(root.length).split('/')
      : [];
    const found = more.length === 0 ? documents(decodeURIComponent(collection)) : undefined;
    if (found === undefined) throw new KvProblem(404, 'Could not find object.');
    const body = await readBody(request);
    const wish = { method: request.method ?? '', item: decodeURIComponent(item), parameters: searchParams, body };
    return answer(found, wish, limits, () => randomBytes(12).toString('hex'));
  };

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    reply(request).then(
      ({ status, json }) => {
        send(response, status, json);
      },
      (error: unknown) => {
        const problem = error instanceof KvProblem ? error : new KvProblem(500, String(error));
        send(response, problem.status, JSON.stringify({ messages: [{ type: 'ERROR', text: problem.message }] }));
      },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { uri: `http://127.0.0.1:${portOf(server)}`, sessionKey, close: () => closed(server) };
}

function send(response: ServerResponse, status: number, json: string): void {
  const body = Buffer.from(json);
  response.writeHead(status, { 'Content-Type': 'application/json; charset=UTF-8', 'Content-Length': body.length });
  response.end(body);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    if (!Buffer.isBuffer(piece)) continue;
    pieces.push(piece);
    length += piece.length;
    if (length > LARGEST_BODY) throw new KvProblem(413, 'The body is larger than 50 MB.');
  }
  return Buffer.concat(pieces, length).toString('utf8');
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

async function closed(server: Server): Promise<void> {
  const closing = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closing;
}
