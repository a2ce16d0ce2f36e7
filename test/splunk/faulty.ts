/** Servers on this machine that answer as a splunkd in trouble, or as somebody else. */
import { once } from 'node:events';
import http from 'node:http';
import type { RequestListener, Server } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Listening {
  readonly port: number;
  readonly server: Server;
  readonly requests: { method: string; url: string; authorization: string | undefined }[];
}

const running = new Set<Server>();

/** Listens on 127.0.0.1, with TLS where a certificate is given, and notes who asked for what. */
export async function listen(answer: RequestListener, tls?: { key: string; cert: string }): Promise<Listening> {
  const requests: Listening['requests'] = [];
  const listener: RequestListener = (request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, authorization: headers.authorization });
    answer(request, response);
  };
  const server: Server = tls === undefined ? http.createServer(listener) : https.createServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  running.add(server);
  return { port: (server.address() as AddressInfo).port, server, requests };
}

/** Ends all that listen. */
export async function endAll(): Promise<void> {
  for (const server of running) {
    const closing = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closing;
  }
  running.clear();
}

/** Answers every request with this. */
export function always(status: number, body: string, headers: Readonly<Record<string, string>> = {}): RequestListener {
  return (_request, response) => response.writeHead(status, headers).end(body);
}
