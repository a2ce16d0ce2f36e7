import Context from 'splunk-sdk/lib/context.js';
import { z } from 'zod';
import { addressOf } from '../../app/splunk/address';
import { SplunkError } from '../../app/splunk/error';
import { transportTo } from '../../app/splunk/transport';

export const APP = 'aws_cross_account_activity';

/** A token, or a user with a password. */
export type Credentials = { readonly token: string } | { readonly username: string; readonly password: string };

/** splunkd's REST, as far as the test needs it. Paths that begin with a slash are taken as they stand. */
export interface Client {
  /**
   * @returns the answer's JSON, and undefined where there is none
   * @throws SplunkError on an answer of 400 and above, and when there is no answer
   */
  send(method: 'GET' | 'POST' | 'DELETE', path: string, parameters?: Parameters, body?: string): Promise<unknown>;
  close(): void;
}

type Parameters = Readonly<Record<string, string | number>>;

const PATIENCE = 120_000;

/**
 * Logs in. The certificate is verified, on this machine too.
 * @param ca a certificate (PEM) that is trusted beside those of the system
 * @throws SplunkError when the address is none, splunkd cannot be reached or trusted, or the credentials are refused
 */
export async function logIn(uri: string, credentials: Credentials, ca?: string): Promise<Client> {
  const address = addressOf(uri);
  const manners = { verifies: true, repeats: false, ...(ca === undefined ? {} : { ca }) };
  const transport = transportTo(address, PATIENCE, manners);
  const { scheme, host, port } = address;
  const place = { scheme, host, port, owner: 'nobody', app: APP, autologin: false };
  const clientWith = (key: string, authorization: string): Client => {
    const context = new Context(transport.http, { ...place, sessionKey: key, authorization });
    return {
      async send(method, path, parameters = {}, body) {
        const json = { ...parameters, output_mode: 'json' };
        const [query, post] = method === 'POST' && body === undefined ? [{}, json] : [json, {}];
        const headers = { 'Content-Type': body === undefined ? 'application/x-www-form-urlencoded' : 'text/plain' };
        const text = await context.request(path, method, query, post, body ?? '', headers).then(
          ({ data }) => data.toString('utf8'),
          (thrown: unknown) => {
            throw refusal(thrown, `${method} ${path}`);
          },
        );
        return text === '' ? undefined : (JSON.parse(text) as unknown);
      },
      close: () => {
        transport.close();
      },
    };
  };
  if ('token' in credentials) return clientWith(credentials.token, 'Bearer');
  try {
    const answer = await clientWith('', 'Splunk').send('POST', '/services/auth/login', { ...credentials });
    const { sessionKey } = z.object({ sessionKey: z.string() }).parse(answer);
    return clientWith(sessionKey, 'Splunk');
  } catch (error) {
    transport.close();
    throw error;
  }
}

const answerSchema = z.object({ status: z.number(), data: z.unknown().optional() });

function refusal(thrown: unknown, request: string): Error {
  if (thrown instanceof Error) return thrown;
  const { success, data } = answerSchema.safeParse(thrown);
  if (!success) return new SplunkError(`${request} came to nothing: ${String(thrown)}.`);
  const text = Buffer.isBuffer(data.data) ? data.data.toString('utf8') : JSON.stringify(data.data ?? '');
  return new RefusedError(data.status, `splunkd answered ${request} with ${data.status}: ${text.slice(0, 300)}`);
}

/** An answer of 400 and above. */
export class RefusedError extends SplunkError {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
