/** Where splunkd listens, and whether a session key may be sent there. */
import { isIPv4 } from 'node:net';
import { SplunkError } from './error';

export interface Address {
  readonly scheme: 'http' | 'https';
  /** As it stands in a URL: an IPv6 address in brackets. */
  readonly host: string;
  readonly port: number;
  /** On this machine: what is sent does not leave it, so that splunkd's own certificate, which nobody signed, is taken. */
  readonly isLoopback: boolean;
}

/**
 * Reads `splunkd_uri` of a search.
 * @throws SplunkError when there is none, it is no address, or it is http to another machine: the session key goes to loopback,
 *   or over https with a certificate that is verified
 */
export function addressOf(uri: string): Address {
  if (uri === '') {
    throw new SplunkError(
      'splunkd told no address of its own (splunkd_uri), so the tables cannot be read from the KV Store.',
    );
  }
  const url = parsed(uri);
  const scheme = url?.protocol === 'https:' ? 'https' : url?.protocol === 'http:' ? 'http' : undefined;
  if (url === undefined || scheme === undefined || url.hostname === '') {
    throw new SplunkError('splunkd told an address of its own (splunkd_uri) that is no http or https URL.');
  }
  const isLoopback = isLoopbackHost(url.hostname);
  if (scheme === 'http' && !isLoopback) {
    throw new SplunkError(
      `splunkd is at ${url.host} without encryption, and the session key is not sent over a network like that: set enableSplunkdSSL = true in server.conf.`,
    );
  }
  const port = url.port === '' ? (scheme === 'https' ? 443 : 80) : Number(url.port);
  return { scheme, host: url.hostname, port, isLoopback };
}

/** The addresses that "localhost" stands for here, whatever a name server says. */
export const LOOPBACK_ADDRESSES = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
] as const;

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));
}

function parsed(uri: string): URL | undefined {
  try {
    return new URL(uri);
  } catch {
    return undefined;
  }
}
