import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may come in: the browser that has the link's token, by this machine's own name. */
export interface Admission {
  /** Random, 32 bytes in hex: part of the link. */
  readonly token: string;
  /** Whether a token is ours; takes the same time for any other. */
  knows(token: string | null | undefined): boolean;
  /** Whether the request brings the cookie. */
  admits(request: IncomingMessage): boolean;
  /** The cookie that the link's token is exchanged for. */
  cookie(): string;
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** @param port tells the cookies of several pages on one machine apart: a browser keeps them by host only */
export function admissionAt(port: number, token = randomBytes(32).toString('hex')): Admission {
  const expected = hash(token);
  const name = `crossaccount_${port}`;
  const knows = (given: string | null | undefined): boolean => timingSafeEqual(hash(given ?? ''), expected);
  return {
    token,
    knows,
    admits(request) {
      const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
      return knows(pairs.find(([key]) => key === name)?.[1]);
    },
    cookie: () => `${name}=${token}; HttpOnly; SameSite=Strict; Path=/`,
  };
}

/** Whether a request names this server as its host: a page elsewhere whose name was bent to 127.0.0.1 does not. */
export function isOwnHost(request: IncomingMessage, port: number): boolean {
  return [`127.0.0.1:${port}`, `localhost:${port}`].includes(request.headers.host ?? '');
}

/** Whether a request that may change something comes from a page of this server. */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === `http://${host ?? ''}`;
}
