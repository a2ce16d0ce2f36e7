import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { collectionsIn, createEngine, eventsInMemory } from '../../app/spl';
import type { AppConf, Event } from '../../app/spl';
import { documentsOf } from '../../app/workbench/kvstore';
import { answer } from '../../app/workbench/kvstore/endpoints';
import { LIMITS } from '../../app/workbench/kvstore/find';
import { servedOver } from '../workbench/kvstore/serving';
import type { Cells } from './compare';
import { cellsOf } from './local';

export interface StandIn {
  readonly uri: string;
  /** What was asked, `METHOD path`. */
  readonly asked: string[];
  readonly indexes: Map<string, Event[]>;
  /** Jobs that were made and not removed. */
  readonly jobs: Map<string, Cells[] | string>;
  rowsOf(table: string): number;
  close(): Promise<void>;
}

export interface Behaviour {
  /** Epoch seconds; the same at each look. */
  readonly now: number;
  readonly version?: string;
  /** What comes out of a search instead of its rows. */
  readonly results?: (search: string, rows: Cells[]) => Cells[];
}

const password = 'correct horse';
export const login = { username: 'admin', password };

/** splunkd's REST as documented, as far as the test uses it, over the local engine: it can show that requests are right, no more. */
export async function standIn(app: AppConf, folder: string, behaviour: Behaviour): Promise<StandIn> {
  const collections = collectionsIn(folder);
  const indexes = new Map<string, Event[]>();
  const jobs = new Map<string, Cells[] | string>();
  const asked: string[] = [];
  const splunkd = await servedOver(app, collections);
  const fields = (table: string) => (app.transforms.get(table)?.get('fields_list') ?? '').split(', ');
  const documents = documentsOf(app, (table) => collections.open(table, fields(table)));
  const namespace = `/servicesNS/nobody/${app.id}/`;

  const searched = async (search: string, earliest: number, latest: number): Promise<Cells[] | string> => {
    const events = [...indexes.values()].flat();
    const environment = { CROSSACCOUNT_NODE: process.execPath };
    const parts = { app, events: eventsInMemory(events), collections, environment, splunkd, user: 'nobody' };
    const rows: Cells[] = [];
    try {
      const range = { now: behaviour.now, earliest, latest };
      for await (const batch of createEngine(parts).run(search.replace(/^search /, ''), range)) {
        rows.push(...batch.map(cellsOf).map(asSplunkTells));
      }
    } catch (error) {
      return String(error);
    }
    return behaviour.results?.(search, rows) ?? rows;
  };

  const reply = async (request: IncomingMessage): Promise<readonly [number, unknown]> => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const method = request.method ?? '';
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces).toString('utf8');
    const form = new URLSearchParams(body);
    asked.push(`${method} ${pathname}`);
    if (pathname === '/services/auth/login') {
      return form.get('password') === password
        ? [200, { sessionKey: 'k' }]
        : [401, { messages: [{ text: 'Login failed' }] }];
    }
    if (request.headers.authorization !== 'Splunk k') return [401, { messages: [{ text: 'no' }] }];
    if (pathname === `/services/apps/local/${app.id}`) {
      return behaviour.version === undefined
        ? [404, { messages: [{ text: 'no app' }] }]
        : [200, { entry: [{ content: { version: behaviour.version } }] }];
    }
    if (pathname === '/services/data/indexes') {
      indexes.set(form.get('name') ?? '', []);
      return [201, {}];
    }
    if (pathname.startsWith('/services/data/indexes/') && method === 'DELETE') {
      return [indexes.delete(pathname.split('/').at(-1) ?? '') ? 200 : 404, {}];
    }
    if (pathname === '/services/receivers/simple') {
      const time = Date.parse(/"eventTime":"([^"]*)"/.exec(body)?.[1] ?? '') / 1000;
      const told = (key: string) => searchParams.get(key) ?? '';
      const event = { raw: body, time, source: told('source'), sourcetype: told('sourcetype'), host: told('host') };
      indexes.get(told('index'))?.push({ ...event, index: told('index') });
      return [200, {}];
    }
    const below = pathname.startsWith(namespace) ? pathname.slice(namespace.length) : '';
    if (below.startsWith('storage/collections/data/')) {
      const table = documents(below.split('/')[3] ?? '');
      if (table === undefined) return [404, {}];
      const { status, json } = answer(
        table,
        { method, item: '', parameters: searchParams, body: '' },
        LIMITS,
        () => '',
      );
      return [status, JSON.parse(json)];
    }
    return job(method, below, form, searchParams);
  };

  const job = async (
    method: string,
    below: string,
    form: URLSearchParams,
    query: URLSearchParams,
  ): Promise<readonly [number, unknown]> => {
    const [, , , , sid = '', part] = `/${below}`.split('/');
    if (below === 'search/v2/jobs') {
      const made = `job.${String(asked.length)}`;
      jobs.set(
        made,
        await searched(form.get('search') ?? '', Number(form.get('earliest_time')), Number(form.get('latest_time'))),
      );
      return [201, { sid: made }];
    }
    const found = jobs.get(sid);
    if (found === undefined) return [404, {}];
    if (method === 'DELETE') return [200, { removed: jobs.delete(sid) }];
    if (part === 'results') return [200, { results: found.slice(Number(query.get('offset'))) }];
    const failed = typeof found === 'string';
    const messages = failed ? [{ type: 'FATAL', text: found }] : [];
    return [200, { entry: [{ content: { isDone: !failed, isFailed: failed, messages } }] }];
  };

  const server = createServer((request, response) => {
    reply(request).then(
      ([status, json]) => {
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(json));
      },
      (error: unknown) => {
        response.writeHead(500).end(String(error));
      },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    uri: `http://127.0.0.1:${String(port)}`,
    asked,
    indexes,
    jobs,
    rowsOf: (table) => [...collections.open(table, fields(table)).rows()].length,
    async close() {
      server.closeAllConnections();
      server.close();
      await splunkd.close();
    },
  };
}

/** Times as ISO 8601, and nothing of an empty cell. */
function asSplunkTells(row: Cells): Cells {
  const cells = Object.entries(row).filter(([, value]) => value !== '');
  return Object.fromEntries(
    cells.map(([column, value]) => [column, column === '_time' ? new Date(Number(value) * 1000).toISOString() : value]),
  );
}
