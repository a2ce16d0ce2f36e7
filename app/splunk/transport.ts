/**
 * How requests travel. The transport of splunk-sdk takes any certificate and follows redirects, with the session key in the header
 * both times; this one verifies, goes nowhere else, and knows an end in time and size.
 */
import http from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import SdkHttp from 'splunk-sdk/lib/http.js';
import type { Answer, Http, Message } from 'splunk-sdk/lib/http.js';
import { LOOPBACK_ADDRESSES } from './address';
import type { Address } from './address';
import { SplunkError } from './error';
import { connectionProblem, lateAnswer } from './problems';

/** Twice what splunkd sends at most (limits.conf, max_size_per_result_mb = 50), in bytes. */
const LARGEST_ANSWER = 100 * 1024 * 1024;

export interface Transport {
  readonly http: Http;
  /** Lets the connections go. */
  close(): void;
}

/** How careful a transport is. */
export interface Manners {
  /** Whether the certificate must be one that is trusted; splunkd's own, on loopback, is not. */
  readonly verifies: boolean;
  /** Certificates (PEM) that are trusted beside those of the system. */
  readonly ca?: string;
  /** Whether a request may be sent once more when the connection broke: only where it reads. */
  readonly repeats: boolean;
}

/**
 * Makes a transport to splunkd. Unless told otherwise its requests only read, so that they may be sent twice.
 * @param patience milliseconds until the whole answer to a request must be there
 */
export function transportTo(
  address: Address,
  patience: number,
  { verifies, ca, repeats }: Manners = { verifies: !address.isLoopback, repeats: true },
): Transport {
  const library = address.scheme === 'https' ? https : http;
  // One connection: a handshake costs more than waiting in line.
  const agent = new library.Agent({ keepAlive: true, maxSockets: 1 });
  const place = `${address.host}:${address.port}`;
  const open = (url: string, { method, headers, body }: Message, signal: AbortSignal): ClientRequest =>
    library.request(url, {
      agent,
      method,
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
      signal,
      ...(address.host === 'localhost' && { lookup: lookupLoopback }),
      ...(address.scheme === 'https' && { rejectUnauthorized: verifies }),
      ...(ca !== undefined && { ca: [...rootCertificates, ca] }),
    });

  const makeRequest = async (url: string, message: Message): Promise<Answer> => {
    const signal = AbortSignal.timeout(patience);
    for (;;) {
      const request = open(url, message, signal);
      try {
        return await answerTo(request, message.body);
      } catch (error) {
        if (error instanceof SplunkError) throw error;
        if (signal.aborted) throw lateAnswer(place, patience);
        // splunkd may have closed a kept connection just when it was used again.
        if (!repeats || !request.reusedSocket || codeOf(error) !== 'ECONNRESET')
          throw connectionProblem(codeOf(error), place);
      }
    }
  };

  const Carrier = SdkHttp.extend({ makeRequest });
  return {
    http: new Carrier(),
    close: () => {
      agent.destroy();
    },
  };
}

function answerTo(request: ClientRequest, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      readWhole(response).then((data) => {
        resolve({ status: response.statusCode ?? 0, data, response: { headers: {} } });
      }, reject);
    });
    request.end(body);
  });
}

async function readWhole(response: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of response) {
    if (!Buffer.isBuffer(piece)) continue;
    pieces.push(piece);
    length += piece.length;
    if (length > LARGEST_ANSWER) {
      throw new SplunkError(
        `splunkd sent an answer of more than ${LARGEST_ANSWER / 1024 / 1024} MB, which no page of a table is; run the search again.`,
      );
    }
  }
  return Buffer.concat(pieces, length);
}

const lookupLoopback: LookupFunction = (_host, options, answer) => {
  if (options.all === true) answer(null, [...LOOPBACK_ADDRESSES]);
  else answer(null, LOOPBACK_ADDRESSES[0].address, LOOPBACK_ADDRESSES[0].family);
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
}
